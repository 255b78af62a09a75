using System.Collections.Frozen;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>The four-character keys of the layer records, "Blend mode key".</summary>
internal static class PsdBlendModes
{
    private static readonly FrozenDictionary<string, (BlendMode Mode, string Name)> Known = new Dictionary<string, (BlendMode, string)>(StringComparer.Ordinal)
    {
        ["norm"] = (BlendMode.Normal, "normal"),
        ["pass"] = (BlendMode.PassThrough, "pass-through"),
        ["mul "] = (BlendMode.Multiply, "multiply"),
        ["scrn"] = (BlendMode.Screen, "screen"),
        ["over"] = (BlendMode.Overlay, "overlay"),
        ["dark"] = (BlendMode.Darken, "darken"),
        ["lite"] = (BlendMode.Lighten, "lighten"),
        ["div "] = (BlendMode.ColorDodge, "color-dodge"),
        ["idiv"] = (BlendMode.ColorBurn, "color-burn"),
        ["hLit"] = (BlendMode.HardLight, "hard-light"),
        ["sLit"] = (BlendMode.SoftLight, "soft-light"),
        ["diff"] = (BlendMode.Difference, "difference"),
        ["smud"] = (BlendMode.Exclusion, "exclusion"),
        ["hue "] = (BlendMode.Hue, "hue"),
        ["sat "] = (BlendMode.Saturation, "saturation"),
        ["colr"] = (BlendMode.Color, "color"),
        ["lum "] = (BlendMode.Luminosity, "luminosity"),
        ["diss"] = (BlendMode.Dissolve, "psd:dissolve"),
        ["lbrn"] = (BlendMode.LinearBurn, "psd:linear-burn"),
        ["lddg"] = (BlendMode.LinearDodge, "psd:linear-dodge"),
        ["vLit"] = (BlendMode.VividLight, "psd:vivid-light"),
        ["lLit"] = (BlendMode.LinearLight, "psd:linear-light"),
        ["pLit"] = (BlendMode.PinLight, "psd:pin-light"),
        ["hMix"] = (BlendMode.HardMix, "psd:hard-mix"),
        ["dkCl"] = (BlendMode.DarkerColor, "psd:darker-color"),
        ["lgCl"] = (BlendMode.LighterColor, "psd:lighter-color"),
        ["fsub"] = (BlendMode.Subtract, "psd:subtract"),
        ["fdiv"] = (BlendMode.Divide, "psd:divide"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>False for a key that is not known; it then stands for normal, under a name of its own.</summary>
    public static bool TryGet(string key, out BlendMode mode, out string name)
    {
        if (Known.TryGetValue(key, out var known))
        {
            (mode, name) = known;
            return true;
        }
        (mode, name) = (BlendMode.Normal, "psd:" + string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());
        return false;
    }

    /// <summary>Four characters, or since Photoshop 2026 the same mode in full.</summary>
    private static readonly FrozenDictionary<string, BlendMode> Words = new Dictionary<string, BlendMode>(StringComparer.Ordinal)
    {
        ["Nrml"] = BlendMode.Normal, ["normal"] = BlendMode.Normal,
        ["Mltp"] = BlendMode.Multiply, ["multiply"] = BlendMode.Multiply,
        ["Scrn"] = BlendMode.Screen, ["screen"] = BlendMode.Screen,
        ["Ovrl"] = BlendMode.Overlay, ["overlay"] = BlendMode.Overlay,
        ["Drkn"] = BlendMode.Darken, ["darken"] = BlendMode.Darken,
        ["Lghn"] = BlendMode.Lighten, ["lighten"] = BlendMode.Lighten,
        ["CDdg"] = BlendMode.ColorDodge, ["colorDodge"] = BlendMode.ColorDodge,
        ["CBrn"] = BlendMode.ColorBurn, ["colorBurn"] = BlendMode.ColorBurn,
        ["HrdL"] = BlendMode.HardLight, ["hardLight"] = BlendMode.HardLight,
        ["SftL"] = BlendMode.SoftLight, ["softLight"] = BlendMode.SoftLight,
        ["Dfrn"] = BlendMode.Difference, ["difference"] = BlendMode.Difference,
        ["Xclu"] = BlendMode.Exclusion, ["exclusion"] = BlendMode.Exclusion,
        ["H   "] = BlendMode.Hue, ["hue"] = BlendMode.Hue,
        ["Strt"] = BlendMode.Saturation, ["saturation"] = BlendMode.Saturation,
        ["Clr "] = BlendMode.Color, ["color"] = BlendMode.Color,
        ["Lmns"] = BlendMode.Luminosity, ["luminosity"] = BlendMode.Luminosity,
        ["linearBurn"] = BlendMode.LinearBurn, ["linearDodge"] = BlendMode.LinearDodge, ["vividLight"] = BlendMode.VividLight,
        ["linearLight"] = BlendMode.LinearLight, ["pinLight"] = BlendMode.PinLight, ["hardMix"] = BlendMode.HardMix, ["darkerColor"] = BlendMode.DarkerColor,
        ["lighterColor"] = BlendMode.LighterColor, ["blendSubtraction"] = BlendMode.Subtract, ["blendDivide"] = BlendMode.Divide,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The modes as descriptors call them; none stands for normal.</summary>
    public static bool TryGetWord(string? word, out BlendMode mode)
    {
        mode = BlendMode.Normal;
        return word is null || Words.TryGetValue(word, out mode);
    }

    public static bool IsKnown(string key) => Known.ContainsKey(key);
}
