using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>The values of <c>compositeop</c> (Krita, KoCompositeOpRegistry).</summary>
internal static class KraBlendModes
{
    /// <summary>False for an operator that is not known; it then stands for normal, under a name of its own.</summary>
    public static bool TryGet(string value, out BlendMode mode, out CompositeOperator composite, out string name)
    {
        var key = string.Concat(value.ToLowerInvariant().Select(c => c is ' ' or '-' ? '_' : c).Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(40));
        composite = key switch
        {
            "erase" => CompositeOperator.DestinationOut,
            "destination_in" => CompositeOperator.DestinationIn,
            "destination_atop" => CompositeOperator.DestinationAtop,
            "behind" => CompositeOperator.DestinationOver,
            _ => CompositeOperator.SourceOver,
        };
        var found = Find(key);
        mode = found ?? BlendMode.Normal;
        name = Named(mode) ?? "krita:" + key.Replace('_', '-');
        if (found is null || composite != CompositeOperator.SourceOver) name = "krita:" + key.Replace('_', '-');
        return found is not null || composite != CompositeOperator.SourceOver;
    }

    private static BlendMode? Find(string key) => key switch
    {
        "normal" => BlendMode.Normal,
        "multiply" => BlendMode.Multiply,
        "screen" => BlendMode.Screen,
        "overlay" => BlendMode.Overlay,
        "darken" => BlendMode.Darken,
        "lighten" => BlendMode.Lighten,
        "dodge" => BlendMode.ColorDodge,
        "burn" => BlendMode.ColorBurn,
        "hard_light" => BlendMode.HardLight,
        "soft_light_svg" => BlendMode.SoftLight,
        "diff" => BlendMode.Difference,
        "exclusion" => BlendMode.Exclusion,
        "hue" => BlendMode.Hue,
        "saturation" => BlendMode.Saturation,
        "color" => BlendMode.Color,
        "luminize" => BlendMode.Luminosity,
        "dissolve" => BlendMode.Dissolve,
        "add" or "linear_dodge" or "plus" => BlendMode.LinearDodge,
        "linear_burn" => BlendMode.LinearBurn,
        "linear_light" => BlendMode.LinearLight,
        "vivid_light" => BlendMode.VividLight,
        "pin_light" => BlendMode.PinLight,
        "hard_mix_photoshop" => BlendMode.HardMix,
        "darker_color" => BlendMode.DarkerColor,
        "lighter_color" => BlendMode.LighterColor,
        "subtract" => BlendMode.Subtract,
        "divide" => BlendMode.Divide,
        _ => null,
    };

    /// <summary>The W3C name, where there is one.</summary>
    private static string? Named(BlendMode mode) => mode switch
    {
        BlendMode.ColorDodge => "color-dodge",
        BlendMode.ColorBurn => "color-burn",
        BlendMode.HardLight => "hard-light",
        BlendMode.SoftLight => "soft-light",
        <= BlendMode.Luminosity => mode.ToString().ToLowerInvariant(),
        _ => null,
    };
}
