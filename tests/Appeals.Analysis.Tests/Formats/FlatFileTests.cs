using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class FlatFileTests
{
    private static readonly RgbaImage Picture = Pictures.Gradient(40, 30);

    [Fact]
    public void Open_WhenAPng_IsAPictureWithoutLayers()
    {
        using var file = new MemoryStream(ImageCodec.EncodePng(Picture)).Open();

        Assert.Equal((FileFormat.Png, 40, 30, 8), (file.Format, file.Width, file.Height, file.Depth));
        Assert.Empty(file.Layers);
        Assert.Equal(Picture.Pixels, file.Render().Pixels);
    }

    [Fact]
    public void Open_WhenAJpegOrWebP_IsAPictureWithoutLayers()
    {
        using var jpeg = new MemoryStream(ImageCodec.EncodeJpeg(Picture, 95)).Open();
        using var webP = new MemoryStream(ImageCodec.EncodeWebP(Picture, 95)).Open();

        Assert.Equal((FileFormat.Jpeg, FileFormat.WebP), (jpeg.Format, webP.Format));
        foreach (var file in new[] { jpeg, webP }) Assert.InRange(Math.Abs(file.Render().At(20, 15).R - Picture.At(20, 15).R), 0, 6);
    }

    [Fact]
    public void Render_WhenOnlySomeLayersAreAskedFor_IsEmpty()
    {
        using var file = new MemoryStream(ImageCodec.EncodePng(Picture)).Open();

        Assert.Equal(0, file.Render(new() { Only = new HashSet<string>(StringComparer.Ordinal) { "1" } }).At(3, 3).A);
    }

    [Fact]
    public void Open_WhenCutShort_IsRefused()
    {
        var png = ImageCodec.EncodePng(Picture);

        Assert.Equal(ProblemCode.Malformed, new MemoryStream(png[..30]).Refusal().Code);
        using var file = new MemoryStream(png[..^40]).Open();
        Assert.Equal(ProblemCode.Malformed, Assert.Throws<Appeals.Analysis.Formats.SourceFileException>(() => file.Render()).Code);
    }

    [Fact]
    public void Open_WhenLargerThanItMayBe_IsRefused()
    {
        var png = ImageCodec.EncodePng(Picture);

        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(png).Refusal(ReadLimits.Default with { MaxCanvasPixels = 1_199 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(png).Refusal(ReadLimits.Default with { MaxPictureLength = png.Length - 1 }).Code);
    }
}
