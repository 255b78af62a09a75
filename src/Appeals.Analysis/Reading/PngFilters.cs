using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Reading;

/// <summary>What a PNG did to each row before it was compressed, undone (Portable Network Graphics, Third Edition, section 9). Rows of four bytes a pixel go a pixel or more at a time.</summary>
internal static class PngFilters
{
    /// <param name="filter">The byte in front of the row.</param>
    /// <param name="above">The row above as it was, zeros for the first.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0: return true;
            case 1 when step == 4: LeftOfFour(row); return true;
            case 1: Left(row, step); return true;
            case 2: Above(row, above); return true;
            case 3: Mean(row, above, step); return true;
            case 4 when step == 4: NearestOfFour(row, above); return true;
            case 4: Nearest(row, above, step); return true;
            default: return false;
        }
    }

    private static void Left(Span<byte> row, int step)
    {
        unchecked
        {
            for (var i = step; i < row.Length; i++) row[i] += row[i - step];
        }
    }

    /// <summary>Four pixels: each plus the one before, then each plus the one before that, then plus the last of the four before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LeftOfFour(Span<byte> row)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetReference(row);
            var last = Vector128<byte>.Zero;
            var i = 0;
            for (; i <= row.Length - 16; i += 16)
            {
                var sum = Vector128.LoadUnsafe(ref first, (nuint)i);
                sum += Vector128.Shuffle(sum, Vector128.Create((byte)255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
                sum += Vector128.Shuffle(sum, Vector128.Create((byte)255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7));
                sum += last;
                sum.StoreUnsafe(ref first, (nuint)i);
                last = Vector128.Shuffle(sum.AsUInt32(), Vector128.Create(3u)).AsByte();
            }
            for (i = Math.Max(i, 4); i < row.Length; i++) row[i] += row[i - 4];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Above(Span<byte> row, ReadOnlySpan<byte> above)
    {
        unchecked
        {
            ref byte to = ref MemoryMarshal.GetReference(row), from = ref MemoryMarshal.GetReference(above);
            var i = 0;
            for (; i <= row.Length - 32; i += 32) (Vector256.LoadUnsafe(ref to, (nuint)i) + Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            for (; i < row.Length; i++) row[i] += above[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mean(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        unchecked
        {
            for (var i = 0; i < Math.Min(step, row.Length); i++) row[i] += (byte)(above[i] >> 1);
            for (var i = step; i < row.Length; i++) row[i] += (byte)((row[i - step] + above[i]) >> 1);
        }
    }

    private static void Nearest(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        unchecked
        {
            for (var i = 0; i < Math.Min(step, row.Length); i++) row[i] += above[i];
            for (var i = step; i < row.Length; i++)
            {
                int a = row[i - step], b = above[i], c = above[i - step];
                int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - 2 * c);
                row[i] += (byte)(toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
            }
        }
    }

    /// <summary>The neighbour to the left, above, or above the left that is nearest to left plus above minus above left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NearestOfFour(Span<byte> row, ReadOnlySpan<byte> above)
    {
        unchecked
        {
            ref byte to = ref MemoryMarshal.GetReference(row), from = ref MemoryMarshal.GetReference(above);
            Vector128<short> a = default, c = default, all = Vector128.Create((short)255);
            for (var i = 0; i <= row.Length - 4; i += 4)
            {
                var b = Wide(ref from, i);
                Vector128<short> toA = b - c, toB = a - c, toC = toA + toB;
                (toA, toB, toC) = (Vector128.Abs(toA), Vector128.Abs(toB), Vector128.Abs(toC));
                var least = Vector128.Min(toC, Vector128.Min(toA, toB));
                var nearest = Vector128.ConditionalSelect(Vector128.Equals(least, toA), a, Vector128.ConditionalSelect(Vector128.Equals(least, toB), b, c));
                a = (Wide(ref to, i) + nearest) & all;
                c = b;
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Vector128.Narrow(a.AsUInt16(), a.AsUInt16()).AsUInt32().ToScalar());
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Wide(ref byte bytes, int at) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at))).AsByte()).AsInt16();
}
