using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

/// <summary>The formulas of W3C Compositing and Blending Level 1, written down once more in doubles, to hold the product against.</summary>
internal static class W3CBlending
{
    public static readonly (BlendMode Mode, string Psd, string Svg)[] Modes =
    [
        (BlendMode.Normal, "norm", "svg:src-over"), (BlendMode.Multiply, "mul ", "svg:multiply"), (BlendMode.Screen, "scrn", "svg:screen"),
        (BlendMode.Overlay, "over", "svg:overlay"), (BlendMode.Darken, "dark", "svg:darken"), (BlendMode.Lighten, "lite", "svg:lighten"),
        (BlendMode.ColorDodge, "div ", "svg:color-dodge"), (BlendMode.ColorBurn, "idiv", "svg:color-burn"), (BlendMode.HardLight, "hLit", "svg:hard-light"),
        (BlendMode.SoftLight, "sLit", "svg:soft-light"), (BlendMode.Difference, "diff", "svg:difference"), (BlendMode.Exclusion, "smud", "svg:exclusion"),
        (BlendMode.Hue, "hue ", "svg:hue"), (BlendMode.Saturation, "sat ", "svg:saturation"), (BlendMode.Color, "colr", "svg:color"), (BlendMode.Luminosity, "lum ", "svg:luminosity"),
    ];

    /// <summary>Source over backdrop, section 9.1.4 with 5.8: all components in [0, 1].</summary>
    public static double[] Composite(BlendMode mode, double[] backdrop, double[] source, double opacity = 1)
    {
        double ab = backdrop[3], sa = source[3] * opacity, alpha = sa + ab * (1 - sa);
        var blended = Blend(mode, backdrop, source);
        var result = new double[4];
        for (var c = 0; c < 3; c++)
        {
            var mixed = (1 - ab) * source[c] + ab * blended[c];
            result[c] = alpha > 0 ? (sa * mixed + (1 - sa) * ab * backdrop[c]) / alpha : 0;
        }
        result[3] = alpha;
        return result;
    }

    private static double[] Blend(BlendMode mode, double[] b, double[] s) => mode switch
    {
        BlendMode.Hue => SetLum(SetSat(s, Sat(b)), Lum(b)),
        BlendMode.Saturation => SetLum(SetSat(b, Sat(s)), Lum(b)),
        BlendMode.Color => SetLum(s, Lum(b)),
        BlendMode.Luminosity => SetLum(b, Lum(s)),
        _ => [.. Enumerable.Range(0, 3).Select(c => Separable(mode, b[c], s[c]))],
    };

    private static double Separable(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.Multiply => b * s,
        BlendMode.Screen => 1 - (1 - b) * (1 - s),
        BlendMode.Overlay => b <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s),
        BlendMode.Darken => Math.Min(b, s),
        BlendMode.Lighten => Math.Max(b, s),
        BlendMode.ColorDodge => b == 0 ? 0 : s == 1 ? 1 : Math.Min(1, b / (1 - s)),
        BlendMode.ColorBurn => b == 1 ? 1 : s == 0 ? 0 : 1 - Math.Min(1, (1 - b) / s),
        BlendMode.HardLight => s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s),
        BlendMode.SoftLight => s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * ((b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.Sqrt(b)) - b),
        BlendMode.Difference => Math.Abs(b - s),
        BlendMode.Exclusion => b + s - 2 * b * s,
        _ => s,
    };

    private static double Lum(double[] c) => 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2];

    private static double Sat(double[] c) => c.Take(3).Max() - c.Take(3).Min();

    private static double[] SetLum(double[] c, double lum)
    {
        double[] moved = [.. c.Take(3).Select(value => value + lum - Lum(c))];
        double l = Lum(moved), min = moved.Min(), max = moved.Max();
        if (min < 0) moved = [.. moved.Select(value => l + (value - l) * l / (l - min))];
        if (max > 1) moved = [.. moved.Select(value => l + (value - l) * (1 - l) / (max - l))];
        return moved;
    }

    private static double[] SetSat(double[] c, double sat)
    {
        double[] rgb = [.. c.Take(3)];
        double min = rgb.Min(), max = rgb.Max();
        return max > min ? [.. rgb.Select(value => (value - min) * sat / (max - min))] : [0, 0, 0];
    }
}
