using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Sixteen pixels of what <see cref="Halving.Planes"/> does.</summary>
internal static class HalvedPlanes
{
    private const int Colors = 3;

    /// <param name="above">The first red of the upper row; the other planes follow at <paramref name="plane"/> bytes each, and of each plane 32 bytes are read.</param>
    /// <param name="halved">The first new red; the other planes follow at <paramref name="stride"/> bytes each, and of each 16 bytes are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref byte above, ref byte below, int plane, ref byte halved, int stride)
    {
        var (first, second) = (Vector256.LoadUnsafe(ref above, (nuint)(Colors * plane)), Vector256.LoadUnsafe(ref below, (nuint)(Colors * plane)));
        if ((first | second) == Vector256<byte>.Zero)
        {
            for (var c = 0; c <= Colors; c++) Vector128<byte>.Zero.StoreUnsafe(ref halved, (nuint)(c * stride));
        }
        else if ((first & second) == Vector256<byte>.AllBitsSet)
        {
            for (var c = 0; c < Colors; c++)
                Mean(Vector256.LoadUnsafe(ref above, (nuint)(c * plane)), Vector256.LoadUnsafe(ref below, (nuint)(c * plane))).StoreUnsafe(ref halved, (nuint)(c * stride));
            Vector128<byte>.AllBitsSet.StoreUnsafe(ref halved, (nuint)(Colors * stride));
        }
        else
        {
            var alpha = Sum(first, second);
            var (low, high) = Vector256.Widen(alpha);
            Vector256<float> lowFactor = Factor(low), highFactor = Factor(high);
            for (var c = 0; c < Colors; c++)
            {
                var (upper, lower) = (Vector256.LoadUnsafe(ref above, (nuint)(c * plane)), Vector256.LoadUnsafe(ref below, (nuint)(c * plane)));
                var (a, b) = Vector256.Widen(Even(upper) * Even(first));
                Add(ref a, ref b, Odd(upper) * Odd(first));
                Add(ref a, ref b, Even(lower) * Even(second));
                Add(ref a, ref b, Odd(lower) * Odd(second));
                Bytes(Vector256.Narrow(Quotient(a, lowFactor), Quotient(b, highFactor))).StoreUnsafe(ref halved, (nuint)(c * stride));
            }
            Mean(alpha).StoreUnsafe(ref halved, (nuint)(Colors * stride));
        }
    }

    /// <summary>Of four samples each, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Mean(Vector256<byte> above, Vector256<byte> below) => Mean(Sum(above, below));

    /// <summary>Of four samples, in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Sum(Vector256<byte> above, Vector256<byte> below) => Even(above) + Odd(above) + Even(below) + Odd(below);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Even(Vector256<byte> samples) => samples.AsUInt16() & Vector256.Create((ushort)0xFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Odd(Vector256<byte> samples) => Vector256.ShiftRightLogical(samples.AsUInt16(), 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mean(Vector256<ushort> sums) => Bytes(Vector256.ShiftRightLogical(sums + Vector256.Create((ushort)2), 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Bytes(Vector256<ushort> samples) => Vector128.Narrow(samples.GetLower(), samples.GetUpper());

    /// <summary>Colours that weigh nothing come out as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Factor(Vector256<uint> alpha) => Vector256.Create(1f) / Vector256.ConvertToSingle(Vector256.Max(alpha, Vector256<uint>.One).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<uint> low, ref Vector256<uint> high, Vector256<ushort> products)
    {
        var (a, b) = Vector256.Widen(products);
        (low, high) = (low + a, high + b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Quotient(Vector256<uint> sum, Vector256<float> factor) =>
        Vector256.ConvertToInt32Native((Vector256.ConvertToSingle(sum.AsInt32()) * factor) + Vector256.Create(0.5f)).AsUInt32();
}
