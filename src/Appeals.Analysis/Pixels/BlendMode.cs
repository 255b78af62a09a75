namespace Appeals.Analysis.Pixels;

/// <summary>How the colour of a layer meets the colour beneath it. The first sixteen are those of W3C "Compositing and Blending Level 1".</summary>
public enum BlendMode
{
    Normal, Multiply, Screen, Overlay, Darken, Lighten, ColorDodge, ColorBurn, HardLight, SoftLight, Difference, Exclusion,
    Hue, Saturation, Color, Luminosity,
    /// <summary>Only groups: the children meet what lies beneath the group.</summary>
    PassThrough,
    Dissolve, LinearBurn, LinearDodge, VividLight, LinearLight, PinLight, HardMix, DarkerColor, LighterColor, Subtract, Divide,
    // Krita's and GIMP's, by formulas of their own.
    SoftLightPegtop, VividLightSoft, HardMixSum, DivideLegacy, GrainExtract, GrainMerge,
    // Krita's: mixing, light and dark.
    SoftLightRoot, SoftLightPower, DodgeSolid, HardMixDodge, HardMixSofter, HardOverlay, GammaLight, GammaDark, GammaIllumination, FlatLight, SuperLight, PNormA, PNormB,
    Tint, Shade, FogLighten, FogDarken, EasyDodge, EasyBurn, GeometricMean, Parallel, Allanon, Interpolation, InterpolationTwice, PenumbraA, PenumbraB, PenumbraC, PenumbraD,
    // Krita's: arithmetic, bits, quadratic.
    InverseSubtract, Equivalence, ArcTangent, AdditiveSubtractive, Negation, Modulo, ModuloContinuous, DivisiveModulo, DivisiveModuloContinuous, ModuloShift, ModuloShiftContinuous,
    Xor, Xnor,
    Reflect, Glow, Freeze, Heat, GlowHeat, HeatGlow, ReflectFreeze, FreezeReflect, HeatGlowFreezeReflect,
    // GIMP's that look at a colour as a whole.
    HsvHue, HsvSaturation, HslColor, HsvValue, LchHue, LchChroma, LchColor, LchLightness, LumaDarken, LumaLighten, Luminance,
    // Krita's, in each of its four models: the source's hue and saturation, hue, saturation, lightness; more and less of the last two.
    ColorHsy, HueHsy, SaturationHsy, LightnessHsy, MoreSaturationHsy, LessSaturationHsy, MoreLightnessHsy, LessLightnessHsy,
    ColorHsi, HueHsi, SaturationHsi, LightnessHsi, MoreSaturationHsi, LessSaturationHsi, MoreLightnessHsi, LessLightnessHsi,
    ColorHsl, HueHsl, SaturationHsl, LightnessHsl, MoreSaturationHsl, LessSaturationHsl, MoreLightnessHsl, LessLightnessHsl,
    ColorHsv, HueHsv, SaturationHsv, LightnessHsv, MoreSaturationHsv, LessSaturationHsv, MoreLightnessHsv, LessLightnessHsv,
}
