using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>The numbers of the column <c>LayerComposite</c>.</summary>
internal static class ClipBlendModes
{
    /// <summary>Null for a number that is not known.</summary>
    public static (BlendMode Mode, string Name)? Find(long number) => number switch
    {
        0 => (BlendMode.Normal, "normal"),
        1 => (BlendMode.Darken, "darken"),
        2 => (BlendMode.Multiply, "multiply"),
        3 => (BlendMode.ColorBurn, "color-burn"),
        4 => (BlendMode.LinearBurn, "clip:linear-burn"),
        5 => (BlendMode.Subtract, "clip:subtract"),
        6 => (BlendMode.DarkerColor, "clip:darker-color"),
        7 => (BlendMode.Lighten, "lighten"),
        8 => (BlendMode.Screen, "screen"),
        9 => (BlendMode.ColorDodge, "color-dodge"),
        10 => (BlendMode.ColorDodge, "clip:glow-dodge"),
        11 => (BlendMode.LinearDodge, "clip:add"),
        12 => (BlendMode.LinearDodge, "clip:add-glow"),
        13 => (BlendMode.LighterColor, "clip:lighter-color"),
        14 => (BlendMode.Overlay, "overlay"),
        15 => (BlendMode.SoftLight, "soft-light"),
        16 => (BlendMode.HardLight, "hard-light"),
        17 => (BlendMode.VividLight, "clip:vivid-light"),
        18 => (BlendMode.LinearLight, "clip:linear-light"),
        19 => (BlendMode.PinLight, "clip:pin-light"),
        20 => (BlendMode.HardMix, "clip:hard-mix"),
        21 => (BlendMode.Difference, "difference"),
        22 => (BlendMode.Exclusion, "exclusion"),
        23 => (BlendMode.Hue, "hue"),
        24 => (BlendMode.Saturation, "saturation"),
        25 => (BlendMode.Color, "color"),
        26 => (BlendMode.Luminosity, "luminosity"),
        30 => (BlendMode.PassThrough, "pass-through"),
        36 => (BlendMode.Divide, "clip:divide"),
        _ => null,
    };

    /// <summary>Two modes take colour times alpha, not colour.</summary>
    public static bool Glows(long number) => number is 10 or 12;
}
