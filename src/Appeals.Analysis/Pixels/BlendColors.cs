using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>Blend modes that look at a colour as a whole (W3C Compositing and Blending Level 1, section 10.2). Components in [0, 255].</summary>
internal static class BlendColors
{
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Color(float R, float G, float B)
    {
        public float Lum => 0.3f * R + 0.59f * G + 0.11f * B;
        public float Max => Math.Max(R, Math.Max(G, B));
        public float Min => Math.Min(R, Math.Min(G, B));
        public float Sat => Max - Min;
    }

    public static Color Blend(BlendMode mode, Color b, Color s) => mode switch
    {
        BlendMode.Hue => SetLum(SetSat(s, b.Sat), b.Lum),
        BlendMode.Saturation => SetLum(SetSat(b, s.Sat), b.Lum),
        BlendMode.Color => SetLum(s, b.Lum),
        BlendMode.Luminosity => SetLum(b, s.Lum),
        BlendMode.DarkerColor => s.Lum < b.Lum ? s : b,
        BlendMode.LighterColor => s.Lum > b.Lum ? s : b,
        >= BlendMode.ColorHsy => KritaColors.Blend(mode, b, s),
        >= BlendMode.HsvHue => GimpColors.Blend(mode, b, s),
        _ => s,
    };

    private static Color SetLum(Color color, float lum)
    {
        var d = lum - color.Lum;
        return Clip(new(color.R + d, color.G + d, color.B + d));
    }

    private static Color Clip(Color color)
    {
        float lum = color.Lum, min = color.Min, max = color.Max;
        if (min < 0 && lum > min) color = Towards(color, lum, lum / (lum - min));
        if (max > 255 && max > lum) color = Towards(color, lum, (255 - lum) / (max - lum));
        return color;
    }

    private static Color Towards(Color color, float lum, float factor) =>
        new(lum + (color.R - lum) * factor, lum + (color.G - lum) * factor, lum + (color.B - lum) * factor);

    /// <summary>Stretches the components so that they span the given saturation, the smallest becoming 0.</summary>
    private static Color SetSat(Color color, float sat)
    {
        float min = color.Min, span = color.Max - min;
        if (span <= 0) return default;
        var factor = sat / span;
        return new((color.R - min) * factor, (color.G - min) * factor, (color.B - min) * factor);
    }
}
