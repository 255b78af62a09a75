using static Appeals.Analysis.Pixels.BlendColors;

namespace Appeals.Analysis.Pixels;

/// <summary>Blend modes of GIMP that look at a colour as a whole: by hue, saturation and value, by lightness and chroma (CIE LCh), by luminance.</summary>
internal static class GimpColors
{
    private const float Least = 1e-4f;

    public static Color Blend(BlendMode mode, Color b, Color s) => mode switch
    {
        BlendMode.HsvHue => HsvHue(b, s),
        BlendMode.HsvSaturation => HsvSaturation(b, s),
        BlendMode.HsvValue => b.Max > Least ? Times(b, s.Max / b.Max) : new(s.Max, s.Max, s.Max),
        BlendMode.HslColor => HslColor(b, s),
        BlendMode.LumaDarken => Luma(b) <= Luma(s) ? b : s,
        BlendMode.LumaLighten => Luma(b) >= Luma(s) ? b : s,
        BlendMode.Luminance => Luminance(b, s),
        _ => Lch(mode, b, s),
    };

    private static Color Times(Color color, float factor, float offset = 0) => new(color.R * factor + offset, color.G * factor + offset, color.B * factor + offset);

    private static float Luma(Color color) => 0.2225f * color.R + 0.7169f * color.G + 0.0606f * color.B;

    /// <summary>The source's hue with saturation and value of what lies beneath.</summary>
    private static Color HsvHue(Color b, Color s)
    {
        if (s.Sat <= Least) return b;
        var ratio = b.Sat / s.Sat;
        return Times(s, ratio, b.Max - s.Max * ratio);
    }

    private static Color HsvSaturation(Color b, Color s)
    {
        if (b.Sat <= Least) return new(b.Max, b.Max, b.Max);
        var ratio = (s.Max > 0 ? s.Sat / s.Max : 0) * b.Max / b.Sat;
        return Times(b, ratio, (1 - ratio) * b.Max);
    }

    /// <summary>Hue and saturation of the source with the lightness of what lies beneath, in the double cone of HSL.</summary>
    private static Color HslColor(Color b, Color s)
    {
        float beneath = (b.Min + b.Max) / 510, above = (s.Min + s.Max) / 510;
        if (above < 1e-6f || 1 - above < 1e-6f) return new(beneath * 255, beneath * 255, beneath * 255);
        float low = Math.Min(beneath, 1 - beneath), ratio = low / Math.Min(above, 1 - above), offset = 0;
        if (beneath > 0.5f) offset += 1 - 2 * low;
        if (above > 0.5f) offset += 2 * low - ratio;
        return Times(s, ratio, offset * 255);
    }

    private static Color Luminance(Color b, Color s)
    {
        Color beneath = ToLight(b), above = ToLight(s);
        var y = Luma(beneath);
        return ToSamples(y > 1e-6f ? Times(beneath, Luma(above) / y) : default);
    }

    private static Color ToLight(Color color) => new(LinearLight.FromSrgb(color.R / 255), LinearLight.FromSrgb(color.G / 255), LinearLight.FromSrgb(color.B / 255));

    private static Color ToSamples(Color light) => new(LinearLight.ToSrgb(light.R) * 255, LinearLight.ToSrgb(light.G) * 255, LinearLight.ToSrgb(light.B) * 255);

    private static Color Lch(BlendMode mode, Color b, Color s)
    {
        var (l1, a1, b1) = CieLab.FromSrgb(b.R / 255, b.G / 255, b.B / 255);
        var (l2, a2, b2) = CieLab.FromSrgb(s.R / 255, s.G / 255, s.B / 255);
        float beneath = MathF.Sqrt(a1 * a1 + b1 * b1), above = MathF.Sqrt(a2 * a2 + b2 * b2);
        var (l, x, y) = mode switch
        {
            BlendMode.LchHue => above > Least ? (l1, a2 * beneath / above, b2 * beneath / above) : (l1, a1, b1),
            BlendMode.LchChroma => beneath > Least ? (l1, a1 * above / beneath, b1 * above / beneath) : (l1, a1, b1),
            BlendMode.LchColor => (l1, a2, b2),
            _ => (l2, a1, b1),
        };
        var (red, green, blue) = CieLab.ToSrgb(l, x, y);
        return new(red * 255, green * 255, blue * 255);
    }
}
