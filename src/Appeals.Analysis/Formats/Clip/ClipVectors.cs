using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>
/// Counts the strokes in the data of a vector layer, which the column <c>VectorObjectList.VectorData</c> names. Each begins with the length of its head,
/// two numbers of which the second is the length of a point, one more, and the number of points; the points follow the head. Nobody has published
/// this layout, so it is believed only if the strokes end exactly where the data does.
/// </summary>
internal static class ClipVectors
{
    private const int LeastHead = 20, MaxHead = 4096;

    /// <returns>0 if the data is not what it should be.</returns>
    public static long Count(ClipChunks chunks, string name, ReadLimits limits, CancellationToken cancellation)
    {
        if (chunks.Find(name) is not { } place || place.Length > limits.MaxMetadataBytes) return 0;
        var (reader, end) = (chunks.Reader, place.Offset + place.Length);
        var strokes = 0L;
        for (var at = place.Offset; at < end; strokes++)
        {
            if (strokes % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            if (end - at < LeastHead) return 0;
            reader.Position = at;
            long head = reader.U32();
            reader.Skip(4);
            long point = reader.U32();
            reader.Skip(4);
            long points = reader.U32();
            if (head is < LeastHead or > MaxHead || point is 0 or > MaxHead || points == 0) return 0;
            at += head + (point * points);
            if (at > end) return 0;
        }
        return strokes;
    }
}
