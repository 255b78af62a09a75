using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class HostileKraTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);

    [Theory]
    [InlineData("")]
    [InlineData("not a file of tiles")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\n")]
    [InlineData("VERSION 2\nTILEWIDTH 128\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 1\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4000000000\nDATA 1\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 8\nDATA 0\n")]
    [InlineData("VERSION 9\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 1\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 4000000000\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 9\n0,0,LZF,999999\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 9\n0,0,LZF,-5\n")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 9\n2147483647,-2147483648,LZF,1\nx")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 9\n3,5,LZF,1\nx")]
    [InlineData("VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE 4\nDATA 9\n0,0,ZIP,1\nx")]
    public void Open_WhenTilesAreALie_CostsThatLayer(string tiles)
    {
        using var file = new KraBuilder(8, 8, KraBuilder.Paint("bad") + KraBuilder.Paint("a")).Entry("bad", Encoding.Latin1.GetBytes(tiles)).Pixels("a", Red).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
        Assert.Equal("2", Assert.Single(file.Problems).Layer);
    }

    [Fact]
    public void Render_WhenOneTileIsDamaged_TheOthersShow()
    {
        var tile = Enumerable.Repeat((byte)200, 4096 * 4).ToArray();
        var bytes = KraBuilder.Write([(0, 0, tile), (64, 0, tile), (128, 0, tile)], 4);
        var middle = bytes.AsSpan().IndexOf("64,0,LZF"u8);
        bytes.AsSpan(middle + 14, 6).Fill(0xFF);

        using var file = new KraBuilder(192, 64, KraBuilder.Paint("a")).Entry("a", bytes).ToStream().Open();
        var picture = file.Render();

        Assert.Equal([(byte)200, 0, 200], new[] { 3, 67, 131 }.Select(x => picture.At(x, 3).A));
        Assert.Equal(("1", ProblemCode.Malformed), (Assert.Single(file.Problems).Layer, file.Problems[0].Code));
    }

    [Fact]
    public void Open_WhenDotsLieFarApart_KeepsWhatIsOnTheCanvas()
    {
        var tile = Enumerable.Repeat((byte)255, 4096 * 4).ToArray();
        var bytes = KraBuilder.Write([(-299_968, -299_968, tile), (0, 0, tile), (299_968, 299_968, tile)], 4);

        using var file = new KraBuilder(100, 100, KraBuilder.Paint("a")).Entry("a", bytes).ToStream().Open();

        Assert.Equal(new PixelArea(0, 0, 100, 100), file.Layers[0].Area);
        Assert.Equal([(byte)255, 0], new[] { 63, 64 }.Select(x => file.Render().At(x, 3).A));
    }

    [Fact]
    public void Open_WhenALayerIsAZipBomb_CostsThatLayer()
    {
        using var file = new KraBuilder(8, 8, KraBuilder.Paint("bomb") + KraBuilder.Paint("a")).Entry("bomb", new byte[60 * 1024 * 1024]).Pixels("a", Red).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 0));
        Assert.Contains(file.Problems, problem => problem is { Code: ProblemCode.LimitExceeded, Layer: "2" });
    }

    [Fact]
    public void Open_WhenALimitIsReached_IsRefusedOrCostsThatLayer()
    {
        var two = new KraBuilder(70, 70, KraBuilder.Paint("a") + KraBuilder.Paint("b")).Pixels("a", Pictures.Noise(70, 70, 1)).Pixels("b", Pictures.Noise(70, 70, 2)).Build();
        var deep = new KraBuilder(8, 8, string.Concat(Enumerable.Repeat("<layer nodetype='grouplayer'><layers>", 100)) + string.Concat(Enumerable.Repeat("</layers></layer>", 100))).Build();

        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxLayers = 1 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxCanvasPixels = 4_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxSide = 69 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, deep.Outcome().Code);
        Assert.Equal(["2", "1"], two.Outcome(ReadLimits.Default with { MaxTiles = 3 }).Problems.Select(problem => problem.Layer).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("2", Assert.Single(two.Outcome(ReadLimits.Default with { MaxTotalPixels = 5_000 }).Problems).Layer);
    }

    [Theory]
    [InlineData("<DOC><IMAGE width='0' height='8'/></DOC>")]
    [InlineData("<DOC><IMAGE width='8' height='-8'/></DOC>")]
    [InlineData("<DOC><IMAGE width='NaN' height='8'><layers>")]
    [InlineData("<DOC/>")]
    [InlineData("<html/>")]
    [InlineData("")]
    [InlineData("<!DOCTYPE DOC [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><DOC><IMAGE width='8' height='8' name='&a;'/></DOC>")]
    public void Open_WhenTheDocumentIsDamaged_IsRefused(string xml) => Assert.Equal(ProblemCode.Malformed, new KraBuilder(xml).ToStream().Refusal().Code);

    [Fact]
    public void Open_WhenClonesGoRoundInCircles_SaysThatTheyCannotBeRendered()
    {
        var layers = "<layer nodetype='clonelayer' name='a' clonefrom='b'/><layer nodetype='clonelayer' name='b' clonefrom='a'/><layer nodetype='clonelayer' name='c' clonefrom='c'/>";

        using var file = new KraBuilder(8, 8, layers).ToStream().Open();
        file.Render();

        Assert.Equal(3, file.Problems.Count);
    }

    private static byte[] Seed(int version, bool packed) => KraBuilder.Tiles(90, 70, 4, KraBuilder.Bgra(Pictures.Gradient(90, 70)), version, packed);
}
