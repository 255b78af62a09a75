using System.Globalization;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>What <c>documentinfo.xml</c> says of the making: times and counts, and of the author only that there is one. Anyone can edit it.</summary>
internal static class KraMetadata
{
    public static IReadOnlyDictionary<string, string> Read(KraArchive archive, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Set("application", archive.Document.Application);
        Set("resolution", archive.Document.Image["x-res"]);
        Set("profile", archive.Document.Image["profile"]);
        archive.ReadXml("documentinfo.xml", ofLayer: false, reader =>
        {
            var key = KeyOf(reader.LocalName);
            var isAuthor = reader.LocalName is "full-name" or "creator-first-name" or "creator-last-name" or "email";
            if ((key is null && !isAuthor) || reader.IsEmptyElement || !reader.Read() || !reader.HasValue) return;
            if (isAuthor && !string.IsNullOrWhiteSpace(reader.Value)) values["author"] = "yes";
            if (key is not null) Set(key, reader.Value);
        });
        var frames = archive.Document.Elements.Count(element => element["keyframes"] is not null);
        if (frames > 0) values["animatedLayers"] = frames.ToString(CultureInfo.InvariantCulture);
        archive.AddTimesTo(values);
        return values;

        void Set(string key, string? value)
        {
            if (CleanText.From(value, limits.MaxMetadataLength) is { Length: > 0 } text) values[key] = text;
        }
    }

    private static string? KeyOf(string name) => name switch
    {
        "editing-time" => "editingSeconds",
        "editing-cycles" => "editingCycles",
        "creation-date" => "created",
        "date" => "modified",
        _ => null,
    };
}
