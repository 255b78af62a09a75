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

    /// <summary>The same of planes; the new ones follow one another.</summary>
    /// <param name="before">1 if a column without paint lies before the first one, otherwise 0.</param>
    /// <param name="goesOn">Whether the last column goes on if it is one of a pair; else there is no paint beside it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Planes(PlaneRow upper, PlaneRow lower, int before, bool goesOn, Span<byte> halved)
    {
        var length = halved.Length / 4;
        if (lower.Length != upper.Length || (before + upper.Length + 1) / 2 != length || before is < 0 or > 1) throw new ArgumentException("Rows differ in size.", nameof(halved));
        ref var target = ref MemoryMarshal.GetReference(halved);
        for (var x = 0; x < length; x += HalvedPlanes.Count)
        {
            var from = (2 * x) - before;
            if (from >= 0 && from + (2 * HalvedPlanes.Count) <= upper.Length) HalvedPlanes.Store(upper, lower, from, ref Unsafe.Add(ref target, x), length);
            else HalvedPlanes.StoreEdge(upper, lower, from, goesOn, halved[x..], length);
        }
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
