namespace Appeals.Analysis.Pixels.Adjusting;

/// <summary>Each colour by a table of its own: curves, levels, and everything else that looks at one component at a time.</summary>
public sealed class ShadeTables : Adjustment
{
    private readonly byte[] _red, _green, _blue;

    private ShadeTables(byte[] red, byte[] green, byte[] blue) => (_red, _green, _blue) = (red, green, blue);

    /// <summary>The same for all components; shades in [0, 1], results are clipped to that.</summary>
    public static ShadeTables Of(Func<double, double> shade)
    {
        var table = Table(shade);
        return new(table, table, table);
    }

    public static ShadeTables Of(Func<double, double> red, Func<double, double> green, Func<double, double> blue) => new(Table(red), Table(green), Table(blue));

    private static byte[] Table(Func<double, double> shade)
    {
        var table = new byte[256];
        for (var i = 0; i < 256; i++) table[i] = (byte)Math.Round(255 * Math.Clamp(shade(i / 255.0), 0, 1));
        return table;
    }

    public override void Apply(Span<byte> rgba)
    {
        for (var i = 0; i <= rgba.Length - 4; i += 4) (rgba[i], rgba[i + 1], rgba[i + 2]) = (_red[rgba[i]], _green[rgba[i + 1]], _blue[rgba[i + 2]]);
    }
}

/// <summary>A colour for each brightness: gradient maps and thresholds.</summary>
/// <param name="colors">256 colours of three bytes.</param>
public sealed class BrightnessMap(byte[] colors) : Adjustment
{
    public override void Apply(Span<byte> rgba)
    {
        for (var i = 0; i <= rgba.Length - 4; i += 4) colors.AsSpan(Luminance(rgba[i], rgba[i + 1], rgba[i + 2]) * 3, 3).CopyTo(rgba[i..]);
    }
}

/// <summary>Each colour as a weighted sum of all, and a constant: rows of red, green, blue, constant, in shares of 1.</summary>
public sealed class ChannelMix(double[] weights) : Adjustment
{
    public override void Apply(Span<byte> rgba)
    {
        for (var i = 0; i <= rgba.Length - 4; i += 4)
        {
            double r = rgba[i], g = rgba[i + 1], b = rgba[i + 2];
            for (var c = 0; c < 3; c++)
                rgba[i + c] = (byte)Math.Round(Math.Clamp(r * weights[c * 4] + g * weights[c * 4 + 1] + b * weights[c * 4 + 2] + 255 * weights[c * 4 + 3], 0, 255));
        }
    }
}
