using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class OraFileTests
{
    private static readonly RgbaImage Red = Pictures.Solid(4, 4, 255, 0, 0);

    [Fact]
    public void Layers_WhenNested_StandInDrawingOrderWithTheirParents()
    {
        var stack = "<stack name='人物' opacity='0,5'><layer name='线稿' src='a.png' x='-3' y='2' opacity='0.25'/><layer name='阴影' src='a.png' visibility='hidden' composite-op='svg:multiply'/></stack><layer name='背景' src='a.png'/>";

        using var file = new OraBuilder().Stack(16, 12, stack).Picture("a.png", Red).ToStream().Open();

        Assert.Equal((FileFormat.Ora, 16, 12, 8, "rgb"), (file.Format, file.Width, file.Height, file.Depth, file.ColorMode));
        Assert.Equal(["背景", "阴影", "线稿", "人物"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "4", "4", null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal(["normal", "multiply", "normal", "normal"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal(new PixelArea(-3, 2, 4, 4), file.Layers[2].Area);
        Assert.Equal((0.25, 0.5, false), (file.Layers[2].Opacity, file.Layers[3].Opacity, file.Layers[1].Visible));
    }

    [Fact]
    public void Render_WhenThereIsAMergedImage_DoesNotUseIt()
    {
        using var file = new OraBuilder().Stack(4, 4, "<layer src='a.png'/>").Picture("a.png", Red).Picture("mergedimage.png", Pictures.Solid(4, 4, 0, 0, 255)).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 0));
    }

    [Theory]
    [InlineData("<layer src='../../etc/passwd'/>")]
    [InlineData("<layer src='http://example.org/a.png'/>")]
    [InlineData("<layer src='missing.png'/>")]
    [InlineData("<layer/>")]
    [InlineData("<layer src='text.png'/>")]
    public void Open_WhenALayersPictureIsNotThere_CostsThatLayer(string layer)
    {
        var ora = new OraBuilder().Stack(4, 4, layer + "<layer src='a.png'/>").Picture("a.png", Red)
            .Entry("../../etc/passwd", "root"u8.ToArray()).Entry("text.png", "text"u8.ToArray());

        using var file = ora.ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 0));
        Assert.Equal("2", Assert.Single(file.Problems).Layer);
    }

    [Fact]
    public void Open_WhenALayersHeaderPromisesAHugePicture_CostsThatLayer()
    {
        var bomb = ImageCodec.EncodePng(Red);
        new BigEndianWriter().U32(250_000).U32(250_000).ToArray().CopyTo(bomb, 16);

        using var file = new OraBuilder().Stack(4, 4, "<layer src='bomb.png'/><layer src='a.png'/>").Picture("a.png", Red).Entry("bomb.png", bomb).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 0));
        Assert.Equal((ProblemCode.LimitExceeded, "2"), (Assert.Single(file.Problems).Code, file.Problems[0].Layer));
    }

    [Fact]
    public void Render_WhenALayerIsAZipBomb_CostsThatLayer()
    {
        byte[] bomb = [.. ImageCodec.EncodePng(Red), .. new byte[80 * 1024 * 1024]];

        using var file = new OraBuilder().Stack(4, 4, "<layer src='bomb.png'/><layer src='a.png'/>").Picture("a.png", Red).Entry("bomb.png", bomb).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 0));
        Assert.Contains(file.Problems, problem => problem is { Code: ProblemCode.LimitExceeded, Layer: "2" });
    }

    [Fact]
    public void Open_WhenTheStackIsAZipBomb_IsRefused() =>
        Assert.Equal(ProblemCode.LimitExceeded, new OraBuilder().Xml("<image w='4' h='4'>" + new string(' ', 15_000_000) + "</image>").ToStream().Refusal().Code);

    [Fact]
    public void Open_WhenStacksAreNestedTooDeep_IsRefused() =>
        Assert.Equal(ProblemCode.LimitExceeded, new OraBuilder().Stack(4, 4, string.Concat(Enumerable.Repeat("<stack>", 3_000)) + string.Concat(Enumerable.Repeat("</stack>", 3_000))).ToStream().Refusal().Code);

    [Fact]
    public void Open_WhenThereAreTooManyLayers_IsRefused() =>
        Assert.Equal(ProblemCode.LimitExceeded, new OraBuilder().Stack(4, 4, string.Concat(Enumerable.Repeat("<layer/>", 101))).ToStream().Refusal(ReadLimits.Default with { MaxLayers = 100 }).Code);

    [Theory]
    [InlineData("<image w='4' h='4'><stack>")]
    [InlineData("<picture/>")]
    [InlineData("<image w='0' h='4'><stack/></image>")]
    [InlineData("<image w='-4' h='4'><stack/></image>")]
    [InlineData("not xml")]
    [InlineData("")]
    public void Open_WhenTheStackIsDamaged_IsRefused(string xml) => Assert.Equal(ProblemCode.Malformed, new OraBuilder().Xml(xml).ToStream().Refusal().Code);

    [Fact]
    public void Open_WhenTheXmlHasEntities_ExpandsNone()
    {
        var xml = "<!DOCTYPE image [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><image w='4' h='4'><stack><layer name='&b;&f;'/></stack></image>";

        Assert.Equal(ProblemCode.Malformed, new OraBuilder().Xml(xml).ToStream().Refusal().Code);
    }

    [Fact]
    public void Open_WhenTheCanvasIsHuge_IsRefused() =>
        Assert.Equal(ProblemCode.LimitExceeded, new OraBuilder().Stack(30_000, 30_000, "<layer/>").ToStream().Refusal().Code);

    [Theory]
    [InlineData("NaN", 1)]
    [InlineData("-5", 0)]
    [InlineData("1e308", 1)]
    [InlineData("half", 1)]
    public void Layers_WhenOpacityIsOdd_LiesBetween0And1(string opacity, double expected)
    {
        using var file = new OraBuilder().Stack(4, 4, $"<layer opacity='{opacity}' x='99999999999' y='1.5'/>").ToStream().Open();

        Assert.Equal(expected, file.Layers.Single().Opacity);
    }

    [Fact]
    public void Layers_WhenNamesAreOdd_AreCleanText()
    {
        using var file = new OraBuilder().Stack(4, 4, "<layer name='a&#x202E;b&#x9;c'/>").ToStream().Open();

        Assert.Equal("ab c", file.Layers.Single().Name);
        Assert.Equal(file.Layers[0].Name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(file.Layers[0].Name)));
    }
}
