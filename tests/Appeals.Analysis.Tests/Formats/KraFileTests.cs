using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class KraFileTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);
    private static readonly RgbaImage Blue = Pictures.Solid(8, 8, 0, 0, 255);

    [Fact]
    public void Layers_WhenNested_StandInDrawingOrderWithTheirParents()
    {
        var layers = "<layer nodetype='grouplayer' name='人物' passthrough='1' filename='g'><layers>"
            + KraBuilder.Paint("线稿", "x='-3' y='2' opacity='51' compositeop='soft_light_svg'") + KraBuilder.Paint("阴影", "visible='0' compositeop='multiply' locked='1'") + "</layers></layer>" + KraBuilder.Paint("背景");

        using var file = new KraBuilder(80, 70, layers).Pixels("线稿", Red).Pixels("阴影", Red).Pixels("背景", Pictures.Solid(80, 70, 9, 9, 9)).ToStream().Open();

        Assert.Equal((FileFormat.Kra, 80, 70, 8, "rgb", "Krita 5.2.2"), (file.Format, file.Width, file.Height, file.Depth, file.ColorMode, file.Application));
        Assert.Equal(["背景", "阴影", "线稿", "人物"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "4", "4", null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal(["normal", "multiply", "soft-light", "pass-through"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal(new PixelArea(-3, 2, 8, 8), file.Layers[2].Area);
        Assert.Equal((0.2, false, true), (file.Layers[2].Opacity, file.Layers[1].Visible, file.Layers[1].Locked));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Render_WhenTilesAreOfAnyKind_ShowsThePicture(int version, bool packed)
    {
        var picture = Pictures.Noise(150, 90, 3);

        using var file = new KraBuilder(150, 90, KraBuilder.Paint("a")).Pixels("a", picture, version, packed).ToStream().Open();

        Assert.Equal(picture.Pixels, file.Render().Pixels);
        Assert.Equal(new PixelArea(0, 0, 150, 90), file.Layers[0].Area);
        Assert.Empty(file.Problems);
    }

    public static TheoryData<string, byte[], byte[]> Depths => new()
    {
        { "RGBA", [51, 102, 204, 255], [204, 102, 51, 255] },
        { "RGBA16", KraBuilder.Short(51 * 257, 102 * 257, 204 * 257, 65535), [204, 102, 51, 255] },
        { "RGBAF16", KraBuilder.Half(0.8f, 0.4f, 0.2f, 1), [204, 102, 51, 255] },
        { "RGBAF32", KraBuilder.Float(0.8f, 0.4f, 0.2f, 1), [204, 102, 51, 255] },
        { "RGBAF32", KraBuilder.Float(float.NaN, 7, -3, 1), [0, 255, 0, 255] },
        { "GRAYA", [77, 255], [77, 77, 77, 255] },
        { "GRAYA16", KraBuilder.Short(77 * 257, 65535), [77, 77, 77, 255] },
        { "CMYK", [0, 255, 255, 0, 255], [255, 0, 0, 255] },
        { "LABA", KraBuilder.Short(65535, 32896, 32896, 65535), [255, 255, 255, 255] },
    };

    [Theory, MemberData(nameof(Depths))]
    public void Render_WhenSamplesAreOfAnyDepth_ShowsTheirColour(string space, byte[] pixel, byte[] color)
    {
        using var file = new KraBuilder(70, 3, KraBuilder.Paint("a"), space).Entry("a", KraBuilder.Tiles(70, 3, pixel.Length, (_, _) => pixel)).ToStream().Open();

        Assert.Equal((color[0], color[1], color[2], color[3]), file.Render().At(69, 2));
    }

    [Fact]
    public void Render_WhenTheProfileIsLinear_ShowsSrgbAndMixesLight()
    {
        byte[] white = KraBuilder.Float(1, 1, 1, 0.5f), black = KraBuilder.Float(0, 0, 0, 1);

        using var file = new KraBuilder(4, 4, KraBuilder.Paint("white") + KraBuilder.Paint("black"), "RGBAF32", "sRGB-elle-V2-g10.icc")
            .Entry("white", KraBuilder.Tiles(4, 4, 16, (_, _) => white)).Entry("black", KraBuilder.Tiles(4, 4, 16, (_, _) => black)).ToStream().Open();

        Assert.InRange(file.Render().At(1, 1).R, 187, 189);
    }

    [Fact]
    public void Render_WhenTheDefaultPixelIsPainted_FillsTheCanvas()
    {
        using var file = new KraBuilder(100, 80, KraBuilder.Paint("a", "x='5' y='5'")).Pixels("a", Red).Entry("a.defaultpixel", [0, 255, 0, 255]).ToStream().Open();

        var picture = file.Render();

        Assert.Equal((0, 255, 0, 255), picture.At(99, 79));
        Assert.Equal((255, 0, 0, 255), picture.At(12, 12));
        Assert.Equal(new PixelArea(0, 0, 100, 80), file.Layers[0].Area);
    }

    [Fact]
    public void Render_WhenThereAreTransparencyMasks_EachHidesItsPart()
    {
        var masks = "<masks><mask nodetype='transparencymask' name='m' filename='m' visible='1' x='2'/><mask nodetype='transparencymask' name='n' filename='n' visible='1'/><mask nodetype='transparencymask' filename='o' visible='0'/></masks>";

        using var file = new KraBuilder(8, 8, $"<layer nodetype='paintlayer' filename='a'>{masks}</layer>").Pixels("a", Red)
            .Entry("m.pixelselection", KraBuilder.Tiles(3, 8, 1, (_, _) => [255])).Entry("m.pixelselection.defaultpixel", [0])
            .Entry("n.pixelselection", KraBuilder.Tiles(8, 4, 1, (_, _) => [128])).Entry("n.pixelselection.defaultpixel", [255])
            .Entry("o.pixelselection", KraBuilder.Tiles(8, 8, 1, (_, _) => [0])).ToStream().Open();
        var picture = file.Render();

        Assert.Equal([(byte)0, 128, 128, 0], new[] { 1, 2, 4, 5 }.Select(x => picture.At(x, 1).A));
        Assert.Equal(0, picture.At(3, 5).A); // within a tile of the second mask its own zero counts, not the shade outside
    }

    [Fact]
    public void Render_WhenALayerInheritsAlpha_StaysWithinWhatIsBeneathIt()
    {
        using var file = new KraBuilder(8, 8, KraBuilder.Paint("a", "channelflags='1110'") + KraBuilder.Paint("b", "x='4'")).Pixels("a", Red).Pixels("b", Blue).ToStream().Open();
        var picture = file.Render();

        Assert.Equal((0, (byte)255), (picture.At(1, 1).A, picture.At(6, 1).R));
        Assert.True(file.ToReport("s").Layers[1].Clipped);
        Assert.Equal(255, file.Render(new() { Only = new HashSet<string> { "2" } }).At(1, 1).A);
    }

    [Fact]
    public void Render_WhenALayerIsACloneOrAPlainFill_ShowsWhatItStandsFor()
    {
        var layers = "<layer nodetype='clonelayer' name='c' filename='c' clonefromuuid='{1}' x='4' y='0'/><layer nodetype='paintlayer' filename='a' uuid='{1}' visible='0'/><layer nodetype='generatorlayer' generatorname='color' filename='f'/>";
        var config = "<params><param name='color' type='color'><![CDATA[<!DOCTYPE color><color channeldepth='U8'><RGB r=\"0.2\" g=\"0.4\" b=\"0.6\" space=\"sRGB\"/></color>]]></param></params>";

        using var file = new KraBuilder(8, 8, layers).Pixels("a", Red).Entry("f.filterconfig", Encoding.UTF8.GetBytes(config)).ToStream().Open();
        var picture = file.Render();

        Assert.Equal((51, 102, 153, 255), picture.At(1, 1));
        Assert.Equal((255, 0, 0, 255), picture.At(6, 1));
        Assert.Equal([LayerKind.Fill, LayerKind.Pixel, LayerKind.SmartObject], file.Layers.Select(layer => layer.Kind));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Render_WhenLayersAreAnimated_ShowsTheFrameItWasSavedAt()
    {
        var keyframes = "<!DOCTYPE keyframes><keyframes><channel name='content'><keyframe time='0' frame='a'><offset x='0' y='0'/></keyframe><keyframe time='3' frame='a.f1'><offset x='2' y='0'/></keyframe><keyframe time='9' frame='a'/></channel></keyframes>"u8.ToArray();
        var xml = "<DOC kritaVersion='5.2.2'><IMAGE name='画' width='8' height='8' colorspacename='RGBA'><layers>" + KraBuilder.Paint("a", "keyframes='a.keyframes.xml'") + "</layers><animation><currentTime type='value' value='5'/></animation></IMAGE></DOC>";

        using var file = new KraBuilder(xml).Pixels("a", Red).Pixels("a.f1", Blue).Entry("a.keyframes.xml", keyframes).ToStream().Open();

        Assert.Equal((0, 0, 255, 255), file.Render().At(5, 5));
        Assert.Equal(2, file.Layers[0].Left);
        Assert.Equal("1", file.Metadata["animatedLayers"]);
    }

    [Theory]
    [InlineData("adjustmentlayer", LayerKind.Adjustment)]
    [InlineData("shapelayer", LayerKind.Vector)]
    [InlineData("filelayer", LayerKind.SmartObject)]
    [InlineData("generatorlayer", LayerKind.Fill)]
    [InlineData("clonelayer", LayerKind.SmartObject)]
    public void Layers_WhenTheyCannotBeRendered_AreSaidToBe(string type, LayerKind kind)
    {
        using var file = new KraBuilder(8, 8, $"<layer nodetype='{type}' filename='x' name='x' generatorname='simplexnoise' clonefrom='x'/>" + KraBuilder.Paint("a")).Pixels("a", Red).ToStream().Open();

        Assert.Equal(kind, file.Layers[1].Kind);
        Assert.Equal((ProblemCode.NotRendered, "2"), (Assert.Single(file.Problems).Code, file.Problems[0].Layer));
        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
    }

    [Theory]
    [InlineData("layerstyle='{1}'", "")]
    [InlineData("channelflags='1011'", "")]
    [InlineData("compositeop='bumpmap'", "")]
    [InlineData("", "<masks><mask nodetype='filtermask' filename='m'/></masks>")]
    [InlineData("", "<masks><mask nodetype='transformmask' filename='m'/></masks>")]
    public void Layers_WhenAPartOfThemCannotBeRendered_AreSaidToBe(string attributes, string masks)
    {
        using var file = new KraBuilder(8, 8, $"<layer nodetype='paintlayer' filename='a' {attributes}>{masks}</layer>").Pixels("a", Red).ToStream().Open();

        Assert.Equal((ProblemCode.NotRendered, "1"), (Assert.Single(file.Problems).Code, file.Problems[0].Layer));
        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Layers_WhenAMaskMovesTheirPixels_TheWholeCanvasMayDiffer()
    {
        using var file = new KraBuilder(400, 8, "<layer nodetype='paintlayer' filename='a'><masks><mask nodetype='transformmask' filename='m'/></masks></layer>").Pixels("a", Red).ToStream().Open();

        Assert.Equal(new ProblemArea(0, 0, 400, 8), Assert.Single(file.Problems).Area);
    }

    [Fact]
    public void Metadata_WhenThereIsDocumentInfo_SaysHowLongAndHowOftenAndNotWho()
    {
        var info = "<!DOCTYPE d><document-info><about><editing-cycles>7</editing-cycles><editing-time>1790</editing-time><creation-date>2020-02-25T11:15:12</creation-date><date>2020-02-26T11:15:12</date></about><author><full-name>林</full-name></author></document-info>"u8.ToArray();

        using var file = new KraBuilder(8, 8, KraBuilder.Paint("a")).Pixels("a", Red).Whole("documentinfo.xml", info).ToStream().Open();

        Assert.Equal(("7", "1790", "2020-02-25T11:15:12", "yes"), (file.Metadata["editingCycles"], file.Metadata["editingSeconds"], file.Metadata["created"], file.Metadata["author"]));
        Assert.DoesNotContain(file.Metadata.Values, value => value.Contains('林', StringComparison.Ordinal));
    }

    [Fact]
    public void Render_WhenTheStoredPicturesAreDestroyed_IsTheSame()
    {
        KraBuilder Kra() => new KraBuilder(8, 8, KraBuilder.Paint("a")).Pixels("a", Red);

        using var whole = Kra().Whole("mergedimage.png", ImageCodec.EncodePng(Blue)).Whole("preview.png", ImageCodec.EncodePng(Blue)).ToStream().Open();
        using var without = Kra().Whole("mergedimage.png", [1, 2, 3]).ToStream().Open();

        Assert.Equal(without.Render().Pixels, whole.Render().Pixels);
    }

    [Fact]
    public void Layers_WhenPixelsAreNearlyTransparentIn16Bits_AreBoundedBy8BitsOfThem()
    {
        using var file = new KraBuilder(8, 8, KraBuilder.Paint("a"), "RGBA16").Entry("a", KraBuilder.Tiles(8, 8, 8, (x, _) => KraBuilder.Short(0, 0, 0, (ushort)(x == 0 ? 100 : x < 5 ? 40_000 : 0)))).ToStream().Open();

        Assert.Equal(new PixelArea(1, 0, 4, 8), file.Layers[0].Area);
    }
}
