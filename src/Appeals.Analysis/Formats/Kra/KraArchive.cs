using System.Xml;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>The zip archive: the two XML files, and the folder <c>layers</c>, which stands below the picture's own name.</summary>
internal sealed class KraArchive
{
    private readonly BoundedZip _zip;
    private readonly ReadLimits _limits;
    private readonly string _folder;

    private KraArchive(BoundedZip zip, KraDocument document, ReadLimits limits)
    {
        (_zip, Document, _limits) = (zip, document, limits);
        _folder = FolderOf(zip, document);
    }

    public KraDocument Document { get; }
    public bool HasDuplicates => _zip.HasDuplicates;

    public static bool IsIn(BoundedZip zip) =>
        zip.Find("maindoc.xml") is not null && zip.Find("mimetype") is { } type && zip.Peek(type, 19).AsSpan().SequenceEqual("application/x-krita"u8);

    public static KraArchive Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var zip = BoundedZip.Open(stream, limits, cancellationToken);
        var entry = zip.Find("maindoc.xml") ?? throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveEntryMissing, section: KraDocument.Section);
        if (entry.Length > limits.MaxXmlLength) throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveBomb, entry.Offset, KraDocument.Section);
        using var xml = zip.Read(entry, plausible: 0);
        return new(zip, KraDocument.Read(new MemoryStream(xml.Array, 0, xml.Length, writable: false), limits), limits);
    }

    /// <summary>Usually the name of the image; characters that writers replaced make it differ.</summary>
    private static string FolderOf(BoundedZip zip, KraDocument document)
    {
        var named = (document.Image["name"] ?? "") + "/layers/";
        if (zip.Entries.Any(entry => entry.Name.StartsWith(named, StringComparison.Ordinal))) return named;
        var other = zip.Entries.Select(entry => entry.Name).FirstOrDefault(name => name.Contains("/layers/", StringComparison.Ordinal));
        return other is null ? named : other[..(other.IndexOf("/layers/", StringComparison.Ordinal) + "/layers/".Length)];
    }

    public void AddTimesTo(IDictionary<string, string> values) => _zip.AddTimesTo(values);

    public bool Contains(string name) => _zip.Find(_folder + name) is not null;

    /// <summary>The first bytes of a small file of a layer; empty if it is not there or damaged.</summary>
    public byte[] Peek(string name, int length)
    {
        try
        {
            return _zip.Find(_folder + name) is { } entry ? _zip.Peek(entry, length) : [];
        }
        catch (SourceFileException)
        {
            return [];
        }
    }

    /// <summary>A file of a layer.</summary>
    /// <param name="plausible">A length that needs no excuse.</param>
    /// <exception cref="SourceFileException">It is missing, damaged or too large.</exception>
    public PooledBytes Read(string name, long plausible)
    {
        var entry = _zip.Find(_folder + name) ?? throw new SourceFileException(ProblemCode.Malformed, Words.LayerPicture, section: KraTiles.Section);
        return _zip.Read(entry, Math.Max(plausible, entry.Packed * 8));
    }

    /// <summary>The profile of the whole picture, if it is there.</summary>
    /// <exception cref="SourceFileException">It is damaged or too large.</exception>
    public byte[]? ReadProfile()
    {
        var name = _folder[..^"layers/".Length] + "annotations/icc";
        if (_zip.Find(name) is not { } entry || entry.Length > _limits.MaxBlockLength) return null;
        using var bytes = _zip.Read(entry, plausible: 0);
        return bytes.Span.ToArray();
    }

    /// <summary>Reads a small XML file, of the archive or of a layer, and hands out its elements; damage ends it quietly.</summary>
    public void ReadXml(string name, bool ofLayer, Action<XmlReader> read)
    {
        if (_zip.Find(ofLayer ? _folder + name : name) is not { } entry || entry.Length > _limits.MaxBlockLength) return;
        try
        {
            using var bytes = _zip.Read(entry, plausible: 0);
            using var reader = BoundedXml.Open(new MemoryStream(bytes.Array, 0, bytes.Length, writable: false), _limits);
            while (reader.Read() && reader.Depth <= _limits.MaxXmlDepth)
                if (reader.NodeType == XmlNodeType.Element) read(reader);
        }
        catch (Exception exception) when (exception is XmlException or SourceFileException)
        {
            // What came before the damage stays.
        }
    }
}
