using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Reading;

/// <summary>
/// The run-length code of PSD rows (Apple TN1023): n &lt; 128 copies n + 1 bytes, n &gt; 128 repeats one byte 257 − n times.
/// Runs are moved in whole vectors, so both buffers need <see cref="Slack"/> bytes behind what they hold.
/// </summary>
internal static class PackBits
{
    /// <summary>A run of 128 bytes is moved as four vectors of 32.</summary>
    public const int Slack = 160;

    /// <summary>Unpacks one row.</summary>
    /// <param name="packed">The packed bytes, then at least <see cref="Slack"/> more.</param>
    /// <param name="length">How many bytes are packed ones.</param>
    /// <param name="row">Room for the row, then at least <see cref="Slack"/> more, which may be overwritten.</param>
    /// <param name="width">Bytes of the row.</param>
    /// <returns>Bytes of the row that were made; fewer than <paramref name="width"/> if the data ends early or a run does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unpack(ReadOnlySpan<byte> packed, int length, Span<byte> row, int width)
    {
        if (length < 0 || width < 0 || packed.Length - Slack < length || row.Length - Slack < width) throw new ArgumentException("The buffers lack slack.", nameof(row));
        unchecked
        {
            ref var source = ref MemoryMarshal.GetReference(packed);
            ref var target = ref MemoryMarshal.GetReference(row);
            int from = 0, to = 0;
            while (from < length && to < width)
            {
                int code = Unsafe.Add(ref source, from++);
                if (code < 128)
                {
                    var count = code + 1;
                    if (count > length - from || count > width - to) break;
                    Copy(ref Unsafe.Add(ref source, from), ref Unsafe.Add(ref target, to), count);
                    from += count;
                    to += count;
                }
                else if (code > 128)
                {
                    var count = 257 - code;
                    if (from == length || count > width - to) break;
                    Fill(Unsafe.Add(ref source, from++), ref Unsafe.Add(ref target, to), count);
                    to += count;
                }
            }
            return to;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref byte source, ref byte target, int count)
    {
        unchecked
        {
            Vector256.LoadUnsafe(ref source).StoreUnsafe(ref target);
            for (var at = 32; at < count; at += 32) Vector256.LoadUnsafe(ref source, (nuint)at).StoreUnsafe(ref target, (nuint)at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(byte value, ref byte target, int count)
    {
        unchecked
        {
            var vector = Vector256.Create(value);
            vector.StoreUnsafe(ref target);
            for (var at = 32; at < count; at += 32) vector.StoreUnsafe(ref target, (nuint)at);
        }
    }
}
