using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>The published picture as it is compared.</summary>
/// <param name="Image">Reduced to <see cref="ExaminationOptions.PictureSide"/>.</param>
/// <param name="Width">Of the picture itself, as it is seen.</param>
/// <param name="Height">Of the picture itself, as it is seen.</param>
internal sealed record PublishedPicture(RgbaImage Image, int Width, int Height)
{
    /// <summary>Null, and a problem, if it cannot be read.</summary>
    public static PublishedPicture? Open(Func<Stream> open, ExaminationRun run)
    {
        PublishedPicture? picture = null;
        run.Try("published", source: null, () => picture = Read(open, run));
        if (picture is null) return null;
        run.Preview(PreviewNames.Published, picture.Image);
        run.Preview(PreviewNames.PublishedSmall, ImageCodec.Fit(picture.Image, run.Options.SmallSide));
        return picture;
    }

    private static PublishedPicture Read(Func<Stream> open, ExaminationRun run)
    {
        using var stream = open();
        var file = PictureBytes.Read(stream, run.Options.MaxPictureBytes);
        var image = ImageCodec.Thumbnail(file, run.Options.PictureSide, run.Options.Published, run.Cancellation);
        var (width, height) = ImageCodec.Measure(file, run.Options.Published);
        return new(image, width, height);
    }
}

/// <summary>The bytes of a flat picture: codecs want all of them at once.</summary>
internal static class PictureBytes
{
    /// <exception cref="ImageException">More than <paramref name="limit"/> bytes.</exception>
    public static byte[] Read(Stream stream, long limit)
    {
        if (stream.Length > limit) throw ImageException.TooManyBytes();
        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
