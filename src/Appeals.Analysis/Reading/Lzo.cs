using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Reading;

/// <summary>LZO1X (the stream as described in Linux, Documentation/staging/lzo.rst): instructions whose meaning depends on how many plain bytes came before.</summary>
internal static class Lzo
{
    /// <summary>Unpacks into a buffer of known length.</summary>
    /// <returns>Bytes that were made; fewer than there is room for if the data ends early, reaches back too far or does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        unchecked
        {
            int from = 0, to = 0, state = 0;
            if (packed.Length > 0 && packed[0] > 17)
            {
                state = Math.Min(packed[0] - 17, 4);
                if (!TryCopy(packed, ref from, packed[from++] - 17, target, ref to)) return to;
            }
            while (from < packed.Length)
            {
                int code = packed[from++], count, back;
                if (code < 16 && state == 0)
                {
                    if (!TryLength(packed, ref from, code, 15, target.Length, out count) || !TryCopy(packed, ref from, count + 3, target, ref to)) break;
                    state = 4;
                    continue;
                }
                if (code >= 64 || code < 16)
                {
                    if (from == packed.Length) break;
                    var high = packed[from++];
                    (count, back) = code switch
                    {
                        >= 128 => (5 + (code >> 5 & 3), (high << 3) + (code >> 2 & 7) + 1),
                        >= 64 => (3 + (code >> 5 & 1), (high << 3) + (code >> 2 & 7) + 1),
                        _ => state == 4 ? (3, (high << 2) + (code >> 2) + 2049) : (2, (high << 2) + (code >> 2) + 1),
                    };
                    state = code & 3;
                }
                else
                {
                    var mask = code >= 32 ? 31 : 7;
                    if (!TryLength(packed, ref from, code & mask, mask, target.Length, out count) || packed.Length - from < 2) break;
                    var word = packed[from] | packed[from + 1] << 8;
                    from += 2;
                    count += 2;
                    back = (word >> 2) + (code >= 32 ? 1 : 16384 + ((code & 8) << 11));
                    state = word & 3;
                    if (code < 32 && back == 16384) break;
                }
                if (back > to || count > target.Length - to) break;
                Lz4.Repeat(target, to, back, count);
                to += count;
                if (state > 0 && !TryCopy(packed, ref from, state, target, ref to)) break;
            }
            return to;
        }
    }

    private static bool TryCopy(ReadOnlySpan<byte> packed, ref int from, int count, Span<byte> target, ref int to)
    {
        if (count > packed.Length - from || count > target.Length - to) return false;
        packed.Slice(from, count).CopyTo(target[to..]);
        from += count;
        to += count;
        return true;
    }

    /// <summary>Zero stands for a longer one: zeros that count 255 each, then a byte.</summary>
    private static bool TryLength(ReadOnlySpan<byte> packed, ref int from, int start, int zero, int most, out int length)
    {
        length = start;
        if (start > 0) return true;
        length = zero;
        while (from < packed.Length && length <= most)
        {
            var more = packed[from++];
            length += more == 0 ? 255 : more;
            if (more > 0) return true;
        }
        return false;
    }
}
