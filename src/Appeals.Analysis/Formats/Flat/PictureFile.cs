using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Flat;

/// <summary>A file that a codec opens, all of its bytes at once. Read when the first pixel is asked for; the page decoded last is kept.</summary>
internal sealed class PictureFile(Stream stream, ReadLimits limits) : IDisposable
{
    private readonly ImageLimits _limits = new() { MaxSide = limits.MaxSide, MaxPixels = limits.MaxCanvasPixels };
    private PooledBytes? _bytes;
    private (int Index, RgbaImage Picture)? _page;

    /// <exception cref="SourceFileException">No picture, damaged, or over a limit.</exception>
    public (int Width, int Height) Measure() => Try(() => ImageCodec.Measure(Bytes(), _limits));

    /// <summary>One page as stored.</summary>
    /// <exception cref="SourceFileException">No such page, damaged, or over a limit.</exception>
    public RgbaImage Page(int index, CancellationToken cancellationToken)
    {
        if (_page is { } page && page.Index == index) return page.Picture;
        _page = null;
        var picture = Try(() => ImageCodec.DecodePage(Bytes(), index, _limits, cancellationToken));
        _page = (index, picture);
        return picture;
    }

    /// <summary>The picture, upright.</summary>
    /// <exception cref="SourceFileException">No picture, damaged, or over a limit.</exception>
    public RgbaImage Upright(CancellationToken cancellationToken) => Try(() => ImageCodec.DecodeUpright(Bytes(), _limits, cancellationToken));

    /// <summary>All rows of a picture that must be as large as the canvas.</summary>
    /// <exception cref="SourceFileException">It is not.</exception>
    public static RowReader Rows(RgbaImage picture, PixelArea canvas)
    {
        if ((picture.Width, picture.Height) != (canvas.Width, canvas.Height)) throw new SourceFileException(ProblemCode.Malformed, Words.Damaged, section: "picture");
        return new PictureRows(picture, canvas, canvas);
    }

    private static T Try<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (ImageException exception)
        {
            throw new SourceFileException(exception.Code, exception.Wording, section: "picture", inner: exception);
        }
    }

    private ReadOnlySpan<byte> Bytes()
    {
        if (_bytes is not null) return _bytes.Span;
        if (stream.Length > limits.MaxPictureLength) throw new SourceFileException(ProblemCode.LimitExceeded, Words.PictureFileTooLarge, section: "picture");
        var bytes = new PooledBytes((int)stream.Length);
        stream.Position = 0;
        stream.ReadExactly(bytes.Span);
        _bytes = bytes;
        return bytes.Span;
    }

    public void Dispose() => _bytes?.Dispose();
}
