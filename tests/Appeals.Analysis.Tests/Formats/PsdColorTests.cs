using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Depths and colour modes, as layers and as flat pictures.</summary>
public sealed class PsdColorTests
{
    public static TheoryData<int, string, bool, bool> Depths
    {
        get
        {
            var rows = new TheoryData<int, string, bool, bool>();
            foreach (var depth in new[] { 16, 32 })
                foreach (var compression in Enum.GetNames<PsdCompression>()) rows.Add(depth, compression, compression is "Rle" or "ZipPredicted", compression == "Zip");
            return rows;
        }
    }

    [Theory, MemberData(nameof(Depths))]
    public void ReadPixels_WhenSamplesAreDeep_GivesTheirShades(int depth, string compression, bool wide, bool grey)
    {
        var picture = Pictures.Paint(257, 40, (x, y) => grey ? ((byte)(x % 256), (byte)(x % 256), (byte)(x % 256), (byte)(y * 6)) : ((byte)(x % 256), (byte)(y * 6), (byte)(x * y % 256), (byte)(255 - y)));
        var psd = new PsdBuilder(300, 60) { Depth = depth, Compression = Enum.Parse<PsdCompression>(compression), Wide = wide, Grey = grey };

        using var file = psd.Add(new() { Name = "深", Pixels = picture, Left = 3, Top = 4 }).ToStream().Open();
        var layer = file.Layers.Single();
        var pixels = new byte[picture.Pixels.Length];

        Assert.True(file.ReadPixels(layer, layer.Area, pixels, CancellationToken.None));
        Assert.Equal((depth, "深"), (file.Depth, layer.Name));
        Assert.Equal(picture.Pixels, pixels);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Render_WhenSamplesAreDeep_MasksAreDeepToo(int depth)
    {
        var layer = new PsdLayerSpec { Pixels = Pictures.Solid(8, 8, 200, 100, 50), Mask = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 4))], MaskArea = new(0, 0, 8, 8) };

        using var file = new PsdBuilder(8, 8) { Depth = depth }.Add(layer).ToStream().Open();

        Assert.Equal((200, 100, 50, 28), file.Render().At(7, 0));
    }

    [Theory]
    [InlineData(0x0000, 0)]
    [InlineData(0x0080, 0)]
    [InlineData(0x0081, 1)]
    [InlineData(0x8080, 128)]
    [InlineData(0xFF7E, 254)]
    [InlineData(0xFF7F, 255)]
    [InlineData(0xFFFF, 255)]
    public void OpenFlat_WhenSamplesHave16Bits_RoundsToTheNearest(int stored, byte shade)
    {
        // 20 samples: the vectors and the tail
        byte[] samples = [0, 0, .. Enumerable.Repeat(new[] { (byte)(stored >> 8), (byte)(stored & 255) }, 20).SelectMany(pair => pair)];

        using var file = new PsdBuilder(20, 1) { Depth = 16, Mode = (1, 1), Merged = samples }.ToStream().Open();
        var picture = file.Render();

        Assert.All(Enumerable.Range(0, 20), x => Assert.Equal(shade, picture.At(x, 0).R));
    }

    [Fact]
    public void OpenFlat_WhenFloatsAreNoColours_ClipsThem()
    {
        float[] values = [float.NaN, float.NegativeInfinity, -1, 0, 1, 7, float.PositiveInfinity, 0.2158605f];
        byte[] samples = [0, 0, .. values.SelectMany(value => BitConverter.GetBytes(value).Reverse())];

        using var file = new PsdBuilder(8, 1) { Depth = 32, Mode = (1, 1), Merged = samples }.ToStream().Open();
        var picture = file.Render();

        Assert.Equal([0, 0, 0, 0, 255, 255, 255, 128], Enumerable.Range(0, 8).Select(x => picture.At(x, 0).R));
    }

    [Fact]
    public void OpenFlat_WhenABitIsSet_ItIsBlack()
    {
        using var file = new PsdBuilder(10, 2) { Depth = 1, Mode = (0, 1), Merged = [0, 0, 0b1010_0000, 0b0100_0000, 0, 0] }.ToStream().Open();
        var picture = file.Render();

        Assert.Equal([0, 255, 0, 255, 255, 255, 255, 255, 255, 0], Enumerable.Range(0, 10).Select(x => picture.At(x, 0).R));
        Assert.Equal((255, 255, 255, 255), picture.At(0, 1));
    }

    [Fact]
    public void OpenFlat_WhenIndexed_LooksIntoThePalette()
    {
        var palette = new byte[768];
        (palette[7], palette[256 + 7], palette[512 + 7]) = (10, 20, 30);

        using var file = new PsdBuilder(3, 1) { Mode = (2, 1), ColorData = palette, Merged = [0, 0, 7, 0, 9], Resources = [(1047, [0, 9])] }.ToStream().Open();
        var picture = file.Render();

        Assert.Equal((10, 20, 30, 255), picture.At(0, 0));
        Assert.Equal((0, 0, 0, 255), picture.At(1, 0));
        Assert.Equal(0, picture.At(2, 0).A);
    }

    [Theory]
    [InlineData(9, new byte[] { 255, 128, 128 }, 255, 255, 255)]
    [InlineData(9, new byte[] { 138, 209, 198 }, 255, 0, 0)]
    [InlineData(4, new byte[] { 255, 255, 255, 255 }, 255, 255, 255)]
    [InlineData(8, new byte[] { 77 }, 77, 77, 77)]
    [InlineData(7, new byte[] { 10, 20, 30 }, 10, 20, 30)]
    [InlineData(7, new byte[] { 10, 20, 30, 0 }, 0, 0, 0)]
    [InlineData(7, new byte[] { 99 }, 99, 99, 99)]
    public void OpenFlat_WhenOfAnotherMode_ShowsItsColour(int mode, byte[] samples, byte r, byte g, byte b)
    {
        using var file = new PsdBuilder(1, 1) { Mode = (mode, samples.Length), Merged = [0, 0, .. samples] }.ToStream().Open();

        var shown = file.Render().At(0, 0);

        Assert.InRange(shown.R, r - 2, r + 2);
        Assert.InRange(shown.G, g - 2, g + 2);
        Assert.InRange(shown.B, b - 2, b + 2);
        Assert.Equal(255, shown.A);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OpenFlat_WhenTheInksHaveNoProfileOrABrokenOne_TakesTheUsualInks(bool broken)
    {
        var profile = new byte[200];
        "CMYK"u8.CopyTo(profile.AsSpan(16));
        // no ink, cyan, half of the black
        byte[] samples = [0, 0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 128];

        using var file = new PsdBuilder(3, 1) { Mode = (4, 4), Merged = samples, Resources = broken ? [(1039, profile)] : [] }.ToStream().Open();
        var picture = file.Render();

        Assert.Equal((255, 255, 255, 255), picture.At(0, 0));
        Assert.True(picture.At(1, 0) is { R: < 40, G: > 120 and < 190, B: > 200 });
        Assert.True(picture.At(2, 0) is { R: > 120 and < 170 } grey && Math.Abs(grey.R - grey.B) < 8);
    }

    [Fact]
    public void ToSrgb8_WhenLabIsTheWhiteOrBlackOfPaper_IsWhiteOrBlack()
    {
        Assert.Equal(((byte)255, (byte)255, (byte)255), CieLab.ToSrgb8(100, 0, 0));
        Assert.Equal(((byte)0, (byte)0, (byte)0), CieLab.ToSrgb8(0, 0, 0));
        Assert.Equal(((byte)119, (byte)119, (byte)119), CieLab.ToSrgb8(50, 0, 0));
    }
}
