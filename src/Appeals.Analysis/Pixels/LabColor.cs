namespace Appeals.Analysis.Pixels;

/// <summary>CIE L*a*b* (CIE 15, white D50) to sRGB (IEC 61966-2-1), adapted to D65 by Bradford's matrix; what lies outside sRGB is clipped.</summary>
internal static class LabColor
{
    private const double Epsilon = 216.0 / 24_389, Kappa = 24_389.0 / 27;

    public static (byte R, byte G, byte B) ToSrgb(double l, double a, double b)
    {
        double fy = (l + 16) / 116, x = 0.96422 * Cube(fy + a / 500), y = l > Kappa * Epsilon ? fy * fy * fy : l / Kappa, z = 0.82521 * Cube(fy - b / 200);
        return (
            Encode(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
            Encode(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
            Encode(0.0719453 * x - 0.2289914 * y + 1.4052427 * z));
    }

    private static double Cube(double f) => f * f * f > Epsilon ? f * f * f : (116 * f - 16) / Kappa;

    private static byte Encode(double linear) =>
        (byte)Math.Round(255 * Math.Clamp(linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055, 0, 1));
}
