using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// Separable blend modes as tables: what 8 bits beneath and 8 bits above make, rounded once from the exact formula
/// (W3C Compositing and Blending Level 1, section 10.1; the others as Photoshop computes them).
/// </summary>
internal static class BlendTables
{
    private static readonly Lazy<byte[]>[] Tables = [.. Enum.GetValues<BlendMode>().Select(mode => new Lazy<byte[]>(() => Make(mode)))];
    private static readonly Lazy<byte[]>[] LightTables = [.. Enum.GetValues<BlendMode>().Select(mode => new Lazy<byte[]>(() => MakeOfLight(mode)))];

    public static bool IsSeparable(BlendMode mode) =>
        mode is not (BlendMode.Hue or BlendMode.Saturation or BlendMode.Color or BlendMode.Luminosity or BlendMode.DarkerColor or BlendMode.LighterColor or >= BlendMode.HsvHue);

    /// <summary>The result for backdrop b and source s stands at b · 256 + s.</summary>
    public static byte[] For(BlendMode mode, LightSpace space = LightSpace.Perceptual) => (space == LightSpace.Linear ? LightTables : Tables)[(int)mode].Value;

    /// <summary>The same formula over what is proportional to light; samples in and out are stored ones.</summary>
    private static byte[] MakeOfLight(BlendMode mode)
    {
        var table = new byte[65536];
        for (var b = 0; b < 256; b++)
            for (var s = 0; s < 256; s++) table[b * 256 + s] = (byte)Math.Round(LinearLight.ToSrgb((float)Math.Clamp(Blend(mode, LinearLight.Of((byte)b), LinearLight.Of((byte)s)), 0, 1)) * 255);
        return table;
    }

    private static byte[] Make(BlendMode mode)
    {
        var table = new byte[65536];
        for (var b = 0; b < 256; b++)
            for (var s = 0; s < 256; s++) table[b * 256 + s] = (byte)Math.Round(Math.Clamp(Blend(mode, b / 255.0, s / 255.0), 0, 1) * 255);
        return table;
    }

    private static double Blend(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.Multiply => b * s,
        BlendMode.Screen => b + s - b * s,
        BlendMode.Overlay => HardLight(s, b),
        BlendMode.Darken => Math.Min(b, s),
        BlendMode.Lighten => Math.Max(b, s),
        BlendMode.ColorDodge => Dodge(b, s),
        BlendMode.ColorBurn => Burn(b, s),
        BlendMode.HardLight => HardLight(b, s),
        BlendMode.SoftLight => SoftLight(b, s),
        BlendMode.Difference => Math.Abs(b - s),
        BlendMode.Exclusion => b + s - 2 * b * s,
        BlendMode.LinearBurn => b + s - 1,
        BlendMode.LinearDodge => b + s,
        BlendMode.VividLight => VividLight(b, s),
        BlendMode.LinearLight => b + 2 * s - 1,
        BlendMode.PinLight => s <= 0.5 ? Math.Min(b, 2 * s) : Math.Max(b, 2 * s - 1),
        // a hair less than the sum: full above nothing stays nothing
        BlendMode.HardMix => b + s * 0.999999 >= 1 ? 1 : 0,
        BlendMode.Subtract => b - s,
        BlendMode.Divide => s <= 0 ? (b <= 0 ? 0 : 1) : b / s,
        _ => ForeignBlending.Blend(mode, b, s),
    };

    private static double HardLight(double b, double s) => s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1);

    private static double Dodge(double b, double s) => b <= 0 ? 0 : s >= 1 ? 1 : b / (1 - s);

    private static double Burn(double b, double s) => b >= 1 ? 1 : s <= 0 ? 0 : 1 - (1 - b) / s;

    /// <summary>Burn and dodge in which the source's extremes win over those beneath.</summary>
    private static double VividLight(double b, double s) => s <= 0 ? 0 : s >= 1 ? 1 : s <= 0.5 ? 1 - (1 - b) / (2 * s) : b / (2 - 2 * s);

    private static double SoftLight(double b, double s)
    {
        if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
        var d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.Sqrt(b);
        return b + (2 * s - 1) * (d - b);
    }
}
