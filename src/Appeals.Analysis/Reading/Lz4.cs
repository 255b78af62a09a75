using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Reading;

/// <summary>
/// LZ4 (lz4_Block_format.md) in the frames of Apple's compression library: <c>bv41</c>, length, packed length and a block; <c>bv4-</c>, length and plain bytes; <c>bv4$</c> at the end.
/// Blocks reach back into those before them.
/// </summary>
internal static class Lz4
{
    /// <summary>Unpacks all frames into a buffer of known length.</summary>
    /// <returns>Bytes that were made; fewer than there is room for if the data ends early, reaches back too far or does not fit.</returns>
    public static int UnpackFrames(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        var to = 0;
        while (packed.Length >= 8 && !packed.StartsWith("bv4$"u8))
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]);
            var room = (int)Math.Min(length, target.Length - to);
            if (packed.StartsWith("bv4-"u8))
            {
                room = Math.Min(room, packed.Length - 8);
                packed.Slice(8, room).CopyTo(target[to..]);
                to += room;
                if (room < length) return to;
                packed = packed[(8 + room)..];
                continue;
            }
            if (!packed.StartsWith("bv41"u8) || packed.Length < 12) return to;
            var block = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(packed[8..]), packed.Length - 12);
            var end = Unpack(packed.Slice(12, block), target[..(to + room)], to);
            if (end - to < length) return end;
            to = end;
            packed = packed[(12 + block)..];
        }
        return to;
    }

    /// <summary>Unpacks one block behind what was made before.</summary>
    /// <param name="to">Where to go on; what lies before may be repeated.</param>
    /// <returns>Where it ended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> target, int to)
    {
        unchecked
        {
            var from = 0;
            while (from < packed.Length)
            {
                var token = packed[from++];
                if (!TryLength(packed, ref from, token >> 4, target.Length, out var literals)) break;
                if (literals > packed.Length - from || literals > target.Length - to) break;
                packed.Slice(from, literals).CopyTo(target[to..]);
                from += literals;
                to += literals;
                if (packed.Length - from < 2) break;
                var back = BinaryPrimitives.ReadUInt16LittleEndian(packed[from..]);
                from += 2;
                if (!TryLength(packed, ref from, token & 15, target.Length, out var count)) break;
                count += 4;
                if (back == 0 || back > to || count > target.Length - to) break;
                Repeat(target, to, back, count);
                to += count;
            }
            return to;
        }
    }

    /// <summary>Fifteen is followed by bytes that are added, until one is not 255.</summary>
    private static bool TryLength(ReadOnlySpan<byte> packed, ref int from, int start, int most, out int length)
    {
        length = start;
        if (start < 15) return true;
        while (from < packed.Length && length <= most)
        {
            var more = packed[from++];
            length += more;
            if (more < 255) return true;
        }
        return false;
    }

    /// <summary>What is repeated may reach into itself.</summary>
    internal static void Repeat(Span<byte> target, int to, int back, int count)
    {
        unchecked
        {
            if (back >= count) target.Slice(to - back, count).CopyTo(target[to..]);
            else if (back == 1) target.Slice(to, count).Fill(target[to - 1]);
            else for (var i = 0; i < count; i++) target[to + i] = target[to + i - back];
        }
    }
}
