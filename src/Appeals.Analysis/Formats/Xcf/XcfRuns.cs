using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>
/// The run-length code of XCF (devel-docs/xcf.txt, section 7): n &lt; 127 repeats a byte n + 1 times, n &gt; 128 copies 256 − n bytes,
/// 127 and 128 do the same with a length of two bytes that follows.
/// </summary>
internal static class XcfRuns
{
    /// <summary>Unpacks one plane of a tile.</summary>
    /// <returns>Bytes that were used; -1 if the data ends early or a run does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> plane)
    {
        unchecked
        {
            int from = 0, to = 0;
            while (to < plane.Length)
            {
                if (from == packed.Length) return -1;
                int code = packed[from++], count = code < 128 ? code + 1 : 256 - code;
                if (count == 128)
                {
                    if (packed.Length - from < 2) return -1;
                    count = packed[from] << 8 | packed[from + 1];
                    from += 2;
                }
                var taken = code < 128 ? 1 : count;
                if (count > plane.Length - to || taken > packed.Length - from) return -1;
                if (code < 128) plane.Slice(to, count).Fill(packed[from]);
                else packed.Slice(from, count).CopyTo(plane[to..]);
                from += taken;
                to += count;
            }
            return from;
        }
    }
}
