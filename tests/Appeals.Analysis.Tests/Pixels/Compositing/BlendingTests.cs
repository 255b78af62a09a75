using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

public sealed class BlendingTests
{
    public static TheoryData<string> Modes => [.. W3CBlending.Modes.Select(mode => mode.Mode.ToString())];

    [Theory, MemberData(nameof(Modes))]
    public void Render_WhenTwoLayersOfAPsd_FollowsW3C(string name)
    {
        var (mode, key, _) = W3CBlending.Modes.Single(known => known.Mode.ToString() == name);
        RgbaImage below = Noise(1), above = Noise(2);

        using var file = new PsdBuilder(37, 29).Add(new() { Pixels = below }).Add(new() { Pixels = above, Blend = key, Opacity = 200 }).ToStream().Open();

        AssertBlended(mode, below, above, 200 / 255.0, file.Render());
    }

    [Theory, MemberData(nameof(Modes))]
    public void Render_WhenTwoLayersOfAnOra_FollowsW3C(string name)
    {
        var (mode, _, svg) = W3CBlending.Modes.Single(known => known.Mode.ToString() == name);
        RgbaImage below = Noise(3), above = Noise(4);
        var ora = new OraBuilder().Stack(37, 29, $"<layer src='a.png' composite-op='{svg}' opacity='0.6'/><layer src='b.png'/>").Picture("a.png", above).Picture("b.png", below);

        using var file = ora.ToStream().Open();

        AssertBlended(mode, below, above, 0.6, file.Render());
    }

    /// <summary>Colours count as much as they are seen, so they are compared times alpha; two roundings to 8 bits may add up.</summary>
    private static void AssertBlended(BlendMode mode, RgbaImage below, RgbaImage above, double opacity, RgbaImage result)
    {
        double worst = 0, sum = 0;
        for (var i = 0; i < result.Pixels.Length; i += 4)
        {
            var expected = W3CBlending.Composite(mode, Color(below, i), Color(above, i), opacity);
            var alpha = result.Pixels[i + 3] / 255.0;
            worst = Math.Max(worst, Math.Abs(expected[3] - alpha) * 255);
            for (var c = 0; c < 3; c++)
            {
                var difference = Math.Abs(expected[c] * expected[3] - result.Pixels[i + c] / 255.0 * alpha) * 255;
                worst = Math.Max(worst, difference);
                sum += difference;
            }
        }
        Assert.InRange(sum / (result.Pixels.Length / 4 * 3), 0, 0.6);
        Assert.InRange(worst, 0, 3);
    }

    private static double[] Color(RgbaImage image, int at) => [.. image.Pixels.Skip(at).Take(4).Select(value => value / 255.0)];

    /// <summary>All alphas, the extremes often.</summary>
    private static RgbaImage Noise(int seed)
    {
        var random = new Random(seed);
        byte Value() => random.Next(4) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
        return Pictures.Paint(37, 29, (_, _) => (Value(), Value(), Value(), Value()));
    }
}
