namespace Appeals.Analysis.Pixels;

/// <summary>CIE L*a*b* of the D50 white, from and to sRGB samples in [0, 1] (Bradford adaptation, as ICC profiles have it).</summary>
internal static class CieLab
{
    private const float WhiteX = 0.9642f, WhiteZ = 0.8249f, Epsilon = 216f / 24389, Kappa = 24389f / 27;

    public static (float R, float G, float B) ToSrgb(float l, float a, float b)
    {
        var fy = (l + 16) / 116;
        float x = Cube(fy + a / 500) * WhiteX, y = l > Kappa * Epsilon ? fy * fy * fy : l / Kappa, z = Cube(fy - b / 200) * WhiteZ;
        return (
            Encode(3.1338561f * x - 1.6168667f * y - 0.4906146f * z),
            Encode(-0.9787684f * x + 1.9161415f * y + 0.0334540f * z),
            Encode(0.0719453f * x - 0.2289914f * y + 1.4052427f * z));
    }

    /// <summary>The same, rounded to 8 bits.</summary>
    public static (byte R, byte G, byte B) ToSrgb8(float l, float a, float b)
    {
        var (red, green, blue) = ToSrgb(l, a, b);
        return ((byte)(red * 255 + 0.5f), (byte)(green * 255 + 0.5f), (byte)(blue * 255 + 0.5f));
    }

    public static (float L, float A, float B) FromSrgb(float r, float g, float b)
    {
        (r, g, b) = (LinearLight.FromSrgb(r), LinearLight.FromSrgb(g), LinearLight.FromSrgb(b));
        float x = Root((0.4360747f * r + 0.3850649f * g + 0.1430804f * b) / WhiteX);
        float y = Root(0.2225045f * r + 0.7168786f * g + 0.0606169f * b);
        float z = Root((0.0139322f * r + 0.0971045f * g + 0.7141733f * b) / WhiteZ);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static float Cube(float f) => f * f * f > Epsilon ? f * f * f : (116 * f - 16) / Kappa;

    private static float Root(float t) => t > Epsilon ? MathF.Cbrt(t) : (Kappa * t + 16) / 116;

    private static float Encode(float light) => LinearLight.ToSrgb(Math.Clamp(light, 0, 1));
}
