using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>The operator that nearly every pixel goes through, eight pixels at a time. Compiled in full at once: the process that runs it is short-lived.</summary>
internal static class SourceOver
{
    /// <summary>Puts one row over another; both RGBA with straight alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        if (source.Length != backdrop.Length) throw new ArgumentException("Rows differ in size.", nameof(backdrop));
        var above = MemoryMarshal.Cast<byte, uint>(source);
        var beneath = MemoryMarshal.Cast<byte, uint>(backdrop);
        var i = 0;
        unchecked
        {
            ref var s = ref MemoryMarshal.GetReference(above);
            ref var b = ref MemoryMarshal.GetReference(beneath);
            for (; i <= above.Length - 8; i += 8) Draw(Vector256.LoadUnsafe(ref s, (nuint)i), ref Unsafe.Add(ref b, i));
        }
        if (i < above.Length) DrawTail(above[i..], beneath[i..]);
    }

    /// <summary>Multiplies alpha by an opacity and, if there is one, a row of coverage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cover(Span<byte> row, ReadOnlySpan<byte> coverage, byte opacity)
    {
        if (coverage.IsEmpty && opacity == 255) return;
        var pixels = MemoryMarshal.Cast<byte, uint>(row);
        var i = 0;
        unchecked
        {
            ref var p = ref MemoryMarshal.GetReference(pixels);
            var full = Vector256.Create((uint)opacity);
            for (; i <= pixels.Length - 8; i += 8)
            {
                var pixel = Vector256.LoadUnsafe(ref p, (nuint)i);
                var alpha = Divide255(Vector256.ShiftRightLogical(pixel, 24) * full);
                if (!coverage.IsEmpty) alpha = Divide255(alpha * Widen(coverage.Slice(i, 8)));
                (pixel & Vector256.Create(0x00FFFFFFu) | Vector256.ShiftLeft(alpha, 24)).StoreUnsafe(ref p, (nuint)i);
            }
        }
        for (; i < pixels.Length; i++)
        {
            var alpha = BlendRows.Times(row[i * 4 + 3], opacity);
            row[i * 4 + 3] = coverage.IsEmpty ? alpha : BlendRows.Times(alpha, coverage[i]);
        }
    }

    private static Vector256<uint> Widen(ReadOnlySpan<byte> eight)
    {
        var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(eight)).AsByte()));
        return Vector256.Create(low, high);
    }

    private static Vector256<uint> Divide255(Vector256<uint> product)
    {
        var sum = product + Vector256.Create(128u);
        return Vector256.ShiftRightLogical(sum + Vector256.ShiftRightLogical(sum, 8), 8);
    }

    /// <summary>Up to seven pixels, by way of a whole vector.</summary>
    private static void DrawTail(ReadOnlySpan<uint> above, Span<uint> beneath)
    {
        Span<uint> source = stackalloc uint[8], target = stackalloc uint[8];
        source.Clear();
        target.Clear();
        above.CopyTo(source);
        beneath.CopyTo(target);
        Draw(Vector256.LoadUnsafe(ref source[0]), ref target[0]);
        target[..beneath.Length].CopyTo(beneath);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw(Vector256<uint> source, ref uint target)
    {
        var alpha = Vector256.ShiftRightLogical(source, 24);
        if (alpha == Vector256<uint>.Zero) return;
        if (Vector256.EqualsAll(alpha, Vector256.Create(255u)))
        {
            source.StoreUnsafe(ref target);
            return;
        }
        var backdrop = Vector256.LoadUnsafe(ref target);
        var beneath = Vector256.ShiftRightLogical(backdrop, 24);
        var result = Vector256.EqualsAll(beneath, Vector256.Create(255u)) ? OverSolid(source, alpha, backdrop) : Over(source, alpha, backdrop, beneath);
        result.StoreUnsafe(ref target);
    }

    /// <summary>Over opaque pixels there is no division: two of four bytes at a time in 16-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> OverSolid(Vector256<uint> source, Vector256<uint> alpha, Vector256<uint> backdrop)
    {
        var share = (alpha | Vector256.ShiftLeft(alpha, 16)).AsUInt16();
        var even = Vector256.Create(0x00FF00FFu);
        var redBlue = Lerp((source & even).AsUInt16(), share, (backdrop & even).AsUInt16());
        var green = Lerp((Vector256.ShiftRightLogical(source, 8) & even).AsUInt16(), share, (Vector256.ShiftRightLogical(backdrop, 8) & even).AsUInt16());
        return redBlue.AsUInt32() | Vector256.ShiftLeft(green.AsUInt32(), 8) | Vector256.Create(0xFF000000u);
    }

    /// <summary>Samples of 8 bits in 16-bit lanes: so many 255ths of the first, the rest of the second, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> Lerp(Vector256<ushort> source, Vector256<ushort> share, Vector256<ushort> backdrop)
    {
        var sum = source * share + backdrop * (Vector256.Create((ushort)255) - share) + Vector256.Create((ushort)128);
        return Vector256.ShiftRightLogical(sum + Vector256.ShiftRightLogical(sum, 8), 8);
    }

    /// <summary>The general case: colour = (s·αs + b·αb·(1 − αs)) / αo. Pixels that stay empty become transparent black.</summary>
    private static Vector256<uint> Over(Vector256<uint> source, Vector256<uint> sourceAlpha, Vector256<uint> backdrop, Vector256<uint> backdropAlpha)
    {
        var above = Vector256.ConvertToSingle(sourceAlpha.AsInt32());
        var beneath = Vector256.ConvertToSingle(backdropAlpha.AsInt32()) * (Vector256.Create(255f) - above) * Vector256.Create(1 / 255f);
        var alpha = above + beneath;
        var factor = Vector256.Create(1f) / Vector256.Max(alpha, Vector256.Create(1e-6f));
        above *= factor;
        beneath *= factor;
        return Channel(source, backdrop, above, beneath, 0) | Channel(source, backdrop, above, beneath, 8) | Channel(source, backdrop, above, beneath, 16)
            | Vector256.ShiftLeft(Vector256.ConvertToInt32(alpha + Vector256.Create(0.5f)).AsUInt32(), 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Channel(Vector256<uint> source, Vector256<uint> backdrop, Vector256<float> above, Vector256<float> beneath, int shift)
    {
        var mask = Vector256.Create(255u);
        var s = Vector256.ConvertToSingle((Vector256.ShiftRightLogical(source, shift) & mask).AsInt32());
        var b = Vector256.ConvertToSingle((Vector256.ShiftRightLogical(backdrop, shift) & mask).AsInt32());
        var mixed = Vector256.ConvertToInt32(s * above + b * beneath + Vector256.Create(0.5f));
        return Vector256.ShiftLeft(Vector256.Min(mixed, Vector256.Create(255)).AsUInt32(), shift);
    }
}
