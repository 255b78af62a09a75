using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// A colour in OKLab (B. Ottosson, 2020), where equal distances look about equally different. L lies in [0, 1], a and b within ±0.4.
/// Black to white is 1; about 0.02 is where people begin to see a difference between neighbouring areas.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OkLab(float L, float A, float B)
{
    /// <summary>From this distance on a change counts as visible.</summary>
    public const float Visible = 0.02f;

    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(static v => (float)ToLinear(v / 255.0))];

    /// <summary>Light of a stored sample.</summary>
    internal static ReadOnlySpan<float> LinearLight => Linear;

    public static OkLab White { get; } = FromSrgb(255, 255, 255);

    public static OkLab FromSrgb(byte red, byte green, byte blue)
    {
        float r = Linear[red], g = Linear[green], b = Linear[blue];
        var l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        var m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        var s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return new(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    /// <summary>Red, green and blue in linear light; outside [0, 1] for colours that sRGB does not have.</summary>
    public void ToLinear(Span<double> rgb)
    {
        double l = L + (0.3963377774 * A) + (0.2158037573 * B), m = L - (0.1055613458 * A) - (0.0638541728 * B), s = L - (0.0894841775 * A) - (1.2914855480 * B);
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        rgb[0] = (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s);
        rgb[1] = (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s);
        rgb[2] = (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s);
    }

    /// <summary>The colour of a pixel with straight alpha as it looks on white paper.</summary>
    public static OkLab OnWhite(ReadOnlySpan<byte> pixel)
    {
        var alpha = pixel[3];
        return alpha == 255 ? FromSrgb(pixel[0], pixel[1], pixel[2])
            : FromSrgb(OnWhite(pixel[0], alpha), OnWhite(pixel[1], alpha), OnWhite(pixel[2], alpha));
    }

    /// <summary>One sample with straight alpha over white.</summary>
    public static byte OnWhite(byte sample, byte alpha) => (byte)(255 - ((((255 - sample) * alpha) + 127) / 255));

    public float Distance(OkLab other)
    {
        float l = L - other.L, a = A - other.A, b = B - other.B;
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }

    private static double ToLinear(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
}
