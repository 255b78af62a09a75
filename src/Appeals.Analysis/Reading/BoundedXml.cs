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
}
