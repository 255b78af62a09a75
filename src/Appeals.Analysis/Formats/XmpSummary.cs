using System.Xml;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats;

/// <summary>The few XMP properties that say how a file came about. Each may stand as an attribute or as an element.</summary>
internal static class XmpSummary
{
    public static void AddTo(IDictionary<string, string> values, byte[] packet, ReadLimits limits)
    {
        try
        {
            using var reader = BoundedXml.Open(new MemoryStream(packet), limits);
            Read(values, reader, limits);
        }
        catch (XmlException)
        {
            // What came before the damage stays.
        }
    }

    private static void Read(IDictionary<string, string> values, XmlReader reader, ReadLimits limits)
    {
        string? open = null;
        var events = new EditingEvents();
        var isTime = false;
        while (reader.Read() && reader.Depth <= limits.MaxXmlDepth)
        {
            if (reader.NodeType == XmlNodeType.Text && open is not null) Set(values, open, reader.Value, limits);
            if (reader.NodeType == XmlNodeType.Text && isTime) events.AddTime(reader.Value);
            if (reader.NodeType != XmlNodeType.Element) continue;
            open = KeyOf(reader.LocalName);
            isTime = reader.LocalName == "when";
            var isEvent = reader.LocalName == "action";
            while (reader.MoveToNextAttribute())
            {
                isEvent |= reader.LocalName == "action";
                if (reader.LocalName == "when") events.AddTime(reader.Value);
                if (KeyOf(reader.LocalName) is { } key) Set(values, key, reader.Value, limits);
            }
            if (isEvent) events.AddAction();
        }
        events.AddTo(values);
    }

    private static string? KeyOf(string name) => name switch
    {
        "CreatorTool" => "application",
        "CreateDate" => "created",
        "ModifyDate" => "modified",
        "MetadataDate" => "metadataChanged",
        "OriginalDocumentID" => "originalDocument",
        "DocumentID" => "document",
        "InstanceID" => "instance",
        _ => null,
    };

    /// <summary>The first one is the file's own; later ones belong to its ingredients.</summary>
    private static void Set(IDictionary<string, string> values, string key, string value, ReadLimits limits)
    {
        if (!values.ContainsKey(key) && CleanText.From(value, limits.MaxMetadataLength) is { Length: > 0 } text) values[key] = text;
    }
}
