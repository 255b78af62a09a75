using System.IO.Compression;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>PNGs that are unpacked row by row, beside what the picture library makes of them.</summary>
public sealed class OraPngTests
{
    [Theory]
    [InlineData(4, 0, 37)]
    [InlineData(4, 1, 37)]
    [InlineData(4, 2, 37)]
    [InlineData(4, 3, 37)]
    [InlineData(4, 4, 37)]
    [InlineData(4, null, 1)]
    [InlineData(4, null, 3)]
    [InlineData(4, null, 300)]
    [InlineData(3, 1, 37)]
    [InlineData(3, 3, 37)]
    [InlineData(3, 4, 37)]
    [InlineData(3, null, 1)]
    public void OpenPixels_WhenThePngIsPlain_IsWhatTheLibraryDecodes(int channels, int? filter, int width)
    {
        var png = Png(width, 20, channels, filter);
        var expected = ImageCodec.Decode(png, new());

        Assert.NotNull(PngData.Of(png, png.Length));
        using var file = Layer(width, 20, png);
        Assert.Equal(expected.Pixels, Pixels(file, file.Layers[0].Area));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void OpenPixels_WhenAPartIsWanted_StartsThere()
    {
        var png = Png(37, 20, 4, null);
        var whole = ImageCodec.Decode(png, new());

        using var file = Layer(37, 20, png);

        Assert.Equal(Pictures.Crop(whole, 5, 7, 11, 9).Pixels, Pixels(file, new(5, 7, 11, 9)));
    }

    [Fact]
    public void OpenPixels_WhenThePngEndsEarly_KeepsTheRowsBefore()
    {
        var png = Png(37, 20, 4, 0, level: CompressionLevel.NoCompression);
        var cut = png[..(png.Length / 2)];
        var expected = ImageCodec.Decode(png, new());

        using var file = Layer(37, 20, cut);
        var pixels = Pixels(file, file.Layers[0].Area);

        Assert.Equal(expected.Pixels[..(37 * 4 * 8)], pixels[..(37 * 4 * 8)]);
        Assert.All(pixels[(37 * 4 * 12)..], value => Assert.Equal(0, value));
        Assert.Equal(ProblemCode.Malformed, Assert.Single(file.Problems).Code);
    }

    [Fact]
    public void OpenPixels_WhenAFilterDoesNotExist_SaysThatTheLayerIsDamaged()
    {
        using var file = Layer(4, 4, Png(4, 4, 4, 9));

        Assert.All(Pixels(file, file.Layers[0].Area), value => Assert.Equal(0, value));
        Assert.Equal(ProblemCode.Malformed, Assert.Single(file.Problems).Code);
    }

    /// <summary>A profile, a colour that counts as transparent, 16 bits, interlacing: the library knows what to do.</summary>
    [Theory]
    [InlineData("iCCP", 6, 8, 0)]
    [InlineData("tRNS", 2, 8, 0)]
    [InlineData("PLTE", 2, 8, 0)]
    [InlineData("tEXt", 6, 16, 0)]
    [InlineData("tEXt", 6, 8, 1)]
    [InlineData("tEXt", 0, 8, 0)]
    public void Of_WhenThePngIsNotPlain_IsNull(string chunk, int color, int depth, int interlace)
    {
        var png = new BigEndianWriter().Raw([137, 80, 78, 71, 13, 10, 26, 10]).Raw(Chunk("IHDR", new BigEndianWriter().U32(4).U32(4).U8(depth).U8(color).U16(0).U8(interlace).ToArray()))
            .Raw(Chunk(chunk, new byte[6])).Raw(Chunk("IDAT", [])).ToArray();

        Assert.Null(PngData.Of(png, png.Length));
    }

    [Fact]
    public void Of_WhenAChunkIsLongerThanAnyFile_IsNull()
    {
        var png = Png(4, 4, 4, 0);
        new byte[] { 255, 255, 255, 255 }.CopyTo(png, 33);

        Assert.Null(PngData.Of(png, png.Length));
    }

    private static byte[] Pixels(LayeredFile file, PixelArea area)
    {
        var pixels = new byte[area.Width * area.Height * 4];
        file.ReadPixels(file.Layers[0], area, pixels, CancellationToken.None);
        return pixels;
    }

    private static LayeredFile Layer(int width, int height, byte[] png) => new OraBuilder().Stack(width, height, "<layer src='a.png'/>").Entry("a.png", png).ToStream().Open();

    /// <summary>Random samples, filtered by one filter or by each in turn, in several chunks.</summary>
    private static byte[] Png(int width, int height, int channels, int? filter, CompressionLevel level = CompressionLevel.Fastest)
    {
        var random = new Random(width * 31 + channels);
        var samples = new byte[(width * channels + 1) * height];
        random.NextBytes(samples);
        for (var y = 0; y < height; y++) samples[y * (width * channels + 1)] = (byte)(filter ?? y % 5);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true)) zlib.Write(samples);
        var png = new BigEndianWriter().Raw([137, 80, 78, 71, 13, 10, 26, 10])
            .Raw(Chunk("IHDR", new BigEndianWriter().U32(width).U32(height).U8(8).U8(channels == 4 ? 6 : 2).Raw(new byte[3]).ToArray())).Raw(Chunk("tEXt", "a\0b"u8.ToArray()));
        foreach (var part in packed.ToArray().Chunk(701)) png.Raw(Chunk("IDAT", part));
        return png.Raw(Chunk("IDAT", [])).Raw(Chunk("IEND", [])).ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var body = new BigEndianWriter().Text(type).Raw(data).ToArray();
        return new BigEndianWriter().U32(data.Length).Raw(body).U32(Pictures.Crc(body)).ToArray();
    }
}
