using System.Globalization;
using Appeals.Analysis.Formats.Flat;
using Appeals.Analysis.Formats.Psd;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Tiff;

/// <summary>
/// TIFF. Photoshop keeps its layers in a block of its own beside the flat picture; other programs write one page per layer, the lowest first;
/// a file with a single page is a flat picture.
/// </summary>
internal sealed class TiffFile : LayeredFile
{
    private readonly TiffStructure _structure;
    private readonly PictureFile _picture;
    private readonly ReadLimits _limits;

    private TiffFile(TiffStructure structure, PictureFile picture, ReadLimits limits)
    {
        (_structure, _picture, _limits) = (structure, picture, limits);
        MaxProblems = limits.MaxProblems;
        if (structure.Pages.Count > 1) Layers = [.. structure.Pages.Select(ToLayer)];
        var metadata = TiffMetadata.Read(structure, limits);
        Metadata = metadata;
        Application = metadata.GetValueOrDefault("application");
        foreach (var problem in structure.Problems) Add(problem);
    }

    public override FileFormat Format => FileFormat.Tiff;

    public static new LayeredFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var structure = TiffStructure.Read(stream, limits, cancellationToken);
        var picture = new PictureFile(stream, limits);
        if (TiffPhotoshopBlock.TryRead(stream, structure, limits, cancellationToken) is { } block)
            return PsdFile.OfTiff(block.Reader, block.Structure, TiffMetadata.Read(structure, limits), picture, limits);
        var pages = structure.Pages;
        long width = pages.Max(page => (long)page.Left + page.Width), height = pages.Max(page => (long)page.Top + page.Height);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, section: "TIFF image file directory");
        if (pages.Sum(page => (long)page.Width * page.Height) > limits.MaxTotalPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyPixels, section: "TIFF image file directory");
        return new TiffFile(structure, picture, limits) { Width = (int)width, Height = (int)height, Depth = pages[0].Depth, ColorMode = pages[0].ColorMode };
    }

    /// <summary>A page is decoded as a whole and kept until another one is asked for.</summary>
    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        if (area.IsEmpty || !layer.Area.Contains(area)) return null;
        var page = _structure.Pages[int.Parse(layer.Id, CultureInfo.InvariantCulture) - 1];
        try
        {
            var picture = _picture.Page(page.Index, cancellationToken);
            if ((picture.Width, picture.Height) == (layer.Width, layer.Height)) return new PictureRows(picture, layer.Area, area);
            Add(new(ProblemCode.Malformed, Words.LayerPicture, Layer: layer.Id, Section: "TIFF page"));
        }
        catch (SourceFileException exception)
        {
            Add(new(exception.Code, Words.LayerPicture, Layer: layer.Id, Section: exception.Section));
        }
        return null;
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) => null;

    public override RowReader? OpenFlat(CancellationToken cancellationToken) => Layers.Count == 0 ? PictureFile.Rows(_picture.Page(0, cancellationToken), Canvas) : null;

    private Layer ToLayer(TiffPage page, int at) => new()
    {
        Id = (at + 1).ToString(CultureInfo.InvariantCulture),
        Kind = LayerKind.Pixel,
        Name = page.Name,
        Area = new(page.Left, page.Top, page.Width, page.Height),
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing) _picture.Dispose();
        base.Dispose(disposing);
    }
}
