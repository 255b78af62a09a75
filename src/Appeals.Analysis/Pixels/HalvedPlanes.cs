using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Sixteen pixels of what <see cref="Halving.Planes"/> does.</summary>
internal static class HalvedPlanes
{
    /// <summary>New pixels.</summary>
    public const int Count = 16;
    private const int Pair = 2 * Count;

    /// <param name="at">Where in the rows they begin; of each plane 32 bytes are read.</param>
    /// <param name="halved">The first new red; the other planes follow at <paramref name="stride"/> bytes each, and of each 16 bytes are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PlaneRow upper, PlaneRow lower, int at, ref byte halved, int stride)
    {
        var (first, second) = (Load(upper.Alpha, at), Load(lower.Alpha, at));
        if ((first | second) == Vector256<byte>.Zero)
        {
            for (var c = 0; c < 4; c++) Vector128<byte>.Zero.StoreUnsafe(ref halved, (nuint)(c * stride));
        }
        else if ((first & second) == Vector256<byte>.AllBitsSet)
        {
            Mean(Load(upper.Red, at), Load(lower.Red, at)).StoreUnsafe(ref halved);
            Mean(Load(upper.Green, at), Load(lower.Green, at)).StoreUnsafe(ref halved, (nuint)stride);
            Mean(Load(upper.Blue, at), Load(lower.Blue, at)).StoreUnsafe(ref halved, (nuint)(2 * stride));
            Vector128<byte>.AllBitsSet.StoreUnsafe(ref halved, (nuint)(3 * stride));
        }
        else
        {
            var alpha = Sum(first, second);
            var (low, high) = Vector256.Widen(alpha);
            Vector256<float> lowFactor = Factor(low), highFactor = Factor(high);
            Weighted(Load(upper.Red, at), Load(lower.Red, at), first, second, lowFactor, highFactor).StoreUnsafe(ref halved);
            Weighted(Load(upper.Green, at), Load(lower.Green, at), first, second, lowFactor, highFactor).StoreUnsafe(ref halved, (nuint)stride);
            Weighted(Load(upper.Blue, at), Load(lower.Blue, at), first, second, lowFactor, highFactor).StoreUnsafe(ref halved, (nuint)(2 * stride));
            Mean(alpha).StoreUnsafe(ref halved, (nuint)(3 * stride));
        }
    }

    /// <summary>At the edges of the rows: halved where there is room, and what is of them is taken.</summary>
    /// <param name="at">May lie one before the rows.</param>
    /// <param name="goesOn">See <see cref="Halving.Planes"/>.</param>
    public static void StoreEdge(PlaneRow upper, PlaneRow lower, int at, bool goesOn, Span<byte> halved, int stride)
    {
        Span<byte> above = stackalloc byte[4 * Pair], below = stackalloc byte[4 * Pair], made = stackalloc byte[4 * Count];
        Spread(upper, at, goesOn, above);
        Spread(lower, at, goesOn, below);
        Store(PlaneRow.Of(above, Pair), PlaneRow.Of(below, Pair), 0, ref made[0], Count);
        var count = Math.Min(Count, halved.Length - (3 * stride));
        for (var c = 0; c < 4; c++) made.Slice(c * Count, count).CopyTo(halved[(c * stride)..]);
    }

    private static void Spread(PlaneRow row, int at, bool goesOn, Span<byte> planes)
    {
        planes.Clear();
        Spread(row.Red, at, goesOn, planes[..Pair]);
        Spread(row.Green, at, goesOn, planes.Slice(Pair, Pair));
        Spread(row.Blue, at, goesOn, planes.Slice(2 * Pair, Pair));
        Spread(row.Alpha, at, goesOn, planes.Slice(3 * Pair, Pair));
    }

    private static void Spread(ReadOnlySpan<byte> plane, int at, bool goesOn, Span<byte> target)
    {
        var (from, before) = (Math.Max(0, at), Math.Max(0, -at));
        var count = Math.Min(plane.Length - from, target.Length - before);
        plane.Slice(from, count).CopyTo(target[before..]);
        if (goesOn && before + count < target.Length) target[before + count] = plane[^1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(ReadOnlySpan<byte> plane, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(plane), (nuint)at);

    /// <summary>Colours weighted by alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Weighted(Vector256<byte> upper, Vector256<byte> lower, Vector256<byte> first, Vector256<byte> second, Vector256<float> lowFactor, Vector256<float> highFactor)
    {
        var (a, b) = Vector256.Widen(Even(upper) * Even(first));
        Add(ref a, ref b, Odd(upper) * Odd(first));
        Add(ref a, ref b, Even(lower) * Even(second));
        Add(ref a, ref b, Odd(lower) * Odd(second));
        return Bytes(Vector256.Narrow(Quotient(a, lowFactor), Quotient(b, highFactor)));
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
