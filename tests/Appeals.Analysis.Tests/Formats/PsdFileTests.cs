using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class PsdFileTests
{
    [Theory]
    [InlineData("Raw", false, false)]
    [InlineData("Rle", false, false)]
    [InlineData("Zip", false, false)]
    [InlineData("ZipPredicted", false, false)]
    [InlineData("Rle", true, false)]
    [InlineData("Rle", false, true)]
    [InlineData("Raw", true, true)]
    public void ReadPixels_WhenStoredInAnyWay_GivesThemBack(string compression, bool wide, bool grey)
    {
        var picture = Pictures.Paint(301, 77, (x, y) => grey ? ((byte)((x ^ y) % 256), (byte)((x ^ y) % 256), (byte)((x ^ y) % 256), (byte)(255 - x % 256)) : ((byte)(x / 9), (byte)y, (byte)(x * y % 256), (byte)(x < 150 ? 255 : y * 3)));
        var psd = new PsdBuilder(320, 80) { Compression = Enum.Parse<PsdCompression>(compression), Wide = wide, Grey = grey }.Add(new() { Pixels = picture, Left = 5, Top = -2 });
        using var file = psd.ToStream().Open();
        var layer = file.Layers.Single();

        Assert.Equal(wide ? FileFormat.Psb : FileFormat.Psd, file.Format);
        Assert.Equal(picture.Pixels, Read(file, layer, layer.Area));
        Assert.Equal(Crop(picture, 40, 10, 200, 50), Read(file, layer, new(45, 8, 200, 50)));
    }

    [Fact]
    public void Layers_WhenNested_StandInDrawingOrderWithTheirParents()
    {
        var pixels = Pictures.Solid(2, 2, 1, 2, 3);
        using var file = new PsdBuilder(8, 8)
            .Add(new() { Name = "背景", Pixels = pixels })
            .Group(new() { Name = "人物", Blend = "pass" }, new PsdLayerSpec { Name = "线稿", Pixels = pixels, Left = 3, Top = 4 }, new PsdLayerSpec { Name = "阴影", Pixels = pixels, Blend = "mul ", Clipped = true, Hidden = true })
            .ToStream().Open();

        Assert.Equal(["背景", "线稿", "阴影", "人物"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "4", "4", null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal([LayerKind.Pixel, LayerKind.Pixel, LayerKind.Pixel, LayerKind.Group], file.Layers.Select(layer => layer.Kind));
        Assert.Equal(["normal", "normal", "multiply", "pass-through"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal(new PixelArea(3, 4, 2, 2), file.Layers[1].Area);
        Assert.True(file.Layers[2] is { Clipped: true, Visible: false });
    }

    [Fact]
    public void Layers_WhenAFolderIsNotFinished_KeepWhatIsInIt()
    {
        var psd = new PsdBuilder(8, 8).Add(new() { Section = 3 }).Add(new() { Name = "child", Pixels = Pictures.Solid(2, 2, 1, 2, 3) });

        using var file = psd.ToStream().Open();

        Assert.Equal("child", file.Layers.Single().Name);
        Assert.Contains(file.Problems, problem => problem.Code == ProblemCode.Malformed);
    }

    [Fact]
    public void Layers_WhenAFolderWasNeverBegun_StayOutsideIt()
    {
        var psd = new PsdBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(2, 2, 1, 2, 3) }).Add(new() { Section = 1, Name = "folder" });

        using var file = psd.ToStream().Open();

        Assert.Null(file.Layers[0].Parent);
        Assert.Contains(file.Problems, problem => problem.Code == ProblemCode.Malformed);
    }

    [Theory]
    [InlineData("levl", LayerKind.Adjustment)]
    [InlineData("TySh", LayerKind.Text)]
    [InlineData("SoLd", LayerKind.SmartObject)]
    [InlineData("GdFl", LayerKind.Fill)]
    public void Layers_WhenTheyAreMoreThanPixels_SayWhatTheyAre(string tag, LayerKind kind)
    {
        using var file = new PsdBuilder(8, 8).Add(new() { Tags = [(tag, new byte[8])] }).ToStream().Open();

        Assert.Equal(kind, file.Layers.Single().Kind);
        Assert.Equal(kind is LayerKind.Adjustment or LayerKind.Fill, file.Problems.Any(problem => problem.Code == ProblemCode.NotRendered));
    }

    [Theory]
    [InlineData("pretty\u202Egnp", "prettygnp")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("../../etc/passwd", "../../etc/passwd")]
    [InlineData("ends\0", "ends")]
    public void Layers_WhenNamesAreOdd_AreCleanText(string stored, string shown)
    {
        using var file = new PsdBuilder(8, 8).Add(new() { Name = stored }).ToStream().Open();

        Assert.Equal(shown, file.Layers.Single().Name);
    }

    [Fact]
    public void Layers_WhenANameHasALoneSurrogate_IsValidText()
    {
        using var file = new PsdBuilder(8, 8).Add(new() { Name = "a\uD800b" }).ToStream().Open();

        Assert.Equal("a\uFFFDb", file.Layers.Single().Name);
    }

    [Fact]
    public void Open_WhenTheColourModeIsUnknown_GivesTheTreeAndSaysSo()
    {
        var bytes = new PsdBuilder(8, 8).Add(new() { Name = "ink", Pixels = Pictures.Solid(2, 2, 1, 2, 3) }).Build();
        bytes[25] = 6;

        using var file = new MemoryStream(bytes).Open();

        Assert.Equal(("unknown", "ink"), (file.ColorMode, file.Layers.Single().Name));
        Assert.Equal(ProblemCode.Unsupported, file.Problems.Single().Code);
        Assert.Equal(ProblemCode.Unsupported, Assert.Throws<SourceFileException>(() => file.Render()).Code);
    }

    [Fact]
    public void Metadata_WhenThereIsXmp_TellsHowTheFileCameAbout()
    {
        var xmp = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"
              xmp:CreatorTool="Painter 3" xmp:CreateDate="2026-01-02T03:04:05Z"><xmp:ModifyDate>2026-02-03T04:05:06Z</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>
            """u8.ToArray();

        using var file = new PsdBuilder(8, 8) { Resources = [(1060, xmp), (1005, [0, 72, 0, 0])] }.Add(new()).ToStream().Open();

        Assert.Equal("Painter 3", file.Application);
        Assert.Equal(("2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z", "72"), (file.Metadata["created"], file.Metadata["modified"], file.Metadata["resolution"]));
    }

    private static byte[] Read(LayeredFile file, Layer layer, PixelArea area)
    {
        var pixels = new byte[area.Width * area.Height * 4];
        Assert.True(file.ReadPixels(layer, area, pixels, CancellationToken.None));
        return pixels;
    }

    private static byte[] Crop(RgbaImage image, int left, int top, int width, int height) =>
        [.. Enumerable.Range(top, height).SelectMany(y => image.Row(y).Slice(left * 4, width * 4).ToArray())];
}
