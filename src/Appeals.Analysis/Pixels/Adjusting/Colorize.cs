namespace Appeals.Analysis.Pixels.Adjusting;

/// <summary>One hue for all: the brightness of each pixel becomes the HSL lightness of that hue.</summary>
/// <param name="hue">In turns.</param>
/// <param name="saturation">In [0, 1].</param>
/// <param name="lightness">In [−1, 1].</param>
public sealed class Colorize(double hue, double saturation, double lightness) : Adjustment
{
    private readonly byte[] _colors = Make(hue, saturation, lightness);

    private static byte[] Make(double hue, double saturation, double lightness)
    {
        var colors = new byte[768];
        for (var i = 0; i < 256; i++)
        {
            var light = lightness > 0 ? i * (1 - lightness) + 255 * lightness : i * (1 + lightness);
            var span = saturation * (255 - Math.Abs(2 * light - 255));
            var (r, g, b) = HueShift.FromHue(hue * 6, light - span / 2, span);
            (colors[i * 3], colors[i * 3 + 1], colors[i * 3 + 2]) = (Byte(r), Byte(g), Byte(b));
        }
        return colors;
    }

    private static byte Byte(double value) => (byte)Math.Round(Math.Clamp(value, 0, 255));

    public override void Apply(Span<byte> rgba)
    {
        for (var i = 0; i <= rgba.Length - 4; i += 4) _colors.AsSpan(Luminance(rgba[i], rgba[i + 1], rgba[i + 2]) * 3, 3).CopyTo(rgba[i..]);
    }
}
