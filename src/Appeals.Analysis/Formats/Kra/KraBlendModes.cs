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
        "dodge" => BlendMode.DodgeSolid,
        "burn" => BlendMode.ColorBurn,
        "hard_light" => BlendMode.HardLight,
        "soft_light_svg" => BlendMode.SoftLight,
        "diff" => BlendMode.Difference,
        "exclusion" => BlendMode.Exclusion,
        "dissolve" => BlendMode.Dissolve,
        "add" or "linear_dodge" or "plus" => BlendMode.LinearDodge,
        "linear_burn" => BlendMode.LinearBurn,
        "linear_light" => BlendMode.LinearLight,
        "vivid_light" => BlendMode.VividLightSoft,
        "pin_light" => BlendMode.PinLight,
        "darker_color" => BlendMode.DarkerColor,
        "lighter_color" => BlendMode.LighterColor,
        "subtract" => BlendMode.Subtract,
        "divide" => BlendMode.Divide,
        _ => FindOwn(key) ?? FindColor(key),
    };

    private static BlendMode? FindOwn(string key) => key switch
    {
        "soft_light" => BlendMode.SoftLightRoot,
        "soft_light_ifs_illusions" => BlendMode.SoftLightPower,
        "soft_light_pegtop_delphi" => BlendMode.SoftLightPegtop,
        "hard_mix" => BlendMode.HardMixDodge,
        "hard_mix_photoshop" => BlendMode.HardMix,
        "hard_mix_softer_photoshop" => BlendMode.HardMixSofter,
        "hard_overlay" => BlendMode.HardOverlay,
        "gamma_light" => BlendMode.GammaLight,
        "gamma_dark" => BlendMode.GammaDark,
        "gamma_illumination" => BlendMode.GammaIllumination,
        "flat_light" => BlendMode.FlatLight,
        "super_light" => BlendMode.SuperLight,
        "pnorm_a" => BlendMode.PNormA,
        "pnorm_b" => BlendMode.PNormB,
        "tint_ifs_illusions" => BlendMode.Tint,
        "shade_ifs_illusions" => BlendMode.Shade,
        "fog_lighten_ifs_illusions" => BlendMode.FogLighten,
        "fog_darken_ifs_illusions" => BlendMode.FogDarken,
        "easy_dodge" => BlendMode.EasyDodge,
        "easy_burn" => BlendMode.EasyBurn,
        "geometric_mean" => BlendMode.GeometricMean,
        "parallel" => BlendMode.Parallel,
        "allanon" => BlendMode.Allanon,
        "grain_merge" => BlendMode.GrainMerge,
        "grain_extract" => BlendMode.GrainExtract,
        "interpolation" => BlendMode.Interpolation,
        "interpolation_2x" => BlendMode.InterpolationTwice,
        "penumbra_a" => BlendMode.PenumbraA,
        "penumbra_b" => BlendMode.PenumbraB,
        "penumbra_c" => BlendMode.PenumbraC,
        "penumbra_d" => BlendMode.PenumbraD,
        "inverse_subtract" => BlendMode.InverseSubtract,
        "equivalence" => BlendMode.Equivalence,
        "arc_tangent" => BlendMode.ArcTangent,
        "additive_subtractive" => BlendMode.AdditiveSubtractive,
        "negation" => BlendMode.Negation,
        "modulo" => BlendMode.Modulo,
        "modulo_continuous" => BlendMode.ModuloContinuous,
        "divisive_modulo" => BlendMode.DivisiveModulo,
        "divisive_modulo_continuous" => BlendMode.DivisiveModuloContinuous,
        "modulo_shift" => BlendMode.ModuloShift,
        "modulo_shift_continuous" => BlendMode.ModuloShiftContinuous,
        "xor" => BlendMode.Xor,
        "xnor" => BlendMode.Xnor,
        "reflect" => BlendMode.Reflect,
        "glow" => BlendMode.Glow,
        "freeze" => BlendMode.Freeze,
        "heat" => BlendMode.Heat,
        "glow_heat" => BlendMode.GlowHeat,
        "heat_glow" => BlendMode.HeatGlow,
        "reflect_freeze" => BlendMode.ReflectFreeze,
        "freeze_reflect" => BlendMode.FreezeReflect,
        "heat_glow_freeze_reflect" => BlendMode.HeatGlowFreezeReflect,
        _ => null,
    };

    /// <summary>Names of the four models: luma without an ending, <c>_hsi</c>, <c>_hsl</c>, <c>_hsv</c>; lightness has a word of its own in each.</summary>
    private static BlendMode? FindColor(string key)
    {
        var (name, model) = key switch
        {
            _ when key.EndsWith("intensity", StringComparison.Ordinal) => (key.Replace("intensity", "light", StringComparison.Ordinal), BlendMode.ColorHsi),
            _ when key.EndsWith("lightness", StringComparison.Ordinal) => (key.Replace("lightness", "light", StringComparison.Ordinal), BlendMode.ColorHsl),
            _ when key.EndsWith("value", StringComparison.Ordinal) => (key.Replace("value", "light", StringComparison.Ordinal), BlendMode.ColorHsv),
            _ when key.EndsWith("_hsi", StringComparison.Ordinal) => (key[..^4], BlendMode.ColorHsi),
            _ when key.EndsWith("_hsl", StringComparison.Ordinal) => (key[..^4], BlendMode.ColorHsl),
            _ when key.EndsWith("_hsv", StringComparison.Ordinal) => (key[..^4], BlendMode.ColorHsv),
            _ => (key.Replace("luminize", "light", StringComparison.Ordinal).Replace("luminosity", "light", StringComparison.Ordinal), BlendMode.ColorHsy),
        };
        return Array.IndexOf(Parts, name) is var part && part >= 0 ? model + part : null;
    }

    private static readonly string[] Parts = ["color", "hue", "saturation", "light", "inc_saturation", "dec_saturation", "inc_light", "dec_light"];

    /// <summary>The W3C name, where there is one.</summary>
    private static string? Named(BlendMode mode) => mode switch
    {
        BlendMode.DodgeSolid => "color-dodge",
        BlendMode.ColorBurn => "color-burn",
        BlendMode.HardLight => "hard-light",
        BlendMode.SoftLight => "soft-light",
        BlendMode.ColorHsy => "color",
        BlendMode.HueHsy => "hue",
        BlendMode.SaturationHsy => "saturation",
        BlendMode.LightnessHsy => "luminosity",
        <= BlendMode.Luminosity => mode.ToString().ToLowerInvariant(),
        _ => null,
    };
}
