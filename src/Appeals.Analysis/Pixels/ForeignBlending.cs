namespace Appeals.Analysis.Pixels;

/// <summary>
/// Separable modes of Krita and GIMP that Photoshop and W3C do not have, or compute otherwise. Backdrop b and source s in [0, 1]; results are clamped by the table.
/// </summary>
internal static class ForeignBlending
{
    public static double Blend(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.SoftLightPegtop => (1 - b) * b * s + b * Screen(b, s),
        BlendMode.VividLightSoft => VividLight(b, s),
        BlendMode.HardMixSum => b + s > 0.999999 ? 1 : 0,
        BlendMode.DivideLegacy => 256.0 / 255 * b / (1.0 / 255 + s),
        BlendMode.GrainExtract => b - s + 0.5,
        BlendMode.GrainMerge => b + s - 0.5,
        BlendMode.SoftLightRoot => s > 0.5 ? b + (2 * s - 1) * (Math.Sqrt(b) - b) : b - (1 - 2 * s) * b * (1 - b),
        BlendMode.SoftLightPower => Math.Pow(b, Math.Pow(2, 2 * (0.5 - s))),
        BlendMode.DodgeSolid => s >= 1 ? 1 : b / (1 - s),
        BlendMode.HardMixDodge => b > 0.5 ? Blend(BlendMode.DodgeSolid, b, s) : Burn(b, s),
        BlendMode.HardMixSofter => 3 * b - 2 * (1 - s),
        BlendMode.HardOverlay => s >= 1 ? 1 : s > 0.5 ? Ratio(b, 2 - 2 * s) : 2 * s * b,
        BlendMode.GammaLight => Math.Pow(b, s),
        BlendMode.GammaDark => GammaDark(b, s),
        BlendMode.GammaIllumination => 1 - GammaDark(1 - b, 1 - s),
        BlendMode.FlatLight => s <= 0 ? 0 : b + (1 - s) > 1 ? Penumbra(b, s) : Penumbra(s, b),
        BlendMode.SuperLight => s < 0.5 ? 1 - Norm(1 - b, 1 - 2 * s, 2.875) : Norm(b, 2 * s - 1, 2.875),
        BlendMode.PNormA => Norm(b, s, 7.0 / 3),
        BlendMode.PNormB => Norm(b, s, 4),
        BlendMode.Tint => s * (1 - b) + Math.Sqrt(b),
        BlendMode.Shade => 1 - ((1 - b) * s + Math.Sqrt(1 - s)),
        BlendMode.FogLighten => s < 0.5 ? 1 - (1 - s) * s - (1 - b) * (1 - s) : s - (1 - b) * (1 - s) + (1 - s) * (1 - s),
        BlendMode.FogDarken => s < 0.5 ? (1 - s) * s + s * b : s * b + s - s * s,
        BlendMode.EasyDodge => s >= 1 ? 1 : Math.Pow(b, (1 - s) * 1.04),
        BlendMode.EasyBurn => 1 - Math.Pow(1 - Math.Min(s, 0.999999999999), b * 1.04),
        BlendMode.GeometricMean => Math.Sqrt(b * s),
        BlendMode.Parallel => b <= 0 || s <= 0 ? 0 : 2 / (1 / b + 1 / s),
        BlendMode.Allanon => (b + s) / 2,
        BlendMode.Interpolation => Interpolation(b, s),
        BlendMode.InterpolationTwice => Interpolation(Interpolation(b, s), Interpolation(b, s)),
        BlendMode.PenumbraA => Penumbra(s, b),
        BlendMode.PenumbraB => Penumbra(b, s),
        BlendMode.PenumbraC => s >= 1 ? 1 : ArcTangent(1 - s, b),
        BlendMode.PenumbraD => b >= 1 ? 1 : ArcTangent(1 - b, s),
        BlendMode.InverseSubtract => b - (1 - s),
        BlendMode.Equivalence => Math.Abs(b - s),
        BlendMode.ArcTangent => ArcTangent(b, s),
        BlendMode.AdditiveSubtractive => Math.Abs(Math.Sqrt(b) - Math.Sqrt(s)),
        BlendMode.Negation => 1 - Math.Abs(1 - s - b),
        >= BlendMode.Modulo and <= BlendMode.ModuloShiftContinuous => Modulo(mode, b, s),
        BlendMode.Xor => ((int)Math.Round(b * 255) ^ (int)Math.Round(s * 255)) / 255.0,
        BlendMode.Xnor => (255 - ((int)Math.Round(b * 255) ^ (int)Math.Round(s * 255))) / 255.0,
        >= BlendMode.Reflect and <= BlendMode.HeatGlowFreezeReflect => Quadratic(mode, b, s),
        _ => s,
    };

    private static double Screen(double b, double s) => b + s - b * s;

    private static double Burn(double b, double s) => b >= 1 ? 1 : s < 1 - b ? 0 : 1 - (1 - b) / s;

    private static double Ratio(double b, double s) => s <= 0 ? (b <= 0 ? 0 : 1) : b / s;

    private static double GammaDark(double b, double s) => s <= 0 ? 0 : Math.Pow(b, 1 / s);

    private static double Norm(double b, double s, double power) => Math.Pow(Math.Pow(b, power) + Math.Pow(s, power), 1 / power);

    private static double ArcTangent(double b, double s) => b <= 0 ? (s <= 0 ? 0 : 1) : 2 * Math.Atan(s / b) / Math.PI;

    private static double Interpolation(double b, double s) => b <= 0 && s <= 0 ? 0 : 0.5 - 0.25 * Math.Cos(Math.PI * s) - 0.25 * Math.Cos(Math.PI * b);

    private static double Penumbra(double b, double s)
    {
        if (b >= 1) return 1;
        if (b + s < 1) return Math.Min(1, s / (1 - b)) / 2;
        return s <= 0 ? 0 : 1 - Math.Min(1, (1 - b) / s / 2);
    }

    /// <summary>Burn and dodge in which the extremes beneath win over the source's.</summary>
    private static double VividLight(double b, double s)
    {
        if (s <= 0.5) return b >= 1 ? 1 : s <= 0 ? 0 : 1 - (1 - b) / (2 * s);
        return b <= 0 ? 0 : s >= 1 ? 1 : b / (2 - 2 * s);
    }

    private static double Modulo(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.Modulo => b - (s + 1e-9) * Math.Floor(b / (s + 1e-9)),
        BlendMode.ModuloContinuous => Modulo(BlendMode.DivisiveModuloContinuous, b, s) * s,
        BlendMode.DivisiveModulo => Fraction(b / Math.Max(s, 1e-6)),
        BlendMode.DivisiveModuloContinuous => b <= 0 ? 0 : s > 0 && (int)Math.Ceiling(b / s) % 2 == 0 ? 1 - Fraction(b / s) : Fraction(b / Math.Max(s, 1e-6)),
        BlendMode.ModuloShift => s >= 1 && b <= 0 ? 0 : Fraction(b + s),
        _ => s >= 1 && b <= 0 ? 1 : b <= 0 || (int)Math.Ceiling(b + s) % 2 != 0 ? Fraction(b + s) : 1 - Fraction(b + s),
    };

    /// <summary>What is left of a whole is a whole: 1 stays 1 only where nothing exceeds it.</summary>
    private static double Fraction(double value) => value - 1.000001 * Math.Floor(value / 1.000001);

    /// <summary>Glow and heat, their mirror images, and where the sum decides between two.</summary>
    private static double Quadratic(BlendMode mode, double b, double s) => mode switch
    {
        BlendMode.Glow => Glow(b, s),
        BlendMode.Reflect => Glow(s, b),
        BlendMode.Heat => Heat(b, s),
        BlendMode.Freeze => Heat(s, b),
        BlendMode.GlowHeat => b >= 1 ? 1 : b + s > 1 ? Glow(b, s) : Heat(b, s),
        BlendMode.HeatGlow => b + s > 1 ? Heat(b, s) : s <= 0 ? 0 : Glow(b, s),
        BlendMode.ReflectFreeze => Quadratic(BlendMode.GlowHeat, s, b),
        BlendMode.FreezeReflect => b + s > 1 ? Heat(s, b) : b <= 0 ? 0 : Glow(s, b),
        _ => (Quadratic(BlendMode.FreezeReflect, b, s) + Quadratic(BlendMode.HeatGlow, b, s)) / 2,
    };

    private static double Glow(double b, double s) => b >= 1 ? 1 : Math.Min(1, s * s / (1 - b));

    private static double Heat(double b, double s) => s >= 1 ? 1 : b <= 0 ? 0 : 1 - Math.Min(1, (1 - s) * (1 - s) / b);
}
