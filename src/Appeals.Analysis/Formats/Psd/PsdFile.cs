using Appeals.Analysis.Formats.Flat;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Photoshop documents, PSD and PSB ("Adobe Photoshop File Formats Specification").</summary>
internal sealed class PsdFile : LayeredFile
{
    private readonly ByteReader _reader;
    private readonly PsdStructure _structure;
    private readonly IReadOnlyDictionary<string, PsdRecord> _records;
    private readonly Lazy<PsdColors> _colors;
    private readonly PsdRowTables _tables;
    private readonly ReadLimits _limits;

    /// <summary>The flat picture of a TIFF file; null for the merged image of a PSD.</summary>
    private readonly PictureFile? _flat;

    private PsdFile(ByteReader reader, PsdStructure structure, PsdLayers layers, PsdMetadata metadata, PictureFile? flat, ReadLimits limits)
    {
        (_reader, _structure, _records, _flat, _limits) = (reader, structure, layers.Records, flat, limits);
        _tables = new(reader, structure.Header.Wide);
        _colors = new(() => PsdColors.Of(reader, structure, limits));
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Application = metadata.Application;
        Metadata = metadata.Values;
        foreach (var problem in structure.Problems.Concat(layers.Problems)) Add(problem);
        if (!Header.HasReadablePixels) Add(new(ProblemCode.Unsupported, Words.UnsupportedColor, Offset: 22, Section: "PSD file header"));
    }

    public override FileFormat Format => _flat is not null ? FileFormat.Tiff : Header.Wide ? FileFormat.Psb : FileFormat.Psd;
    public override bool HasReadablePixels => Header.HasReadablePixels;
    private PsdHeader Header => _structure.Header;

    /// <summary>Documents of floats come out as sRGB, and so do other models of colour than RGB and grey.</summary>
    protected override byte[]? ReadProfile() =>
        (_flat is null || Layers.Count > 0) && Header is { ColorMode: PsdColorMode.Rgb or PsdColorMode.Grey or PsdColorMode.Indexed, IsLinear: false } ? PsdColors.ProfileOf(_reader, _structure, _limits) : null;

    public static new PsdFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var reader = new ByteReader(stream);
        var structure = PsdStructure.Read(reader, limits, cancellationToken);
        var layers = new PsdLayers(structure, limits).Build();
        var metadata = PsdMetadata.Read(reader, structure, layers.Layers, limits);
        return Of(reader, structure, layers, metadata, null, limits);
    }

    /// <summary>Photoshop's layers in a TIFF file, whose first page is the flat picture.</summary>
    public static PsdFile OfTiff(
        ByteReader reader, PsdStructure structure, IReadOnlyDictionary<string, string> tags, PictureFile flat, ReadLimits limits)
    {
        var layers = new PsdLayers(structure, limits).Build();
        var metadata = PsdMetadata.Read(reader, structure, layers.Layers, limits).With(tags);
        return Of(reader, structure, layers, metadata, flat, limits);
    }

    private static PsdFile Of(ByteReader reader, PsdStructure structure, PsdLayers layers, PsdMetadata metadata, PictureFile? flat, ReadLimits limits) =>
        new(reader, structure, layers, metadata, flat, limits)
        {
            Width = structure.Header.Width, Height = structure.Header.Height, Depth = structure.Header.Depth, ColorMode = structure.Header.ColorModeName,
        };

    /// <summary>What lies in one stream, or is made soft, comes only as a whole.</summary>
    public override RowGrid? GridOf(Layer layer)
    {
        var record = _records[layer.Id];
        var plan = PsdMaskPlan.Of(record);
        if (layer.Mask is { Disabled: false } && (plan.Feather > 0 || plan.PathFeather > 0)) return null;
        return record.Channels.TrueForAll(channel => PsdChannel.CanStartAnywhere(_reader, channel)) ? RowGrid.Any : null;
    }

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (!HasReadablePixels || area.IsEmpty || !layer.Area.Contains(area)) return null;
        var record = _records[layer.Id];
        if (record.Area.IsEmpty || PsdRendering.IsDrawnFill(record)) return OpenFill(layer, record, area);
        var channels = new PsdChannel?[Header.ColorChannels + 1];
        for (var i = 0; i < channels.Length; i++) channels[i] = OpenChannel(record, i < Header.ColorChannels ? i : -1);
        if (channels.Any(channel => channel is not null)) return new PsdRows(_colors.Value, channels, record.Area, area, () => Note(layer, Words.DamagedLayer), cancellationToken);
        Note(layer, Words.LayerCompression);
        return null;
    }

    public override Adjustment? AdjustmentOf(Layer layer) => layer.Kind == LayerKind.Adjustment ? _records[layer.Id].Tags.Adjustment : null;

    private RowReader? OpenFill(Layer layer, PsdRecord record, PixelArea area)
    {
        var tags = record.Tags;
        if (tags.SolidColor is { } color) return new PlainRows(color);
        if (tags.Gradient is not { } gradient) return null;
        var whole = gradient.IsAligned ? tags.Path?.Bounds(Canvas) ?? (layer.Mask is { Outside: 0 } mask ? mask.Area : Canvas) : Canvas;
        return new PsdGradientRows(gradient, whole.IsEmpty ? Canvas : whole, area);
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (layer.Mask is not { Disabled: false }) return null;
        var record = _records[layer.Id];
        var plan = PsdMaskPlan.Of(record);
        var shades = plan.Shades is { Disabled: false } mask ? Soft(around => OpenShades(layer, record, plan, mask, around), area, plan.Feather) : null;
        var path = plan.Path is { } shape ? Soft(around => new PathRows(shape, around, plan.PathDensity), area, plan.PathFeather) : null;
        return shades is not null && path is not null ? new ProductRows(shades, path) : shades ?? path;
    }

    private PsdMaskRows OpenShades(Layer layer, PsdRecord record, PsdMaskPlan plan, LayerMask mask, PixelArea area)
    {
        var channel = PsdChannel.Open(_reader, _tables, Header, record.Channel(plan.Channel), mask.Area.Width, mask.Area.Height, isColor: false);
        return new(channel, mask, area, plan.Inverted, () => Note(layer, Words.DamagedMask));
    }

    private static RowReader Soft(Func<PixelArea, RowReader> open, PixelArea area, double feather) =>
        feather > 0 && PsdRendering.CanFeather(feather, area) ? new FeatheredRows(open, area, feather * PsdRendering.DeviationOfFeather) : open(area);

    public override RowReader? OpenFlat(CancellationToken cancellationToken)
    {
        if (_flat is not null) return OpenFlatOfTiff(_flat, cancellationToken);
        if (!HasReadablePixels || _structure.MergedOffset is not { } offset || _reader.Length - offset < 3) return null;
        var channels = PsdMergedImage.Open(_reader, Header, offset, HasMergedAlpha);
        return channels is null ? null
            : new PsdRows(_colors.Value, channels, Canvas, Canvas, () => Add(new(ProblemCode.Truncated, Words.Truncated, Section: "PSD image data")), cancellationToken);
    }

    private RowReader? OpenFlatOfTiff(PictureFile flat, CancellationToken cancellationToken)
    {
        try
        {
            return PictureFile.Rows(flat.Page(0, cancellationToken), Canvas);
        }
        catch (SourceFileException exception)
        {
            Add(new(exception.Code, exception.Wording, Section: exception.Section));
            return null;
        }
    }

    /// <summary>A channel beyond the colours is transparency unless it has a name, which makes it a saved selection or a spot colour.</summary>
    private bool HasMergedAlpha =>
        Header.Channels > Header.ColorChannels && Header.ColorMode != PsdColorMode.Multichannel && (_structure.MergedHasTransparency || !_structure.Resources.Contains(PsdResources.AlphaNames));

    private PsdChannel? OpenChannel(PsdRecord record, int id) =>
        PsdChannel.Open(_reader, _tables, Header, record.Channel(id), record.Area.Width, record.Area.Height, id >= 0 && Header.IsLinear);

    private void Note(Layer layer, Wording wording) => Add(new(ProblemCode.Malformed, wording, Layer: layer.Id, Section: "PSD channel image data"));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _flat?.Dispose();
        base.Dispose(disposing);
    }
}
