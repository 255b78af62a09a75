using System.Xml;
using Appeals.Analysis.Reading;
using XmpCore;
using XmpCore.Options;

namespace Appeals.Analysis.Markers;

/// <summary>The properties of an XMP packet, whatever way of writing them (element, attribute, structure) was chosen.</summary>
/// <param name="Name">Local name of the last step of its path.</param>
internal sealed record XmpProperty(string Namespace, string Name, string Path, string Value);

internal static class XmpProperties
{
    /// <returns>Nothing if the packet is damaged, has a document type, or exceeds a limit.</returns>
    public static IReadOnlyList<XmpProperty> Read(byte[] packet, ReadLimits limits)
    {
        if (!IsHarmless(packet, limits)) return [];
        try
        {
            var meta = XmpMetaFactory.ParseFromBuffer(packet, new ParseOptions { AcceptLatin1 = true });
            return [.. meta.Properties.Where(p => p.Path is not null && p.Value is not null).Take(limits.MaxMetadataParts).Select(Of)];
        }
        catch (Exception damage) when (damage is XmpException or XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static XmpProperty Of(IXmpPropertyInfo property)
    {
        var last = property.Path[(property.Path.LastIndexOf('/') + 1)..];
        var bracket = last.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0) last = last[..bracket];
        return new XmpProperty(property.Namespace ?? "", last[(last.IndexOf(':', StringComparison.Ordinal) + 1)..], property.Path, property.Value);
    }

    /// <summary>Depth, breadth and length first, by a reader that resolves nothing.</summary>
    private static bool IsHarmless(byte[] packet, ReadLimits limits)
    {
        if (packet.Length > limits.MaxXmlLength) return false;
        try
        {
            using var reader = BoundedXml.Open(new MemoryStream(packet.AsSpan().TrimEnd((byte)0).ToArray()), limits);
            var properties = new int[limits.MaxXmlDepth + 2];
            while (reader.Read())
            {
                if (reader.Depth > limits.MaxXmlDepth || reader.NodeType == XmlNodeType.DocumentType) return false;
                if (reader.NodeType != XmlNodeType.Element) continue;
                properties[reader.Depth + 1] = reader.AttributeCount;
                if (reader.LocalName != "li") properties[reader.Depth]++;
                if (properties[reader.Depth] > limits.MaxXmpProperties || reader.AttributeCount > limits.MaxXmpProperties) return false;
            }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
