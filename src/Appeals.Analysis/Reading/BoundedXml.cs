using System.Xml;

namespace Appeals.Analysis.Reading;

/// <summary>XML from a hostile file: no DTD, no resolver, no entities, bounded in length and depth.</summary>
internal static class BoundedXml
{
    public static XmlReader Open(Stream stream, ReadLimits limits) => XmlReader.Create(stream, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = limits.MaxXmlLength,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    });

    /// <summary>An element's attributes by their local names; values that are too long are left out.</summary>
    public static Dictionary<string, string> AttributesOf(XmlReader reader, ReadLimits limits)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute())
            if (reader.Value.Length <= limits.MaxMetadataLength) attributes.TryAdd(reader.LocalName, reader.Value);
        reader.MoveToElement();
        return attributes;
    }
}
