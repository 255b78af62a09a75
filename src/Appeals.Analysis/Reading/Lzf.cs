using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Reading;

/// <summary>
/// The code of Krita's tiles (LibLZF): a byte below 32 copies that many and one more bytes; any other repeats what was made before,
/// its upper three bits and two being the length (seven: a byte more follows), its lower five and the next byte how far back, less one.
/// </summary>
internal static class Lzf
{
    /// <summary>Unpacks into a buffer of known length.</summary>
    /// <returns>Bytes that were made; fewer than there is room for if the data ends early, reaches back too far or does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        unchecked
        {
            int from = 0, to = 0;
            while (from < packed.Length)
            {
                int code = packed[from++], count = code + 1;
                if (code < 32)
                {
                    if (count > packed.Length - from || count > target.Length - to) break;
                    packed.Slice(from, count).CopyTo(target[to..]);
                    from += count;
                    to += count;
                    continue;
                }
                count = (code >> 5) + 2;
                if (code >= 224 && from < packed.Length) count += packed[from++];
                if (from == packed.Length) break;
                var back = ((code & 31) << 8) + packed[from++] + 1;
                if (back > to || count > target.Length - to) break;
                Repeat(target, to, back, count);
                to += count;
            }
            return to;
        }
    }

    /// <summary>What is repeated may reach into itself.</summary>
    private static void Repeat(Span<byte> target, int to, int back, int count)
    {
        unchecked
        {
            if (back >= count) target.Slice(to - back, count).CopyTo(target[to..]);
            else if (back == 1) target.Slice(to, count).Fill(target[to - 1]);
            else for (var i = 0; i < count; i++) target[to + i] = target[to + i - back];
        }
    }
}
