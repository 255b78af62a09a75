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
    // GIMP's that look at a colour as a whole.
    HsvHue, HsvSaturation, HslColor, HsvValue, LchHue, LchChroma, LchColor, LchLightness, LumaDarken, LumaLighten, Luminance,
}
