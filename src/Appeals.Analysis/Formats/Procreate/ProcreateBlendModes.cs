using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>The numbers of <c>extendedBlend</c>.</summary>
internal static class ProcreateBlendModes
{
    /// <summary>Null for a number that is not known.</summary>
    public static (BlendMode Mode, string Name)? Find(int number) => number switch
    {
        0 => (BlendMode.Normal, "normal"),
        1 => (BlendMode.Multiply, "multiply"),
        2 => (BlendMode.Screen, "screen"),
        3 => (BlendMode.LinearDodge, "procreate:add"),
        4 => (BlendMode.Lighten, "lighten"),
        5 => (BlendMode.Exclusion, "exclusion"),
        6 => (BlendMode.Difference, "difference"),
        7 => (BlendMode.Subtract, "procreate:subtract"),
        8 => (BlendMode.LinearBurn, "procreate:linear-burn"),
        9 => (BlendMode.ColorDodge, "color-dodge"),
        10 => (BlendMode.ColorBurn, "color-burn"),
        11 => (BlendMode.Overlay, "overlay"),
        12 => (BlendMode.HardLight, "hard-light"),
        13 => (BlendMode.Color, "color"),
        14 => (BlendMode.Luminosity, "luminosity"),
        15 => (BlendMode.Hue, "hue"),
        16 => (BlendMode.Saturation, "saturation"),
        17 => (BlendMode.SoftLight, "soft-light"),
        19 => (BlendMode.Darken, "darken"),
        20 => (BlendMode.HardMix, "procreate:hard-mix"),
        21 => (BlendMode.VividLight, "procreate:vivid-light"),
        22 => (BlendMode.LinearLight, "procreate:linear-light"),
        23 => (BlendMode.PinLight, "procreate:pin-light"),
        24 => (BlendMode.LighterColor, "procreate:lighter-color"),
        25 => (BlendMode.DarkerColor, "procreate:darker-color"),
        26 => (BlendMode.Divide, "procreate:divide"),
        _ => null,
    };
}
