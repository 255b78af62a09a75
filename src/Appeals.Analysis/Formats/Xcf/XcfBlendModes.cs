using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>How GIMP blends a layer: its mode, in what it is computed and mixed, and in whose shape.</summary>
/// <param name="Name">How reports call it.</param>
internal sealed record XcfBlend(BlendMode Mode, string Name, CompositeOperator Operator, LightSpace BlendLight, LightSpace Light)
{
    public bool IsKnown { get; init; } = true;
}

/// <summary>
/// The values of PROP_MODE (devel-docs/xcf.txt) and what GIMP 2.10 takes for granted with each. Those below 23 are from before, blend what is
/// stored and never change alpha; the others mix light, unless the file says otherwise.
/// </summary>
internal static class XcfBlendModes
{
    private const int FirstModern = 23, Linear = 1, Union = 1, ClipToBackdrop = 2, ClipToLayer = 3, Intersection = 4;

    public static XcfBlend Of(XcfProperties properties, bool isGroup)
    {
        var (mode, name) = Find(properties.Mode) ?? (BlendMode.Normal, "");
        if (name.Length == 0) return new(mode, $"gimp:mode-{properties.Mode}", CompositeOperator.SourceOver, LightSpace.Perceptual, LightSpace.Linear) { IsKnown = false };
        if (mode == BlendMode.PassThrough && !isGroup) (mode, name) = (BlendMode.Normal, "normal");
        var modern = properties.Mode is 1 or >= FirstModern;
        var light = modern && properties.CompositeSpace is 0 or Linear ? LightSpace.Linear : LightSpace.Perceptual;
        var blendLight = properties.BlendSpace == 0 ? DefaultOf(properties.Mode) : properties.BlendSpace == Linear ? LightSpace.Linear : LightSpace.Perceptual;
        return new(mode, name, OperatorOf(properties, mode, modern), modern ? blendLight : LightSpace.Perceptual, light);
    }

    private static LightSpace DefaultOf(uint mode) => mode is 30 or 33 or 34 or 41 or 56 ? LightSpace.Linear : LightSpace.Perceptual;

    private static CompositeOperator OperatorOf(XcfProperties properties, BlendMode mode, bool modern)
    {
        switch (properties.Mode)
        {
            case 2 or 29: return CompositeOperator.DestinationOver;
            case 58 or 60: return CompositeOperator.DestinationOut;
        }
        if (!modern) return mode == BlendMode.Normal ? CompositeOperator.SourceOver : CompositeOperator.LegacyAtop;
        return properties.CompositeMode switch
        {
            Union => CompositeOperator.SourceOver,
            ClipToBackdrop => CompositeOperator.SourceAtop,
            ClipToLayer => CompositeOperator.ClipToLayer,
            Intersection => CompositeOperator.Intersection,
            _ => mode is BlendMode.Normal or BlendMode.PassThrough or BlendMode.Dissolve ? CompositeOperator.SourceOver : CompositeOperator.SourceAtop,
        };
    }

    private static (BlendMode Mode, string Name)? Find(uint mode) => mode switch
    {
        0 or 28 => (BlendMode.Normal, "normal"),
        1 => (BlendMode.Dissolve, "gimp:dissolve"),
        2 or 29 => (BlendMode.Normal, "gimp:behind"),
        3 or 30 => (BlendMode.Multiply, "multiply"),
        4 or 31 => (BlendMode.Screen, "screen"),
        5 or 19 or 45 => (BlendMode.SoftLightPegtop, "soft-light"),
        6 or 32 => (BlendMode.Difference, "difference"),
        7 or 33 => (BlendMode.LinearDodge, "gimp:addition"),
        8 or 34 => (BlendMode.Subtract, "gimp:subtract"),
        9 or 35 => (BlendMode.Darken, "darken"),
        10 or 36 => (BlendMode.Lighten, "lighten"),
        11 or 37 => (BlendMode.HsvHue, "gimp:hsv-hue"),
        12 or 38 => (BlendMode.HsvSaturation, "gimp:hsv-saturation"),
        13 or 39 => (BlendMode.HslColor, "gimp:hsl-color"),
        14 or 40 => (BlendMode.HsvValue, "gimp:hsv-value"),
        15 => (BlendMode.DivideLegacy, "gimp:divide"),
        41 => (BlendMode.Divide, "gimp:divide"),
        16 or 42 => (BlendMode.ColorDodge, "color-dodge"),
        17 or 43 => (BlendMode.ColorBurn, "color-burn"),
        18 or 44 => (BlendMode.HardLight, "hard-light"),
        20 or 46 => (BlendMode.GrainExtract, "gimp:grain-extract"),
        21 or 47 => (BlendMode.GrainMerge, "gimp:grain-merge"),
        23 => (BlendMode.Overlay, "overlay"),
        24 => (BlendMode.LchHue, "gimp:lch-hue"),
        25 => (BlendMode.LchChroma, "gimp:lch-chroma"),
        26 => (BlendMode.LchColor, "gimp:lch-color"),
        27 => (BlendMode.LchLightness, "gimp:lch-lightness"),
        48 => (BlendMode.VividLightSoft, "gimp:vivid-light"),
        49 => (BlendMode.PinLight, "gimp:pin-light"),
        50 => (BlendMode.LinearLight, "gimp:linear-light"),
        51 => (BlendMode.HardMixSum, "gimp:hard-mix"),
        52 => (BlendMode.Exclusion, "exclusion"),
        53 => (BlendMode.LinearBurn, "gimp:linear-burn"),
        54 => (BlendMode.LumaDarken, "gimp:luma-darken-only"),
        55 => (BlendMode.LumaLighten, "gimp:luma-lighten-only"),
        56 => (BlendMode.Luminance, "gimp:luminance"),
        58 => (BlendMode.Normal, "gimp:erase"),
        59 => (BlendMode.Normal, "gimp:merge"),
        60 => (BlendMode.Normal, "gimp:split"),
        61 => (BlendMode.PassThrough, "pass-through"),
        _ => null,
    };
}
