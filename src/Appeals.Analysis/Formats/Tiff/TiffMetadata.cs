using System.Globalization;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Tiff;

/// <summary>What a TIFF file says of itself in its first page: XMP, then its plain tags.</summary>
internal static class TiffMetadata
{
    private const int XResolution = 282, Software = 305, DateTime = 306, Xmp = 700;

    public static SortedDictionary<string, string> Read(TiffStructure structure, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var page = structure.Pages[0].Directory;
        if (page.Bytes(Xmp) is { } packet && packet.Length <= limits.MaxBlockLength)
        {
            structure.Reader.Position = packet.Offset;
            XmpSummary.AddTo(values, structure.Reader.Bytes(packet.Length), limits);
        }
        if (page.Text(Software, limits.MaxMetadataLength) is { Length: > 0 } software) values.TryAdd("application", software);
        // "2011:02:03 04:05:06", in nobody knows which zone
        if (page.Text(DateTime, 19) is { Length: 19 } changed) values.TryAdd("modified", string.Concat(changed.AsSpan(0, 10).ToString().Replace(':', '-'), "T", changed.AsSpan(11)));
        if (page.Fraction(XResolution) is > 0 and var resolution) values["resolution"] = resolution.ToString("0.##", CultureInfo.InvariantCulture);
        return values;
    }
}
