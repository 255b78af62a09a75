using System.Globalization;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>What the document says of its making: how many strokes, how long, how much video; of the author only that there is one. Anyone can edit it.</summary>
internal static class ProcreateMetadata
{
    public static IReadOnlyDictionary<string, string> Read(ProcreateArchive archive, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var document = archive.Document;
        Number("strokes", document.Number("strokeCount"), "0");
        Number("editingSeconds", document.Number("SilicaDocumentTrackedTimeKey"), "0.#");
        Number("resolution", document.Number("SilicaDocumentArchiveDPIKey"), "0.##");
        Number("version", document.Number("version"), "0");
        Number("timelapseSegments", archive.VideoSegments, "0");
        if (archive.VideoSegments > 0) Number("timelapseBytes", archive.VideoLength, "0");
        if (document.Flag("SilicaDocumentVideoPurgedKey")) values["timelapsePurged"] = "yes";
        if (!string.IsNullOrWhiteSpace(document.Text("authorName"))) values["author"] = "yes";
        if (CleanText.From(document.Object("colorProfile")?.Text("SiColorProfileArchiveICCNameKey"), limits.MaxMetadataLength) is { Length: > 0 } profile) values["profile"] = profile;
        archive.AddTimesTo(values);
        return values;

        void Number(string key, double? value, string format)
        {
            if (value is >= 0 and < 1e15) values[key] = value.Value.ToString(format, CultureInfo.InvariantCulture);
        }
    }
}
