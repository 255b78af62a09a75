using System.Globalization;
using System.Text;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>A row of the table <c>Layer</c>. Versions of the application differ in the columns they have.</summary>
internal sealed class ClipRow(object?[] values)
{
    public static string[] Columns { get; } =
    [
        "MainId", "LayerName", "LayerType", "LayerFolder", "LayerVisibility", "LayerOpacity", "LayerClip", "LayerComposite", "LayerLock", "LayerFirstChildIndex", "LayerNextIndex",
        "LayerRenderMipmap", "LayerLayerMaskMipmap", "LayerOffsetX", "LayerOffsetY", "LayerRenderOffscrOffsetX", "LayerRenderOffscrOffsetY",
        "LayerMaskOffsetX", "LayerMaskOffsetY", "LayerMaskOffscrOffsetX", "LayerMaskOffscrOffsetY",
        "DrawColorEnable", "DrawColorMainRed", "DrawColorMainGreen", "DrawColorMainBlue", "DrawColorSubRed", "DrawColorSubGreen", "DrawColorSubBlue",
        "MonochromeFillInfo", "FilterLayerInfo", "TextLayerType", "TextLayerAttributesVersion", "LayerEffectInfo",
    ];

    public long this[string column] => Value(column) switch { long whole => whole, double real and > -1e15 and < 1e15 => (long)real, _ => 0 };
    public bool Has(string column) => Value(column) is not null;
    public string? Text(string column) => Value(column) as string;

    public byte[]? Bytes(string column) => Value(column) as byte[];

    private object? Value(string column) => values[Array.IndexOf(Columns, column)];
}

/// <summary>What of the database is needed, taken out of it, so that it can be closed.</summary>
internal sealed class ClipTables
{
    private readonly Dictionary<long, long> _mipmaps;
    private readonly Dictionary<long, long> _infos;
    private readonly Dictionary<long, (byte[] Attribute, string? Data)> _offscreens = [];

    private ClipTables(ClipDatabase database, ClipChunks chunks, ReadLimits limits, CancellationToken cancellation)
    {
        var rows = limits.MaxMetadataParts;
        Canvas = database.Read("Canvas", rows, "CanvasWidth", "CanvasHeight", "CanvasUnit", "CanvasResolution", "CanvasRootFolder") is [var canvas, ..] ? canvas : throw Damaged();
        foreach (var layer in database.Read("Layer", limits.MaxLayers, ClipRow.Columns).Select(values => new ClipRow(values))) Layers.TryAdd(layer["MainId"], layer);
        _mipmaps = Links(database.Read("Mipmap", rows, "MainId", "BaseMipmapInfo"));
        _infos = Links(database.Read("MipmapInfo", rows, "MainId", "Offscreen"));
        foreach (var row in database.Read("Offscreen", rows, "MainId", "Attribute", "BlockData"))
            if (row[0] is long id && row[1] is byte[] attribute) _offscreens.TryAdd(id, (attribute, NameOf(row[2])));
        var vectors = database.Read("VectorObjectList", rows, "LayerId", "VectorData");
        VectorLayers = [.. vectors.Select(row => row[0]).OfType<long>()];
        ReadMetadata(database, rows);
        var names = vectors.Select(row => NameOf(row[1])).OfType<string>().Distinct(StringComparer.Ordinal);
        if (names.Sum(name => ClipVectors.Count(chunks, name, limits, cancellation)) is > 0 and var strokes) Metadata["vectorStrokes"] = strokes.ToString(CultureInfo.InvariantCulture);
    }

    public object?[] Canvas { get; }
    public long RootFolder => Canvas[4] as long? ?? 0;
    public Dictionary<long, ClipRow> Layers { get; } = [];
    /// <summary>One for each list of strokes.</summary>
    public IReadOnlyList<long> VectorLayers { get; }
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public static ClipTables Read(ClipChunks chunks, ReadLimits limits, CancellationToken cancellationToken)
    {
        using var database = ClipDatabase.Open(chunks.Reader, chunks.Database, limits, cancellationToken);
        return new(database, chunks, limits, cancellationToken);
    }

    /// <summary>Data outside the database goes by a name.</summary>
    private static string? NameOf(object? value) => value switch { byte[] name => Encoding.ASCII.GetString(name), string name => name, _ => null };

    /// <summary>From a layer's column to its picture in full size.</summary>
    public (byte[] Attribute, string? Data)? Offscreen(long mipmap) =>
        mipmap != 0 && _mipmaps.TryGetValue(mipmap, out var info) && _infos.TryGetValue(info, out var offscreen) && _offscreens.TryGetValue(offscreen, out var found) ? found : null;

    private static Dictionary<long, long> Links(IEnumerable<object?[]> rows)
    {
        var links = new Dictionary<long, long>();
        foreach (var row in rows)
            if (row is [long from, long to]) links.TryAdd(from, to);
        return links;
    }

    /// <summary>Numbers of objects grow with each that was ever made, and are not given back: how far they are beyond what there is tells of work. Anyone can edit them.</summary>
    private void ReadMetadata(ClipDatabase database, int rows)
    {
        if (Canvas[3] is double resolution and > 0 and < 1e6) Metadata["resolution"] = resolution.ToString("0.##", CultureInfo.InvariantCulture);
        var made = database.Read("sqlite_sequence", rows, "name", "seq").FirstOrDefault(row => row[0] is "Layer")?[1] as long? ?? 0;
        Number("layersEverMade", Math.Max(made, Layers.Count > 0 ? Layers.Keys.Max() : 0));
        Number("vectorObjects", VectorLayers.Count);
        Number("brushStyles", database.Count("BrushStyle"));
        Number("removedData", database.Count("RemovedExternal"));
        if (database.Count("CanvasPreview") > 0) Metadata["preview"] = "yes";
        void Number(string key, long value)
        {
            if (value > 0) Metadata[key] = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    public static SourceFileException Damaged() => new(ProblemCode.Malformed, Words.BadStack, section: ClipDatabase.Section);
}
