using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Four planes into RGBA, 32 pixels at a time: bytes are widened to where they belong and joined.</summary>
internal static class Interleave
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rgba(ReadOnlySpan<byte> r, ReadOnlySpan<byte> g, ReadOnlySpan<byte> b, ReadOnlySpan<byte> a, Span<byte> rgba)
    {
        var width = r.Length;
        if (g.Length != width || b.Length != width || a.Length != width || rgba.Length != width * 4) throw new ArgumentException("Planes differ in size.", nameof(rgba));
        ref byte red = ref MemoryMarshal.GetReference(r), green = ref MemoryMarshal.GetReference(g), blue = ref MemoryMarshal.GetReference(b), alpha = ref MemoryMarshal.GetReference(a);
        ref var target = ref MemoryMarshal.GetReference(rgba);
        unchecked
        {
            var x = 0;
            for (; x <= width - 32; x += 32)
            {
                var (rgLow, rgHigh) = Join(Vector256.LoadUnsafe(ref red, (nuint)x), Vector256.LoadUnsafe(ref green, (nuint)x));
                var (baLow, baHigh) = Join(Vector256.LoadUnsafe(ref blue, (nuint)x), Vector256.LoadUnsafe(ref alpha, (nuint)x));
                Store(rgLow, baLow, ref Unsafe.Add(ref target, x * 4));
                Store(rgHigh, baHigh, ref Unsafe.Add(ref target, x * 4 + 64));
            }
            for (; x < width; x++)
            {
                Unsafe.Add(ref target, x * 4) = Unsafe.Add(ref red, x);
                Unsafe.Add(ref target, x * 4 + 1) = Unsafe.Add(ref green, x);
                Unsafe.Add(ref target, x * 4 + 2) = Unsafe.Add(ref blue, x);
                Unsafe.Add(ref target, x * 4 + 3) = Unsafe.Add(ref alpha, x);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ushort> Low, Vector256<ushort> High) Join(Vector256<byte> first, Vector256<byte> second)
    {
        var (firstLow, firstHigh) = Vector256.Widen(first);
        var (secondLow, secondHigh) = Vector256.Widen(second);
        return (firstLow | Vector256.ShiftLeft(secondLow, 8), firstHigh | Vector256.ShiftLeft(secondHigh, 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ushort> rg, Vector256<ushort> ba, ref byte target)
    {
        var (rgLow, rgHigh) = Vector256.Widen(rg);
        var (baLow, baHigh) = Vector256.Widen(ba);
        (rgLow | Vector256.ShiftLeft(baLow, 16)).AsByte().StoreUnsafe(ref target);
        (rgHigh | Vector256.ShiftLeft(baHigh, 16)).AsByte().StoreUnsafe(ref target, 32);
    }
}
