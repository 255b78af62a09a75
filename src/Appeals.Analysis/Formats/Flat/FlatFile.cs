using Appeals.Analysis.Reading;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Flat;

/// <summary>PNG, JPEG, WebP and AVIF: a file without layers whose flat picture is all there is, upright, in sRGB.</summary>
internal sealed class FlatFile : LayeredFile
{
    private readonly PictureFile _picture;

    private FlatFile(FileFormat format, PictureFile picture, ReadLimits limits)
    {
        (Format, _picture) = (format, picture);
        MaxProblems = limits.MaxProblems;
    }

    public override FileFormat Format { get; }

    public static FlatFile Open(Stream stream, FileFormat format, ReadLimits limits)
    {
        var picture = new PictureFile(stream, limits);
        try
        {
            var (width, height) = picture.Measure();
            return new(format, picture, limits) { Width = width, Height = height, Depth = DepthOf(stream, format), ColorMode = "rgb" };
        }
        catch (SourceFileException)
        {
            picture.Dispose();
            throw;
        }
    }

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken) => null;

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) => null;

    public override RowReader OpenFlat(CancellationToken cancellationToken) => PictureFile.Rows(_picture.Upright(cancellationToken), Canvas);

    /// <summary>PNG says so in its header; the others nearly always have 8 bits.</summary>
    private static int DepthOf(Stream stream, FileFormat format)
    {
        if (format != FileFormat.Png || stream.Length <= 24) return 8;
        stream.Position = 24;
        return stream.ReadByte();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _picture.Dispose();
        base.Dispose(disposing);
    }
}
