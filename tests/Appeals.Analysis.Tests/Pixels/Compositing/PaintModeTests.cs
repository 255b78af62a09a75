using Appeals.Analysis.Pixels;
using static Appeals.Analysis.Pixels.BlendColors;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

/// <summary>Modes of Krita and GIMP at points worked out by hand from their formulas.</summary>
public sealed class PaintModeTests
{
    [Theory]
    [InlineData(BlendMode.SoftLightPegtop, 128, 128, 128)]
    [InlineData(BlendMode.SoftLightPegtop, 64, 255, 112)]
    [InlineData(BlendMode.VividLightSoft, 255, 0, 255)]
    [InlineData(BlendMode.VividLightSoft, 0, 255, 0)]
    [InlineData(BlendMode.HardMixSum, 200, 55, 255)]
    [InlineData(BlendMode.HardMixSum, 200, 54, 0)]
    [InlineData(BlendMode.GrainMerge, 100, 128, 101)]
    [InlineData(BlendMode.GrainExtract, 100, 128, 100)]
    [InlineData(BlendMode.DivideLegacy, 100, 255, 100)]
    [InlineData(BlendMode.SoftLightRoot, 64, 255, 128)]
    [InlineData(BlendMode.DodgeSolid, 0, 255, 255)]
    [InlineData(BlendMode.GammaLight, 64, 128, 127)]
    [InlineData(BlendMode.GammaDark, 128, 128, 64)]
    [InlineData(BlendMode.GeometricMean, 64, 255, 128)]
    [InlineData(BlendMode.Allanon, 100, 200, 150)]
    [InlineData(BlendMode.Parallel, 100, 100, 100)]
    [InlineData(BlendMode.Equivalence, 30, 100, 70)]
    [InlineData(BlendMode.Negation, 100, 100, 200)]
    [InlineData(BlendMode.Negation, 200, 200, 110)]
    [InlineData(BlendMode.InverseSubtract, 200, 200, 145)]
    [InlineData(BlendMode.ArcTangent, 77, 77, 128)]
    [InlineData(BlendMode.Xor, 0xF0, 0x3C, 0xCC)]
    [InlineData(BlendMode.Glow, 128, 64, 32)]
    [InlineData(BlendMode.Reflect, 64, 128, 32)]
    [InlineData(BlendMode.Heat, 255, 128, 191)]
    [InlineData(BlendMode.Freeze, 128, 255, 191)]
    [InlineData(BlendMode.PNormB, 255, 0, 255)]
    [InlineData(BlendMode.ModuloShift, 200, 100, 45)]
    [InlineData(BlendMode.PenumbraB, 0, 128, 64)]
    [InlineData(BlendMode.HardOverlay, 100, 128, 100)]
    public void For_WhenSeparable_HoldsWhatTheFormulaSays(BlendMode mode, int backdrop, int source, int result) =>
        Assert.InRange(BlendTables.For(mode)[backdrop * 256 + source], result - 1, result + 1);

    [Fact]
    public void For_WhenOfLight_MultipliesLight()
    {
        var table = BlendTables.For(BlendMode.Multiply, Appeals.Analysis.Formats.LightSpace.Linear);
        for (var b = 0; b < 256; b += 5)
            for (var s = 0; s < 256; s += 7)
                Assert.InRange(table[b * 256 + s] - LinearLight.ToSrgb(LinearLight.FromSrgb(b / 255f) * LinearLight.FromSrgb(s / 255f)) * 255, -0.51, 0.51);
    }

    [Fact]
    public void Blend_WhenEachModeMeetsItsOwnColour_ChangesNothing()
    {
        var color = new Color(200, 90, 30);
        // Not so in Krita's other models, which measure saturation in one way and set it in another.
        foreach (var mode in Enum.GetValues<BlendMode>().Where(mode => mode is >= BlendMode.HsvHue and <= BlendMode.LightnessHsy))
        {
            var same = Blend(mode, color, color);
            Assert.True(Math.Abs(same.R - color.R) + Math.Abs(same.G - color.G) + Math.Abs(same.B - color.B) < 1, $"{mode}: {same}");
        }
    }

    [Theory]
    [InlineData(BlendMode.HsvValue, 100, 50, 25)]
    [InlineData(BlendMode.HsvSaturation, 200, 200, 200)]
    [InlineData(BlendMode.LchChroma, 129.6, 129.6, 129.6)]
    [InlineData(BlendMode.LightnessHsv, 100, 50, 25)]
    [InlineData(BlendMode.SaturationHsl, 125, 125, 125)]
    public void Blend_WhenAGreyOf100LiesOnABrown_TakesOfItWhatTheModeSays(BlendMode mode, float r, float g, float b)
    {
        var mixed = Blend(mode, new(200, 100, 50), new(100, 100, 100));
        if (mode == BlendMode.LightnessHsv) Assert.InRange(mixed.Max, 99, 101);
        else Assert.True(Math.Abs(mixed.R - r) + Math.Abs(mixed.G - g) + Math.Abs(mixed.B - b) < 6, mixed.ToString());
    }

    [Fact]
    public void FromSrgb_WhenTurnedBack_GivesTheColour()
    {
        foreach (var (r, g, b) in new[] { (0f, 0f, 0f), (1f, 1f, 1f), (0.2f, 0.5f, 0.9f), (0.8f, 0.1f, 0.01f) })
        {
            var (l, x, y) = CieLab.FromSrgb(r, g, b);
            var (red, green, blue) = CieLab.ToSrgb(l, x, y);
            Assert.InRange(Math.Abs(red - r) + Math.Abs(green - g) + Math.Abs(blue - b), 0, 0.002);
        }
    }

    [Fact]
    public void Over_WhenRowsAreAny_MixesLight()
    {
        var random = new Random(7);
        byte[] source = new byte[4 * 101], backdrop = new byte[source.Length];
        random.NextBytes(source);
        random.NextBytes(backdrop);
        for (var i = 3; i < 200; i += 4) source[i] = (byte)(i < 100 ? 255 : 0);
        var result = (byte[])backdrop.Clone();

        LinearLight.Over(source, result);

        for (var i = 0; i < result.Length; i += 4)
        {
            double above = source[i + 3] / 255.0, beneath = backdrop[i + 3] / 255.0 * (1 - above), alpha = above + beneath;
            Assert.InRange(result[i + 3] - alpha * 255, -0.51, 0.51);
            for (var c = 0; c < 3 && alpha > 0; c++)
            {
                var light = (LinearLight.Of(source[i + c]) * above + LinearLight.Of(backdrop[i + c]) * beneath) / alpha;
                Assert.InRange(result[i + c] - LinearLight.ToSrgb((float)light) * 255, -0.75, 0.75);
            }
        }
    }
}
