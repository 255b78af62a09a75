using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>GIMP's own format, versions 0 to 22 (devel-docs/xcf.txt), also wrapped in gzip, bzip2 or xz.</summary>
internal sealed class XcfFile : LayeredFile
{
    private const string Tiles = "XCF tiles";

    private readonly ByteReader _reader;
    private readonly XcfStructure _structure;
    private readonly IReadOnlyDictionary<string, XcfItem> _items;
    private readonly ReadLimits _limits;
    private readonly IDisposable? _unwrapped;

    private XcfFile(ByteReader reader, XcfStructure structure, XcfLayers layers, ReadLimits limits, IDisposable? unwrapped)
    {
        (_reader, _structure, _items, _limits, _unwrapped) = (reader, structure, layers.Items, limits, unwrapped);
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Metadata = XcfMetadata.Read(structure, limits);
        Application = "GIMP";
        if (structure.Header.Base == XcfBase.Indexed && structure.Properties.Palette.Length == 0) Add(new(ProblemCode.Malformed, Words.FileDetails, Section: "XCF image properties"));
        foreach (var problem in structure.Problems.Concat(layers.Problems)) Add(problem);
    }

    public override FileFormat Format => FileFormat.Xcf;

    /// <summary>Samples that are proportional to light come out as sRGB.</summary>
    protected override byte[]? ReadProfile() =>
        _structure.Header.Precision.IsLinear ? null : _structure.Properties.Parasites.GetValueOrDefault("icc-profile");

    public static new XcfFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var unwrapped = XcfWrapping.Unwrap(stream, limits, cancellationToken);
        try
        {
            var reader = new ByteReader(unwrapped ?? stream) { Position = 0 };
            var structure = XcfStructure.Read(reader, limits, cancellationToken);
            var header = structure.Header;
            return new(reader, structure, new XcfLayers(structure, limits).Build(), limits, unwrapped)
            {
                Width = header.Width, Height = header.Height, Depth = header.Precision.Size * 8, ColorMode = header.ColorMode,
            };
        }
        catch
        {
            unwrapped?.Dispose();
            throw;
        }
    }

    public override RowGrid? GridOf(Layer layer) => new(layer.Top, TileRows.Side);

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (area.IsEmpty || !layer.Area.Contains(area) || !_items.TryGetValue(layer.Id, out var item) || item.Properties.IsGroup) return null;
        // Version 0 has no palette: its indices are shades.
        var type = _structure.Header.Base == XcfBase.Grey && item.Type >= 4 ? item.Type - 2 : item.Type;
        return Open(layer, item.Hierarchy, new(type, _structure.Header.Precision, _structure.Properties.Palette), isMask: false, item.Area, area, cancellationToken);
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (layer.Mask is not { Disabled: false } || area.IsEmpty || _items[layer.Id] is not { Mask: { } mask } item) return null;
        try
        {
            _reader.Section = "XCF layer mask";
            _reader.Position = mask.Offset;
            if (_reader.U32() != mask.Area.Width || _reader.U32() != mask.Area.Height) throw _reader.Malformed(Words.DamagedMask);
            XcfProperties.ReadText(_reader, _limits.MaxNameLength, _reader.Length);
            XcfProperties.Read(_reader, _structure.Header, _limits);
            return Open(layer, XcfItem.Pointer(_reader, _structure.Header), new(2, _structure.Header.Precision, []), isMask: true, mask.Area, area, cancellationToken);
        }
        catch (SourceFileException)
        {
            Add(new(ProblemCode.Malformed, Words.DamagedMask, Layer: layer.Id, Offset: item.Mask.Offset, Section: "XCF layer mask"));
            return null;
        }
    }

    private XcfRows? Open(Layer layer, long hierarchy, XcfPixels format, bool isMask, PixelArea whole, PixelArea area, CancellationToken cancellationToken)
    {
        var wording = isMask ? Words.DamagedMask : Words.DamagedLayer;
        try
        {
            var tiles = XcfTiles.Read(_reader, _structure.Header, hierarchy, whole, format.PixelSize, _structure.Properties.Compression, _limits);
            return new(tiles, format, isMask, whole, area, () => Add(new(ProblemCode.Malformed, wording, Layer: layer.Id, Section: Tiles)), cancellationToken);
        }
        catch (SourceFileException refusal)
        {
            format.Dispose();
            Add(refusal.ToProblem(layer.Id));
            return null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _unwrapped?.Dispose();
    }
}
