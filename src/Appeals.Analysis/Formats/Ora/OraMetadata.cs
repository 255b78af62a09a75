using System.Globalization;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>The little that OpenRaster says of its making. MyPaint also keeps a record of strokes for each layer.</summary>
internal static class OraMetadata
{
    public static IReadOnlyDictionary<string, string> Read(BoundedZip zip, OraStack stack, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Set(values, "version", stack.Image["version"], limits);
        Set(values, "resolution", stack.Image["xres"], limits);
        var strokes = stack.Elements.Count(element => element["mypaint_strokemap"] is not null || element["mypaint_strokemap_v2"] is not null);
        if (strokes > 0) values["strokeMaps"] = strokes.ToString(CultureInfo.InvariantCulture);
        if (strokes > 0 || stack.Elements.Exists(element => element["background_tile"] is not null)) values["application"] = "MyPaint";
        if (MyPaintStrokes.Count(zip, stack, limits) is > 0 and var recorded) values["recordedStrokes"] = recorded.ToString(CultureInfo.InvariantCulture);
        zip.AddTimesTo(values);
        return values;
    }

    private static void Set(SortedDictionary<string, string> values, string key, string? value, ReadLimits limits)
    {
        if (CleanText.From(value, limits.MaxMetadataLength) is { Length: > 0 } text) values[key] = text;
    }
}
