using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>Krita documents, KRA and KRZ: a zip archive with <c>maindoc.xml</c> and tiles for each layer. The merged image in it is not looked at.</summary>
internal sealed class KraFile : LayeredFile
{
    private readonly KraArchive _archive;
    private readonly KraPixelFormat? _format;
    private readonly IReadOnlyDictionary<string, KraLayer> _sources;
    private readonly KraOpenTiles _open;

    private KraFile(KraArchive archive, KraLayers layers, KraPixelFormat? format, ReadLimits limits)
    {
        (_archive, _format, _sources, _open) = (archive, format, layers.Sources, new(archive, limits));
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Metadata = KraMetadata.Read(archive, limits);
        Application = archive.Document.Application;
        if (archive.HasDuplicates) Add(new(ProblemCode.Malformed, Words.ArchiveDuplicate, Section: "ZIP central directory"));
        if (format is null) Add(new(ProblemCode.Unsupported, Words.UnsupportedColor, Section: KraDocument.Section));
        else if (format.IsApproximate) Add(new(ProblemCode.NotRendered, Words.ApproximateColor, Section: KraDocument.Section));
        foreach (var problem in layers.Problems) Add(problem);
        HasReadablePixels = format is not null;
    }

    public override FileFormat Format => FileFormat.Kra;
    public override bool HasReadablePixels { get; }

    /// <summary>Samples that are proportional to light come out as sRGB, and so do other models of colour than RGB and grey.</summary>
    protected override byte[]? ReadProfile() => _format is { IsLinear: false, IsApproximate: false } ? _archive.ReadProfile() : null;

    public static new KraFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var archive = KraArchive.Open(stream, limits, cancellationToken);
        var image = archive.Document.Image;
        int width = image.Integer("width"), height = image.Integer("height");
        if (width <= 0 || height <= 0) throw KraDocument.Damaged();
        if (width > limits.MaxSide || height > limits.MaxSide || (long)width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, section: KraDocument.Section);
        var format = KraPixelFormat.Of(image["colorspacename"], image["profile"]);
        var layers = new KraLayers(archive, format, new(0, 0, width, height), limits).Build(cancellationToken);
        return new(archive, layers, format, limits) { Width = width, Height = height, Depth = format?.Bits ?? 8, ColorMode = format?.ColorMode ?? "unknown" };
    }

    public override RowGrid? GridOf(Layer layer) => new(_sources.GetValueOrDefault(layer.Id)?.Y ?? 0, TileRows.Side);

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (area.IsEmpty || !layer.Area.Contains(area) || !_sources.TryGetValue(layer.Id, out var source)) return null;
        if (source.Color is { } color) return new ColorRows(color);
        if (source.File is null) return null;
        try
        {
            var tiles = _open.Open(layer.Id, source.File, source.Plausible(Canvas.Pixels), source.Format.PixelSize, cancellationToken);
            return new KraRows(tiles, source.Format, source.Format.ToRgba(source.Outside), area, source.X, source.Y, () => Note(layer, Words.DamagedLayer), cancellationToken);
        }
        catch (SourceFileException refusal)
        {
            Add(refusal.ToProblem(layer.Id));
            return null;
        }
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (layer.Mask is null || area.IsEmpty || !_sources.TryGetValue(layer.Id, out var source)) return null;
        var masks = source.Masks.Select(mask => OpenMask(layer, mask, area, cancellationToken)).OfType<RowReader>().ToList();
        return masks.Count switch { 0 => null, 1 => masks[0], _ => new MaskProduct(masks) };
    }

    private KraMaskRows? OpenMask(Layer layer, KraMask mask, PixelArea area, CancellationToken cancellationToken)
    {
        try
        {
            var tiles = _open.Open(layer.Id, mask.File, Canvas.Pixels * 2, 1, cancellationToken);
            if (tiles.PixelSize == 1) return new(tiles, mask.Outside, area, mask.X, mask.Y, () => Note(layer, Words.DamagedMask), cancellationToken);
            tiles.Dispose();
            throw new SourceFileException(ProblemCode.Malformed, Words.DamagedMask, section: KraTiles.Section);
        }
        catch (SourceFileException refusal)
        {
            Add(refusal.ToProblem(layer.Id));
            return null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _open.Dispose();
        base.Dispose(disposing);
    }

    private void Note(Layer layer, Wording wording) => Add(new(ProblemCode.Malformed, wording, Layer: layer.Id, Section: KraTiles.Section));
}
