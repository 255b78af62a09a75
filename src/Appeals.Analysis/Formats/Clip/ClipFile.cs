using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>Clip Studio documents: chunks with blocks of pixels, and a database that says what they are. The stored preview and the smaller copies of layers are not looked at.</summary>
internal sealed class ClipFile : LayeredFile
{
    private readonly IReadOnlyDictionary<string, ClipLayer> _sources;

    private ClipFile(ClipTables tables, ClipLayers layers, ReadLimits limits)
    {
        _sources = layers.Sources;
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Metadata = tables.Metadata;
        Application = "Clip Studio Paint";
        foreach (var problem in layers.Problems) Add(problem);
    }

    public override FileFormat Format => FileFormat.Clip;

    public static new ClipFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var chunks = ClipChunks.Read(stream, limits, cancellationToken);
        var tables = ClipTables.Read(chunks, limits, cancellationToken);
        var (width, height) = SizeOf(chunks, tables, limits, cancellationToken);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, section: ClipDatabase.Section);
        var layers = new ClipLayers(chunks, tables, new(0, 0, (int)width, (int)height), limits).Build(cancellationToken);
        return new(tables, layers, limits) { Width = (int)width, Height = (int)height, Depth = 8, ColorMode = "rgb" };
    }

    /// <summary>In pixels, unless the document is measured in millimetres and the like; then the outermost folder's picture tells.</summary>
    private static (double Width, double Height) SizeOf(ClipChunks chunks, ClipTables tables, ReadLimits limits, CancellationToken cancellationToken)
    {
        if (tables.Canvas[2] is not (null or 0L) && tables.Layers.TryGetValue(tables.RootFolder, out var root) && tables.Offscreen(root["LayerRenderMipmap"]) is { } offscreen)
        {
            var whole = ClipPixels.Read(chunks, offscreen.Attribute, null, limits, cancellationToken);
            return (whole.Width, whole.Height);
        }
        double width = Side(tables.Canvas[0]), height = Side(tables.Canvas[1]);
        return width >= 1 && height >= 1 ? (width, height) : throw ClipTables.Damaged();
        static double Side(object? value) => value switch { double real when double.IsFinite(real) => Math.Floor(real), long whole => whole, _ => 0 };
    }

    public override Adjustment? AdjustmentOf(Layer layer) => _sources.GetValueOrDefault(layer.Id)?.Adjustment;

    public override RowGrid? GridOf(Layer layer) => new(_sources.GetValueOrDefault(layer.Id)?.Pixels?.Top ?? 0, ClipPixels.Side);

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (area.IsEmpty || !layer.Area.Contains(area) || !_sources.TryGetValue(layer.Id, out var source)) return null;
        if (source.Color is { } color) return new ColorRows(color);
        return source.Pixels is null ? null : new ClipRows(source.Pixels.Pixels, isMask: false, source.Tint, source.Pixels.Left, source.Pixels.Top, area, () => Note(layer, Words.DamagedLayer), cancellationToken);
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) =>
        area.IsEmpty || layer.Mask is not { Disabled: false } || !_sources.TryGetValue(layer.Id, out var source) || source.Mask is null
            ? null
            : new ClipRows(source.Mask.Pixels, isMask: true, null, source.Mask.Left, source.Mask.Top, area, () => Note(layer, Words.DamagedMask), cancellationToken);

    private void Note(Layer layer, Wording wording) => Add(new(ProblemCode.Malformed, wording, Layer: layer.Id, Section: ClipPixels.Section));
}
