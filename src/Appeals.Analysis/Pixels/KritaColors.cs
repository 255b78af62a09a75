using static Appeals.Analysis.Pixels.BlendColors;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// Krita's modes that take hue, saturation or lightness apart, each in four models: luma (HSY), intensity (HSI), lightness (HSL) and value (HSV).
/// They differ in how lightness and saturation are measured; colours that leave the range are pulled towards their own lightness.
/// </summary>
internal static class KritaColors
{
    private enum Model { Hsy, Hsi, Hsl, Hsv }

    public static Color Blend(BlendMode mode, Color b, Color s)
    {
        var model = (Model)((mode - BlendMode.ColorHsy) / 8);
        return ((mode - BlendMode.ColorHsy) % 8) switch
        {
            0 => WithLightness(model, s, Lightness(model, b)),
            1 => WithLightness(model, WithSaturation(s, Saturation(model, b)), Lightness(model, b)),
            2 => WithLightness(model, WithSaturation(b, Saturation(model, s)), Lightness(model, b)),
            3 => WithLightness(model, b, Lightness(model, s)),
            4 => WithLightness(model, WithSaturation(b, Saturation(model, b) + (1 - Saturation(model, b)) * Saturation(model, s)), Lightness(model, b)),
            5 => WithLightness(model, WithSaturation(b, Saturation(model, b) * Saturation(model, s)), Lightness(model, b)),
            6 => Moved(model, b, Lightness(model, s)),
            _ => Moved(model, b, Lightness(model, s) - 255),
        };
    }

    private static float Lightness(Model model, Color color) => model switch
    {
        Model.Hsy => 0.299f * color.R + 0.587f * color.G + 0.114f * color.B,
        Model.Hsi => (color.R + color.G + color.B) / 3,
        Model.Hsl => (color.Max + color.Min) / 2,
        _ => color.Max,
    };

    /// <summary>In [0, 1].</summary>
    private static float Saturation(Model model, Color color)
    {
        switch (model)
        {
            case Model.Hsy: return color.Sat / 255;
            case Model.Hsi: return color.Sat > 0 ? 1 - color.Min / Lightness(model, color) : 0;
            case Model.Hsl:
                var room = 255 - Math.Abs(color.Max + color.Min - 255);
                return room > 1e-4f ? color.Sat / room : 1;
            default: return color.Max > 0 ? color.Sat / color.Max : 0;
        }
    }

    /// <summary>Stretches the components to span the saturation, from 0.</summary>
    private static Color WithSaturation(Color color, float saturation)
    {
        if (color.Sat <= 0) return default;
        float min = color.Min, factor = saturation * 255 / color.Sat;
        return new((color.R - min) * factor, (color.G - min) * factor, (color.B - min) * factor);
    }

    private static Color WithLightness(Model model, Color color, float lightness) => Moved(model, color, lightness - Lightness(model, color));

    private static Color Moved(Model model, Color color, float by)
    {
        color = new(color.R + by, color.G + by, color.B + by);
        float light = Lightness(model, color), min = color.Min, max = color.Max;
        if (min < 0 && light > min) color = Towards(color, light, light / (light - min));
        if (max > 255 && max - light > 1e-4f) color = Towards(color, light, (255 - light) / (max - light));
        return color;
    }

    private static Color Towards(Color color, float light, float factor) =>
        new(light + (color.R - light) * factor, light + (color.G - light) * factor, light + (color.B - light) * factor);
}
