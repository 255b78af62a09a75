using System.Globalization;
using System.Text;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>What the file says of its making: parasites, and the numbers that GIMP gave to items, which grow with each one that was ever made.</summary>
internal static class XcfMetadata
{
    public static IReadOnlyDictionary<string, string> Read(XcfStructure structure, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var properties = structure.Properties;
        values["version"] = structure.Header.Version.ToString(CultureInfo.InvariantCulture);
        if (properties.Resolution is > 0 and < 1e6) values["resolution"] = properties.Resolution.ToString("0.##", CultureInfo.InvariantCulture);
        if (properties.Parasites.TryGetValue("gimp-comment", out var comment) && CleanText.From(Text(comment), limits.MaxMetadataLength) is { Length: > 0 } text) values["comment"] = text;
        if (properties.Parasites.ContainsKey("icc-profile")) values["profile"] = "yes";
        if (properties.HasPaths) values["paths"] = "yes";
        if (properties.Tattoo > 0) values["itemsEverMade"] = properties.Tattoo.ToString(CultureInfo.InvariantCulture);
        if (properties.Parasites.TryGetValue("gimp-image-metadata", out var metadata)) ReadTags(values, metadata, limits);
        return values;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0');

    /// <summary>GIMP keeps XMP and Exif as <c>&lt;tag name="Xmp.xmp.CreateDate"&gt;…&lt;/tag&gt;</c>.</summary>
    private static void ReadTags(SortedDictionary<string, string> values, byte[] metadata, ReadLimits limits)
    {
        try
        {
            using var reader = BoundedXml.Open(new MemoryStream(Encoding.UTF8.GetBytes(Text(metadata))), limits);
            var events = new EditingEvents();
            while (reader.Read() && reader.Depth <= limits.MaxXmlDepth)
            {
                if (reader.LocalName != "tag" || reader.GetAttribute("name") is not { } name) continue;
                var isEvent = name.StartsWith("Xmp.xmpMM.History", StringComparison.Ordinal);
                if (isEvent && name.EndsWith("stEvt:action", StringComparison.Ordinal)) events.AddAction();
                var isTime = isEvent && name.EndsWith("stEvt:when", StringComparison.Ordinal);
                var key = KeyOf(name);
                if ((key is null && !isTime) || reader.IsEmptyElement || !reader.Read()) continue;
                if (isTime) events.AddTime(reader.Value);
                else if (CleanText.From(reader.Value, limits.MaxMetadataLength) is { Length: > 0 } value) values.TryAdd(key!, value);
            }
            events.AddTo(values);
        }
        catch (System.Xml.XmlException)
        {
            // What came before the damage stays.
        }
    }

    private static string? KeyOf(string name) => name switch
    {
        "Xmp.xmp.CreatorTool" => "creatorTool",
        "Xmp.xmp.CreateDate" => "created",
        "Xmp.xmp.ModifyDate" => "modified",
        "Xmp.xmp.MetadataDate" => "metadataChanged",
        "Xmp.xmpMM.OriginalDocumentID" => "originalDocument",
        "Xmp.xmpMM.DocumentID" => "document",
        "Xmp.xmpMM.InstanceID" => "instance",
        _ => null,
    };
}
