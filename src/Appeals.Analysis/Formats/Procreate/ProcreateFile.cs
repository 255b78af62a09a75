using System.Buffers.Binary;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>Procreate documents: a zip archive with a keyed archive of layers and their tiles. The flattened layer <c>composite</c> and the thumbnail are not looked at.</summary>
internal sealed class ProcreateFile : LayeredFile
{
    private readonly ProcreateArchive _archive;
    private readonly ProcreateCanvas _canvas;
    private readonly IReadOnlyDictionary<string, ProcreateLayer> _sources;

    private ProcreateFile(ProcreateArchive archive, ProcreateCanvas canvas, ProcreateLayers layers, ReadLimits limits)
    {
        (_archive, _canvas, _sources) = (archive, canvas, layers.Sources);
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Metadata = ProcreateMetadata.Read(archive, limits);
        Application = "Procreate";
        Paper = PaperOf(archive.Document);
        if (archive.HasDuplicates) Add(new(ProblemCode.Malformed, Words.ArchiveDuplicate, Section: "ZIP central directory"));
        foreach (var problem in layers.Problems) Add(problem);
    }

    public override FileFormat Format => FileFormat.Procreate;

    public static new ProcreateFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var archive = ProcreateArchive.Open(stream, limits, cancellationToken);
        var canvas = ProcreateCanvas.Of(archive.Document, limits);
        var layers = new ProcreateLayers(archive, canvas, limits).Build(cancellationToken);
        return new(archive, canvas, layers, limits) { Width = canvas.Area.Width, Height = canvas.Area.Height, Depth = 8, ColorMode = "rgb" };
    }

    /// <summary>Four little-endian floats, red first; the document may hide it.</summary>
    private static (byte R, byte G, byte B)? PaperOf(KeyedObject document)
    {
        var color = document.Bytes("backgroundColor").Span;
        if (document.Flag("backgroundHidden") || color.Length < 12) return null;
        return (Sample(color), Sample(color[4..]), Sample(color[8..]));
        static byte Sample(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadSingleLittleEndian(value) is var share && float.IsFinite(share) ? (byte)Math.Round(Math.Clamp(share, 0, 1) * 255) : (byte)255;
    }

    /// <summary>As bytes, or as an object that holds them.</summary>
    protected override byte[]? ReadProfile()
    {
        const string key = "SiColorProfileArchiveICCDataKey";
        if (_archive.Document.Object("colorProfile") is not { } profile) return null;
        var bytes = profile.Bytes(key);
        if (bytes.IsEmpty) bytes = profile.Object(key)?.Bytes("NS.data") ?? default;
        return bytes.ToArray();
    }

    /// <summary>An archive that unpacks to more than is allowed loses the same tiles each time only if they come in order.</summary>
    public override RowGrid? GridOf(Layer layer) => _archive.IsWithinLimits ? new(_canvas.Top, _canvas.Side) : null;

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken) =>
        area.IsEmpty || !layer.Area.Contains(area) || !_sources.TryGetValue(layer.Id, out var source)
            ? null
            : new ProcreateRows(_archive, source.Uuid, _canvas, isMask: false, area, () => Note(layer, Words.DamagedLayer), cancellationToken);

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) =>
        area.IsEmpty || layer.Mask is not { Disabled: false } || !_sources.TryGetValue(layer.Id, out var source) || source.Mask is null
            ? null
            : new ProcreateRows(_archive, source.Mask, _canvas, isMask: true, area, () => Note(layer, Words.DamagedMask), cancellationToken);

    private void Note(Layer layer, Wording wording) => Add(new(ProblemCode.Malformed, wording, Layer: layer.Id, Section: "Procreate tile"));
}
