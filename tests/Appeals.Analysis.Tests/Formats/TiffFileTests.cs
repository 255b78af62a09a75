using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class TiffFileTests
{
    private const int ImageSourceData = 37_724;

    [Theory]
    [InlineData(true, 8, "Rle")]
    [InlineData(true, 16, "ZipPredicted")]
    [InlineData(true, 32, "ZipPredicted")]
    [InlineData(true, 16, "Raw")]
    [InlineData(false, 8, "Zip")]
    [InlineData(false, 32, "Raw")]
    public void Render_WhenPhotoshopKeptItsLayers_DrawsThem(bool littleEndian, int depth, string compression)
    {
        var block = new PsdBuilder(20, 10) { LittleEndian = littleEndian, Depth = depth, Compression = Enum.Parse<PsdCompression>(compression) }
            .Add(new() { Name = "纸", Pixels = Pictures.Noise(20, 10, 3) })
            .Group(new() { Name = "group", Blend = "pass" }, new PsdLayerSpec { Name = "red", Pixels = Pictures.Solid(4, 4, 255, 0, 0), Left = 5, Top = -2, Blend = "mul " }).TiffBlock();
        (int, int, byte[])[] bits = depth == 8 ? [] : [(258, 3, new BigEndianWriter(littleEndian).U16(depth).ToArray())];

        using var file = new TiffBuilder(littleEndian).Page(Pictures.Solid(20, 10, 1, 2, 3), null, 0, 0, [(ImageSourceData, 7, block), .. bits]).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((FileFormat.Tiff, 20, 10), (file.Format, file.Width, file.Height));
        Assert.Equal(["纸", "red", "group"], file.Layers.Select(layer => layer.Name));
        var paper = Pictures.Noise(20, 10, 3);
        Assert.Equal(paper.At(0, 9), composite.At(0, 9));
        Assert.Equal((paper.At(5, 1).R, (byte)0, (byte)0, (byte)255), composite.At(5, 1));
    }

    [Fact]
    public void OpenFlat_WhenThereAreLayers_IsTheFirstPage()
    {
        var block = new PsdBuilder(2, 1).Add(new() { Pixels = Pictures.Solid(2, 1, 9, 9, 9) }).TiffBlock();

        using var file = new TiffBuilder(littleEndian: false).Page(Pictures.Solid(2, 1, 1, 2, 3), null, 0, 0, (ImageSourceData, 7, block)).ToStream().Open();
        using var flat = file.OpenFlat(CancellationToken.None)!;
        var row = new byte[8];
        flat.Read(row);

        Assert.Equal([1, 2, 3, 255, 1, 2, 3, 255], row);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_WhenLayersArePages_StacksThemWhereTheyLie(bool littleEndian)
    {
        using var file = new TiffBuilder(littleEndian).Page(Pictures.Solid(9, 8, 1, 2, 3), "底").Page(Pictures.Solid(2, 2, 250, 0, 0), "dot", 5, 4).Page(Pictures.Solid(9, 8, 9, 9, 9), "thumbnail", 0, 0, (254, 4, Reduced(littleEndian))).ToStream().Open();
        var composite = file.Render();

        Assert.Equal(["底", "dot"], file.Layers.Select(layer => layer.Name));
        Assert.Equal(new PixelArea(5, 4, 2, 2), file.Layers[1].Area);
        Assert.Equal((1, 2, 3, 255), composite.At(4, 4));
        Assert.Equal((250, 0, 0, 255), composite.At(6, 5));
    }

    [Fact]
    public void Render_WhenThereIsOnePage_IsThatPage()
    {
        using var file = new TiffBuilder().Page(Pictures.Noise(33, 7, 5)).ToStream().Open();

        Assert.Empty(file.Layers);
        Assert.Equal(Pictures.Noise(33, 7, 5).Pixels, file.Render().Pixels);
    }

    [Fact]
    public void Open_WhenPagesGoRoundInCircles_EndsWhereItBegan()
    {
        using var file = new TiffBuilder { LoopTo = 0 }.Page(Pictures.Solid(3, 3, 1, 2, 3)).Page(Pictures.Solid(3, 3, 4, 5, 6)).ToStream().Open();

        Assert.Equal(2, file.Layers.Count);
        Assert.Equal(ProblemCode.Malformed, file.Problems.Single().Code);
        Assert.Equal((4, 5, 6, 255), file.Render().At(0, 0));
    }

    [Fact]
    public void Open_WhenThereAreMorePagesThanMayBe_IsRefused()
    {
        var file = new TiffBuilder().Page(Pictures.Solid(1, 1, 1, 2, 3)).Page(Pictures.Solid(1, 1, 1, 2, 3)).Page(Pictures.Solid(1, 1, 1, 2, 3)).Build();

        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(file).Refusal(ReadLimits.Default with { MaxPages = 2 }).Code);
        Assert.Equal(3, new MemoryStream(file).Open(ReadLimits.Default with { MaxPages = 3 }).Layers.Count);
    }

    [Fact]
    public void Open_WhenADirectoryHasMoreFieldsThanMayBe_IsRefused() =>
        Assert.Equal(ProblemCode.Malformed, new TiffBuilder().Page(Pictures.Solid(1, 1, 1, 2, 3)).ToStream().Refusal(ReadLimits.Default with { MaxBlocks = 5 }).Code);

    [Fact]
    public void Render_WhenTheFileIsLongerThanACodecMayHold_IsRefused()
    {
        using var file = new TiffBuilder().Page(Pictures.Solid(9, 9, 1, 2, 3)).ToStream().Open(ReadLimits.Default with { MaxPictureLength = 300 });

        Assert.Equal(ProblemCode.LimitExceeded, Assert.Throws<Appeals.Analysis.Formats.SourceFileException>(() => file.Render()).Code);
    }

    [Fact]
    public void Open_WhenPagesTogetherAreTooLarge_IsRefused() =>
        Assert.Equal(ProblemCode.LimitExceeded, new TiffBuilder().Page(Pictures.Solid(9, 9, 1, 2, 3)).Page(Pictures.Solid(9, 9, 1, 2, 3)).ToStream().Refusal(ReadLimits.Default with { MaxTotalPixels = 161 }).Code);

    [Fact]
    public void Open_WhenAPageCannotBeDecoded_CostsThatPage()
    {
        var bytes = new TiffBuilder().Page(Pictures.Solid(3, 3, 1, 2, 3)).Page(Pictures.Solid(3, 3, 4, 5, 6), null, 0, 0, (339, 3, [77, 0])).Build();

        using var file = new MemoryStream(bytes).Open();

        Assert.Equal((1, 2, 3, 255), file.Render().At(1, 1));
        Assert.Equal("2", file.Problems.Single().Layer);
    }

    private static byte[] Reduced(bool littleEndian) => new BigEndianWriter(littleEndian).U32(1).ToArray();
}
