using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Krita documents keep what plug-ins note as entries <c>NAME/annotations/KEY</c>.</summary>
internal static class ZipWalk
{
    private const string Folder = "/annotations/";
    private const int MaxAnnotation = 4 * 1024 * 1024;

    public static void Read(Stream stream, PartList parts)
    {
        var zip = BoundedZip.Open(stream, parts.Limits, parts.Cancellation);
        foreach (var entry in zip.Entries)
        {
            var at = entry.Name.IndexOf(Folder, StringComparison.Ordinal);
            if (at < 0 || entry.Length > MaxAnnotation || !parts.TrySpend(entry.Length)) continue;
            parts.Add(PartKind.KritaAnnotation, "Krita annotation", zip.Peek(entry, (int)entry.Length), entry.Name[(at + Folder.Length)..]);
        }
    }
}
