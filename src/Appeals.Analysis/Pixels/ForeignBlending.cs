namespace Appeals.Analysis.Pixels;

/// <summary>Separable modes of Krita and GIMP that Photoshop and W3C do not have, or compute otherwise. Backdrop b and source s in [0, 1]; results are clamped by the table.</summary>
internal static class ForeignBlending
{
    public static double Blend(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.SoftLightPegtop => (1 - b) * b * s + b * (1 - (1 - b) * (1 - s)),
        BlendMode.VividLightSoft => VividLight(b, s),
        BlendMode.HardMixSum => b + s > 0.999999 ? 1 : 0,
        BlendMode.DivideLegacy => 256.0 / 255 * b / (1.0 / 255 + s),
        BlendMode.GrainExtract => b - s + 0.5,
        BlendMode.GrainMerge => b + s - 0.5,
        _ => s,
    };

    /// <summary>Burn and dodge in which the extremes beneath win over the source's.</summary>
    private static double VividLight(double b, double s)
    {
        if (s <= 0.5) return b >= 1 ? 1 : s <= 0 ? 0 : 1 - (1 - b) / (2 * s);
        return b <= 0 ? 0 : s >= 1 ? 1 : b / (2 - 2 * s);
    }
}
