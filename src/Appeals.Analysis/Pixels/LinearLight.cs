using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Between the samples of sRGB and what is proportional to light (IEC 61966-2-1), and the row operators that mix light.</summary>
internal static class LinearLight
{
    private const int Steps = 16_384;

    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(value => FromSrgb(value / 255f))];
    private static readonly byte[] Encoded = [.. Enumerable.Range(0, Steps + 1).Select(step => (byte)Math.Round(ToSrgb(step / (float)Steps) * 255))];

    public static float FromSrgb(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);

    public static float ToSrgb(float value) => value <= 0.0031308f ? value * 12.92f : 1.055f * MathF.Pow(value, 1 / 2.4f) - 0.055f;

    /// <summary>Light of an 8-bit sample, in [0, 1].</summary>
    public static float Of(byte sample) => Linear[sample];

    /// <summary>The 8-bit sample nearest to a light; not a number is none.</summary>
    public static byte Sample(float light) => light > 0 ? Encoded[(int)(Math.Min(light, 1) * Steps + 0.5f)] : (byte)0;

    public static byte Lerp(byte from, byte to, byte share)
    {
        if (share == 255 || from == to) return to;
        if (share == 0) return from;
        float start = Linear[from], part = share / 255f;
        return Sample(start + (Linear[to] - start) * part);
    }

    /// <summary>Puts one row over another; both RGBA with straight alpha. Eight pixels that are all solid or all empty go the short way.</summary>
    public static void Over(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        const int block = 32;
        var at = 0;
        for (; at <= backdrop.Length - block; at += block)
        {
            var alphas = Vector256.ShiftRightLogical(Vector256.Create(source.Slice(at, block)).AsUInt32(), 24);
            if (alphas == Vector256<uint>.Zero) continue;
            if (Vector256.EqualsAll(alphas, Vector256.Create(255u))) source.Slice(at, block).CopyTo(backdrop[at..]);
            else OverEach(source.Slice(at, block), backdrop.Slice(at, block));
        }
        OverEach(source[at..], backdrop[at..]);
    }

    private static void OverEach(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        unchecked
        {
            for (var i = 0; i <= backdrop.Length - 4; i += 4)
            {
                var above = source[i + 3];
                if (above == 0) continue;
                var beneath = backdrop[i + 3];
                if (above == 255 || beneath == 0)
                {
                    source.Slice(i, 4).CopyTo(backdrop[i..]);
                    continue;
                }
                float share = above / 255f, alpha = share + beneath / 255f * (1 - share), ratio = share / alpha;
                for (var c = 0; c < 3; c++)
                {
                    if (source[i + c] == backdrop[i + c]) continue;
                    var light = Linear[backdrop[i + c]];
                    backdrop[i + c] = Sample(light + (Linear[source[i + c]] - light) * ratio);
                }
                backdrop[i + 3] = (byte)(alpha * 255 + 0.5f);
            }
        }
    }

    /// <summary>Draws only inside what is there; its alpha stays.</summary>
    public static void Atop(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 0; i <= backdrop.Length - 4; i += 4)
        {
            var alpha = source[i + 3];
            if (alpha == 0 || backdrop[i + 3] == 0) continue;
            for (var c = 0; c < 3; c++) backdrop[i + c] = Lerp(backdrop[i + c], source[i + c], alpha);
        }
    }
}
