using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Two rows become one of half their length: each new pixel is the mean of four, colours weighted by alpha. Compiled in full at once.</summary>
internal static class Halving
{
    private const ulong AlphaMask = 0xFF000000FF000000;
    /// <summary>Where alpha lies in four bytes read at once, the first one lowest.</summary>
    private const int AlphaShift = 24;

    /// <summary>RGBA with straight alpha; the rows are twice as long as the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rgba(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target)
    {
        if (upper.Length != target.Length * 2 || lower.Length != upper.Length) throw new ArgumentException("Rows differ in size.", nameof(target));
        var (x, length) = (0, target.Length / 4);
        // two pixels that become one are one number
        ref var above = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ulong>(upper));
        ref var below = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ulong>(lower));
        ref var halved = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, uint>(target));
        var solid = Vector256.Create(AlphaMask);
        unchecked
        {
            for (; x <= length - 4; x += 4)
            {
                var (first, second) = (Vector256.LoadUnsafe(ref above, (nuint)x), Vector256.LoadUnsafe(ref below, (nuint)x));
                if (((first | second) & solid) == Vector256<ulong>.Zero) Vector128<uint>.Zero.StoreUnsafe(ref halved, (nuint)x);
                else if ((first & second & solid) == solid) Opaque(first, second).StoreUnsafe(ref halved, (nuint)x);
                else Mixed(first, second).StoreUnsafe(ref halved, (nuint)x);
            }
            for (; x < length; x++) Unsafe.Add(ref halved, x) = Mixed(Vector256.CreateScalar(Unsafe.Add(ref above, x)), Vector256.CreateScalar(Unsafe.Add(ref below, x)))[0];
        }
    }

    /// <summary>The same of four planes: red, green, blue, alpha.</summary>
    /// <param name="upper">Planes that are twice as long as those of the target, one after the other; so is <paramref name="lower"/>.</param>
    /// <param name="stride">Bytes from one plane of the target to the next.</param>
    /// <param name="offset">Where in each plane of the target the row begins.</param>
    /// <param name="length">Pixels of the new row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Planes(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target, int stride, int offset, int length)
    {
        if (upper.Length != length * 8 || lower.Length != upper.Length || offset < 0 || offset + length > stride || target.Length < 4 * stride) throw new ArgumentException("Rows differ in size.", nameof(target));
        ref var above = ref MemoryMarshal.GetReference(upper);
        ref var below = ref MemoryMarshal.GetReference(lower);
        ref var halved = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), offset);
        var (x, plane) = (0, 2 * length);
        for (; x <= length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            HalvedPlanes.Store(ref Unsafe.Add(ref above, 2 * x), ref Unsafe.Add(ref below, 2 * x), plane, ref Unsafe.Add(ref halved, x), stride);
        if (x == length) return;
        // what is left over is halved as a whole vector that lies elsewhere
        Span<byte> two = stackalloc byte[2 * 4 * Vector256<byte>.Count], one = stackalloc byte[4 * Vector128<byte>.Count];
        two.Clear();
        for (var c = 0; c < 4; c++)
        {
            upper.Slice((c * plane) + (2 * x), 2 * (length - x)).CopyTo(two[(c * Vector256<byte>.Count)..]);
            lower.Slice((c * plane) + (2 * x), 2 * (length - x)).CopyTo(two[((4 + c) * Vector256<byte>.Count)..]);
        }
        HalvedPlanes.Store(ref two[0], ref two[4 * Vector256<byte>.Count], Vector256<byte>.Count, ref one[0], Vector128<byte>.Count);
        for (var c = 0; c < 4; c++) one.Slice(c * Vector128<byte>.Count, length - x).CopyTo(target[((c * stride) + offset + x)..]);
    }

    /// <summary>One byte a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shades(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> target)
    {
        if (upper.Length != target.Length * 2 || lower.Length != upper.Length) throw new ArgumentException("Rows differ in size.", nameof(target));
        unchecked
        {
            var x = 0;
            for (; x <= target.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
                HalvedPlanes.Mean(Vector256.Create(upper[(2 * x)..]), Vector256.Create(lower[(2 * x)..])).CopyTo(target[x..]);
            for (; x < target.Length; x++) target[x] = (byte)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) >> 2);
        }
    }

    /// <summary>Without weights: two of the four samples of a pixel at a time in 16-bit lanes, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Opaque(Vector256<ulong> above, Vector256<ulong> below)
    {
        var even = Vector256.Create(0x00FF00FF00FF00FFul);
        var redBlue = Mean((above & even) + (below & even));
        var greenAlpha = Mean((Vector256.ShiftRightLogical(above, 8) & even) + (Vector256.ShiftRightLogical(below, 8) & even));
        return Low((redBlue & even) | Vector256.ShiftLeft(greenAlpha & even, 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Mean(Vector256<ulong> sums) => Vector256.ShiftRightLogical(sums + Vector256.ShiftRightLogical(sums, 32) + Vector256.Create(0x00020002ul), 2);

    /// <summary>Colour = Σ c·α / Σ α; alpha = Σ α / 4. What has no alpha becomes transparent black.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mixed(Vector256<ulong> above, Vector256<ulong> below)
    {
        var (aboveRight, belowRight) = (Vector256.ShiftRightLogical(above, 32), Vector256.ShiftRightLogical(below, 32));
        Vector256<float> a = Sample(above, AlphaShift), b = Sample(aboveRight, AlphaShift), c = Sample(below, AlphaShift), d = Sample(belowRight, AlphaShift);
        var alpha = a + b + c + d;
        var factor = Vector256.Create(1f) / Vector256.Max(alpha, Vector256.Create(1e-6f));
        var red = Channel(0);
        var green = Channel(8);
        var blue = Channel(16);
        var solid = Vector256.ShiftLeft(Vector256.ConvertToInt32Native((alpha * Vector256.Create(0.25f)) + Vector256.Create(0.5f)).AsUInt64(), AlphaShift);
        return Low(red | green | blue | solid);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<ulong> Channel(int shift)
        {
            var sum = (Sample(above, shift) * a) + (Sample(aboveRight, shift) * b) + (Sample(below, shift) * c) + (Sample(belowRight, shift) * d);
            return Vector256.ShiftLeft(Vector256.ConvertToInt32Native((sum * factor) + Vector256.Create(0.5f)).AsUInt64(), shift);
        }
    }

    /// <summary>One sample of the lower pixel in each 64 bits; the lanes between are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sample(Vector256<ulong> pixels, int shift) =>
        Vector256.ConvertToSingle((Vector256.ShiftRightLogical(pixels, shift) & Vector256.Create(0xFFul)).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Low(Vector256<ulong> pixels) => Vector128.Narrow(pixels.GetLower(), pixels.GetUpper());
}
