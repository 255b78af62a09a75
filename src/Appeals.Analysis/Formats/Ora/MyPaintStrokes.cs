using System.Buffers.Binary;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>
/// Counts the strokes that MyPaint records for each layer (<c>mypaint_strokemap_v2</c>; lib/strokemap.py and lib/layer/data.py of MyPaint): a letter <c>b</c>,
/// a length and a packed brush; or <c>s</c>, the number of a brush, a length and the shape of one stroke; <c>}</c> at the end.
/// </summary>
internal static class MyPaintStrokes
{
    /// <summary>Maps that do not end as they should count for nothing.</summary>
    public static long Count(BoundedZip zip, OraStack stack, ReadLimits limits)
    {
        long strokes = 0, bytes = 0;
        foreach (var name in stack.Elements.Select(static element => element["mypaint_strokemap_v2"]).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (zip.Find(name) is not { } entry || entry.Length > limits.MaxBlockLength || (bytes += entry.Length) > limits.MaxMetadataBytes) continue;
            try
            {
                using var map = zip.Read(entry, plausible: 0);
                strokes += CountIn(map.Span) ?? 0;
            }
            catch (SourceFileException)
            {
                // a layer less that tells of its strokes
            }
        }
        return strokes;
    }

    private static int? CountIn(ReadOnlySpan<byte> map)
    {
        var strokes = 0;
        while (map.Length > 0 && map[0] != (byte)'}')
        {
            var head = map[0] switch { (byte)'b' => 5, (byte)'s' => 9, _ => 0 };
            if (head == 0 || map.Length < head) return null;
            var length = BinaryPrimitives.ReadUInt32BigEndian(map[(head - 4)..]);
            if (length > (uint)(map.Length - head)) return null;
            if (map[0] == (byte)'s') strokes++;
            map = map[(head + (int)length)..];
        }
        return map.Length > 0 ? strokes : null;
    }
}
