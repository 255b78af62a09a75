using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>OpenRaster: a zip archive with <c>stack.xml</c> and a PNG for each layer.</summary>
internal sealed class OraFile : LayeredFile
{
    private readonly BoundedZip _zip;
    private readonly IReadOnlyDictionary<string, ZipEntry> _entries;
    private readonly ReadLimits _limits;

    private OraFile(BoundedZip zip, OraStack stack, OraLayers layers, ReadLimits limits)
    {
        (_zip, _entries, _limits) = (zip, layers.Entries, limits);
        MaxProblems = limits.MaxProblems;
        Layers = layers.Layers;
        Metadata = OraMetadata.Read(zip, stack, limits);
        Application = Metadata.GetValueOrDefault("application");
        if (zip.HasDuplicates) Add(new(ProblemCode.Malformed, Words.ArchiveDuplicate, Section: "ZIP central directory"));
        foreach (var problem in layers.Problems) Add(problem);
    }

    public override FileFormat Format => FileFormat.Ora;

    public static bool IsIn(BoundedZip zip) => zip.Find("mimetype") is { Length: 16 } type && zip.Find("stack.xml") is not null && zip.Peek(type, 16).AsSpan().SequenceEqual("image/openraster"u8);

    public static new OraFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var zip = BoundedZip.Open(stream, limits, cancellationToken);
        var entry = zip.Find("stack.xml") ?? throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveEntryMissing, section: "OpenRaster stack.xml");
        if (entry.Length > limits.MaxXmlLength) throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveBomb, entry.Offset, "OpenRaster stack.xml");
        using var xml = zip.Read(entry, plausible: 0);
        var stack = OraStack.Read(new MemoryStream(xml.Array, 0, xml.Length, writable: false), limits);
        int width = stack.Image.Integer("w"), height = stack.Image.Integer("h");
        if (width <= 0 || height <= 0) throw new SourceFileException(ProblemCode.Malformed, Words.BadStack, section: "OpenRaster stack.xml");
        if (width > limits.MaxSide || height > limits.MaxSide || (long)width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, section: "OpenRaster stack.xml");
        var layers = new OraLayers(zip, limits).Build(stack, cancellationToken);
        return new(zip, stack, layers, limits) { Width = width, Height = height, Depth = layers.Depth, ColorMode = "rgb" };
    }

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (area.IsEmpty || !layer.Area.Contains(area) || !_entries.TryGetValue(layer.Id, out var entry)) return null;
        try
        {
            if (Open(entry, layer.Area, area, () => Add(new(ProblemCode.Malformed, Words.DamagedLayer, Layer: layer.Id, Section: "OpenRaster layer data")), cancellationToken) is { } rows) return rows;
            Add(new(ProblemCode.Malformed, Words.LayerPicture, Layer: layer.Id, Section: "OpenRaster layer data"));
        }
        catch (SourceFileException refusal)
        {
            Add(refusal.ToProblem(layer.Id));
        }
        return null;
    }

    /// <summary>Plain PNGs are unpacked as rows are asked for, others as a whole.</summary>
    /// <param name="whole">Where the picture lies, and how large it is to be.</param>
    /// <returns>Null if it has another size.</returns>
    private RowReader? Open(ZipEntry entry, PixelArea whole, PixelArea area, Action damaged, CancellationToken cancellationToken)
    {
        var png = OraPicture.Read(_zip, entry, _limits);
        try
        {
            if (PngData.Of(png.Array, png.Length) is { } data && data.Width == whole.Width && data.Height == whole.Height)
            {
                var rows = new OraRows(png, data, whole, area, damaged, cancellationToken);
                png = null;
                return rows;
            }
            var picture = OraPicture.Decode(png.Span, entry, _limits, cancellationToken);
            return picture.Width == whole.Width && picture.Height == whole.Height ? new PictureRows(picture, whole, area) : null;
        }
        finally
        {
            png?.Dispose();
        }
    }

    /// <summary>OpenRaster has no masks.</summary>
    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) => null;

    public override RowReader? OpenFlat(CancellationToken cancellationToken)
    {
        if (_zip.Find("mergedimage.png") is not { } entry) return null;
        return Open(entry, Canvas, Canvas, () => Add(new(ProblemCode.Malformed, Words.DamagedLayer, Section: "OpenRaster mergedimage.png")), cancellationToken);
    }
}
