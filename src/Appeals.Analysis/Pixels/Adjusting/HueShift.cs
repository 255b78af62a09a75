namespace Appeals.Analysis.Pixels.Adjusting;

/// <summary>
/// Hue, saturation and lightness. Saturation stretches colours away from their HSL lightness, by 1 / (1 − s) − 1 upwards and no further than full
/// saturation, by s downwards; lightness then pulls them to white or black (the formulas are those that reproduce Photoshop's results).
/// </summary>
/// <param name="hue">In turns.</param>
/// <param name="saturation">In [−1, 1].</param>
/// <param name="lightness">In [−1, 1].</param>
public sealed class HueShift(double hue, double saturation, double lightness) : Adjustment
{
    public override void Apply(Span<byte> rgba)
    {
        uint last = 0, result = 0;
        for (var i = 0; i <= rgba.Length - 4; i += 4)
        {
            var color = (uint)(rgba[i] | rgba[i + 1] << 8 | rgba[i + 2] << 16 | 1 << 24);
            // neighbours are often alike
            if (color != last) (last, result) = (color, Shift(rgba[i], rgba[i + 1], rgba[i + 2]));
            (rgba[i], rgba[i + 1], rgba[i + 2]) = ((byte)(result & 255), (byte)(result >> 8 & 255), (byte)(result >> 16));
        }
    }

    private uint Shift(double r, double g, double b)
    {
        if (hue != 0) (r, g, b) = Turn(r, g, b);
        double max = Math.Max(r, Math.Max(g, b)), min = Math.Min(r, Math.Min(g, b)), middle = (max + min) / 2;
        if (saturation != 0 && max > min)
        {
            var share = saturation;
            if (share > 0)
            {
                var own = (max - min) / (middle < 127.5 ? max + min : 510 - max - min);
                share = 1 / (share + own >= 1 ? own : 1 - share) - 1;
            }
            (r, g, b) = (r + (r - middle) * share, g + (g - middle) * share, b + (b - middle) * share);
        }
        return Byte(r) | Byte(g) << 8 | Byte(b) << 16;
    }

    private uint Byte(double value) =>
        (uint)Math.Round(Math.Clamp(lightness > 0 ? Math.Clamp(value, 0, 255) + (255 - Math.Clamp(value, 0, 255)) * lightness : Math.Clamp(value, 0, 255) * (1 + lightness), 0, 255));

    private (double R, double G, double B) Turn(double r, double g, double b)
    {
        double max = Math.Max(r, Math.Max(g, b)), min = Math.Min(r, Math.Min(g, b)), span = max - min;
        if (span <= 0) return (r, g, b);
        var angle = max == r ? (g - b) / span : max == g ? 2 + (b - r) / span : 4 + (r - g) / span;
        return FromHue(angle + hue * 6, min, span);
    }

    /// <param name="angle">In sixths of a turn.</param>
    internal static (double R, double G, double B) FromHue(double angle, double min, double span)
    {
        double Part(double n)
        {
            var k = n + angle - 6 * Math.Floor((n + angle) / 6);
            return min + span * (1 - Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
        return (Part(5), Part(3), Part(1));
    }
}
