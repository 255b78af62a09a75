using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Pixels;

[Collection(nameof(NativeMemory))]
public sealed class ImageCodecTests
{
    private static readonly ImageLimits Limits = new();

    [Fact]
    public void Decode_WhenPngWithAlpha_ReturnsTheSamePixels()
    {
        var image = Pictures.Gradient(61, 37);
        image.Pixels[3] = 0;
        image.Pixels[7] = 128;

        var back = ImageCodec.Decode(ImageCodec.EncodePng(image), Limits);

        Assert.Equal((61, 37), (back.Width, back.Height));
        Assert.Equal(image.Pixels, back.Pixels);
    }

    [Theory]
    [InlineData("webp")]
    [InlineData("jpeg")]
    public void Decode_WhenLossy_ReturnsNearlyTheSamePixels(string format)
    {
        var image = Pictures.Gradient(64, 48);
        var file = format == "webp" ? ImageCodec.EncodeWebP(image, 90) : ImageCodec.EncodeJpeg(image, 90);

        var back = ImageCodec.Decode(file, Limits);

        Assert.InRange(Pictures.MeanDifference(image, back), 0, 4);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")]
    [InlineData("P3 1 1 255 0 0 0")]
    [InlineData("%PDF-1.7")]
    [InlineData("hello")]
    public void Decode_WhenNotAnAllowedPicture_Refuses(string text)
    {
        var refusal = Assert.Throws<ImageException>(() => ImageCodec.Decode(System.Text.Encoding.ASCII.GetBytes(text), Limits));

        Assert.Equal(ProblemCode.Unsupported, refusal.Code);
    }

    [Fact]
    public void Decode_WhenEmpty_Refuses() =>
        Assert.Equal(ProblemCode.Empty, Assert.Throws<ImageException>(() => ImageCodec.Decode([], Limits)).Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_WhenCutOff_Refuses(bool thumbnail)
    {
        var file = ImageCodec.EncodePng(Pictures.Noise(200, 200, seed: 3)).AsSpan();
        var cut = file[..(file.Length / 2)].ToArray();

        var refusal = Assert.Throws<ImageException>(() => thumbnail ? ImageCodec.Thumbnail(cut, 64, Limits) : ImageCodec.Decode(cut, Limits));

        Assert.Equal(ProblemCode.Malformed, refusal.Code);
    }

    [Fact]
    public void Decode_WhenHeaderClaimsTooManyPixels_RefusesBeforeDecoding()
    {
        var file = ImageCodec.EncodePng(Pictures.Gradient(8, 8));
        // IHDR: width and height are big-endian at 16 and 20, the checksum at 29
        file[18] = file[22] = 0x75;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Pictures.Crc(file.AsSpan(12, 17)));

        var refusal = Assert.Throws<ImageException>(() => ImageCodec.Decode(file, Limits));

        Assert.Equal(ProblemCode.LimitExceeded, refusal.Code);
    }

    [Fact]
    public void Decode_WhenTimeIsUp_Refuses()
    {
        var file = ImageCodec.EncodePng(Pictures.Noise(800, 800, seed: 1));

        var refusal = Assert.Throws<ImageException>(() => ImageCodec.Decode(file, Limits with { MaxTime = TimeSpan.FromTicks(1) }));

        Assert.Equal(ProblemCode.OutOfTime, refusal.Code);
    }

    [Fact]
    public void Decode_WhenCancelled_Throws()
    {
        var file = ImageCodec.EncodePng(Pictures.Noise(1000, 1000, seed: 1));

        Assert.Throws<OperationCanceledException>(() => ImageCodec.Decode(file, Limits, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Thumbnail_WhenLarger_FitsTheLongSide()
    {
        var small = ImageCodec.Thumbnail(ImageCodec.EncodeJpeg(Pictures.Gradient(900, 300), 90), 300, Limits);

        Assert.Equal((300, 100), (small.Width, small.Height));
    }

    [Fact]
    public void Thumbnail_WhenMetadataSayRotated_Rotates()
    {
        // JFIF, then an Exif segment with one entry: orientation (0x0112) = 6, a quarter turn clockwise
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var jpeg = ImageCodec.EncodeJpeg(Pictures.Paint(400, 200, (x, _) => x < 200 ? ((byte)255, (byte)0, (byte)0, (byte)255) : ((byte)0, (byte)0, (byte)255, (byte)255)), 90);

        var picture = ImageCodec.Thumbnail([.. jpeg[..2], .. exif, .. jpeg[2..]], 100, Limits);

        Assert.Equal((50, 100), (picture.Width, picture.Height));
        Assert.True(picture.Row(5)[0] > 200, "the left side has become the top");
        Assert.True(picture.Row(95)[2] > 200, "the right side has become the bottom");
    }

    [Fact]
    public void Resize_WhenHalfTransparent_DoesNotBleedHiddenColour()
    {
        var image = Pictures.Solid(64, 64, 255, 0, 0, 255);
        for (var i = 0; i < 32 * 64 * 4; i += 4) (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 3]) = (0, 255, 0);

        var small = ImageCodec.Resize(image, 15, 15);

        for (var i = 0; i < small.Pixels.Length; i += 4)
            if (small.Pixels[i + 3] > 8) Assert.InRange(small.Pixels[i + 1], 0, 8);
    }
}
