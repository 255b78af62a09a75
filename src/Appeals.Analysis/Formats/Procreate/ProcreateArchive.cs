using System.Globalization;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>The zip archive: <c>Document.archive</c> with the tree of layers, and for each layer a folder, named by its UUID, of tiles <c>column~row</c>.</summary>
internal sealed class ProcreateArchive
{
    public const string Section = "Procreate Document.archive";
    private const string Name = "Document.archive", Segments = "video/segments/";

    private readonly BoundedZip _zip;
    private readonly Dictionary<string, Dictionary<(int Column, int Row), ZipEntry>> _tiles = new(StringComparer.Ordinal);

    private ProcreateArchive(BoundedZip zip, KeyedObject document)
    {
        (_zip, Document) = (zip, document);
        foreach (var entry in zip.Entries) Sort(entry);
    }

    public KeyedObject Document { get; }
    public bool HasDuplicates => _zip.HasDuplicates;
    public bool IsWithinLimits => _zip.IsWithinLimits;
    /// <summary>Parts of the time-lapse video.</summary>
    public int VideoSegments { get; private set; }
    public long VideoLength { get; private set; }

    public void AddTimesTo(IDictionary<string, string> values) => _zip.AddTimesTo(values);

    public static bool IsIn(BoundedZip zip) => zip.Find(Name) is { } entry && zip.Peek(entry, 6).AsSpan().SequenceEqual("bplist"u8);

    public static ProcreateArchive Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var zip = BoundedZip.Open(stream, limits with { MaxZipEntries = limits.MaxTileEntries }, cancellationToken);
        var entry = zip.Find(Name) ?? throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveEntryMissing, section: Section);
        using var bytes = zip.Read(entry, plausible: 0);
        return new(zip, KeyedArchive.Open(bytes.Span.ToArray(), limits));
    }

    /// <summary>The tiles of a layer, by column and row as they are stored.</summary>
    public IReadOnlyDictionary<(int Column, int Row), ZipEntry> TilesOf(string uuid) =>
        _tiles.TryGetValue(uuid, out var tiles) ? tiles : new Dictionary<(int, int), ZipEntry>();

    /// <param name="plausible">A length that needs no excuse.</param>
    /// <exception cref="SourceFileException">It is damaged or too large.</exception>
    public PooledBytes Read(ZipEntry entry, long plausible) => _zip.Read(entry, plausible);

    private void Sort(ZipEntry entry)
    {
        if (entry.Name.StartsWith(Segments, StringComparison.Ordinal) && entry.Name.EndsWith(".mp4", StringComparison.Ordinal))
        {
            VideoSegments++;
            VideoLength += entry.Length;
            return;
        }
        int slash = entry.Name.IndexOf('/', StringComparison.Ordinal), middle = entry.Name.IndexOf('~', StringComparison.Ordinal), dot = entry.Name.LastIndexOf('.');
        if (slash <= 0 || middle <= slash || dot <= middle || entry.Name[dot..] is not (".chunk" or ".lz4")) return;
        if (!TryNumber(entry.Name.AsSpan(slash + 1, middle - slash - 1), out var column) || !TryNumber(entry.Name.AsSpan(middle + 1, dot - middle - 1), out var row)) return;
        var uuid = entry.Name[..slash];
        if (!_tiles.TryGetValue(uuid, out var tiles)) _tiles.Add(uuid, tiles = []);
        tiles.TryAdd((column, row), entry);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
