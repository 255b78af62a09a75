using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class HostileProcreateTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);

    [Theory]
    [InlineData("{0, 8}")]
    [InlineData("{8}")]
    [InlineData("{8, NaN}")]
    [InlineData("{8.5, 8}")]
    [InlineData("{-8, 8}")]
    [InlineData("")]
    public void Open_WhenTheSizeMakesNoSense_IsRefused(string size)
    {
        var procreate = new ProcreateBuilder(8, 8).Layer("a", Red);
        procreate.Document["size"] = procreate.Keep(size);

        Assert.Equal(ProblemCode.Malformed, procreate.ToStream().Refusal().Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-256)]
    [InlineData(1_000_000)]
    public void Open_WhenTilesHaveNoSize_IsRefused(int side)
    {
        var procreate = new ProcreateBuilder(8, 8).Layer("a", Red);
        procreate.Document["tileSize"] = side;

        Assert.Equal(ProblemCode.Malformed, procreate.ToStream().Refusal().Code);
    }

    [Fact]
    public void Open_WhenGroupsGoRoundInCircles_IsRefused()
    {
        var procreate = new ProcreateBuilder(8, 8);
        var group = ProcreateBuilder.Fields();
        var place = procreate.Keep(group);
        group["children"] = procreate.List(place);
        procreate.Layers.Add(place);

        Assert.Equal(ProblemCode.Malformed, procreate.ToStream().Refusal().Code);
    }

    [Fact]
    public void Open_WhenALimitIsReached_IsRefusedOrCostsThatLayer()
    {
        var two = new ProcreateBuilder(70, 70).Layer("a", Pictures.Noise(70, 70, 1)).Layer("b", Pictures.Noise(70, 70, 2)).Build();
        var deep = new ProcreateBuilder(8, 8);
        var inner = deep.Loose("a", Red);
        for (var i = 0; i < 100; i++) inner = deep.Keep(ProcreateBuilder.Fields(("children", deep.List(inner))));
        deep.Layers.Add(inner);

        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxLayers = 1 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxCanvasPixels = 4_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxSide = 69 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxTileEntries = 18 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxPlistBytes = 300 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, deep.Build().Outcome().Code);
        Assert.Equal(["2", "1"], two.Outcome(ReadLimits.Default with { MaxTiles = 8 }).Problems.Select(problem => problem.Layer).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("2", Assert.Single(two.Outcome(ReadLimits.Default with { MaxTotalPixels = 5_000 }).Problems).Layer);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(new byte[] { 0x62, 0x76, 0x34, 0x31, 255, 255, 255, 255, 255, 255, 255, 255, 0xF0 })]
    [InlineData(new byte[] { 0x62, 0x76, 0x34, 0x2D, 255, 255, 255, 255, 9 })]
    [InlineData(new byte[] { 0x62, 0x76, 0x34, 0x24 })]
    public void Render_WhenATileIsDamaged_TheOthersShow(byte[] tile)
    {
        var wide = Pictures.Solid(96, 8, 255, 0, 0);

        foreach (var ending in new[] { ".lz4", ".chunk" })
        {
            var procreate = new ProcreateBuilder(96, 8).Layer("a", null).Tiles("a", wide, ending).Entry("a/1~0" + ending, tile);
            using var file = procreate.ToStream().Open();
            var picture = file.Render();

            Assert.Equal([(byte)255, 255], new[] { 3, 90 }.Select(x => picture.At(x, 3).A));
            Assert.Equal(("1", ProblemCode.Malformed), (Assert.Single(file.Problems).Layer, file.Problems[0].Code));
        }
    }

    [Fact]
    public void Open_WhenTilesAreNamedFarAway_PassesThemOver()
    {
        using var file = new ProcreateBuilder(8, 8).Layer("a", Red).Entry("a/2147483647~2147483647.lz4", [1]).Entry("a/99999999999~0.lz4", [1]).Entry("a/-1~0.lz4", [1]).Entry("a/~.lz4", [1]).ToStream().Open();

        Assert.Equal(new PixelArea(0, 0, 8, 8), file.Layers[0].Area);
        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenATileIsAZipBomb_CostsThatTile()
    {
        using var file = new ProcreateBuilder(40, 8).Layer("a", Pictures.Solid(40, 8, 255, 0, 0)).Entry("a/1~0.lz4", new byte[60 * 1024 * 1024]).ToStream().Open();

        Assert.Equal([(byte)255, 0], new[] { 3, 35 }.Select(x => file.Render().At(x, 3).A));
        Assert.Single(file.Problems);
    }

    [Fact]
    public void Open_WhenThePlistIsCutOrChanged_NeverFailsInAnotherWay()
    {
        var procreate = Seed();
        var plist = procreate.Plist();
        for (var length = 0; length < plist.Length; length += 3) procreate.Build(plist[..length]).Outcome();
    }

    private static ProcreateBuilder Seed()
    {
        var procreate = new ProcreateBuilder(70, 8);
        var mask = procreate.Keep(ProcreateBuilder.Fields(("UUID", procreate.Keep("a")), ("hidden", false)));
        procreate.Layers.Add(procreate.Keep(ProcreateBuilder.Fields(("name", procreate.Keep("group")), ("children", procreate.List(procreate.Loose("a", Pictures.Gradient(70, 8), ("mask", mask), ("clipped", true)))))));
        return procreate.Layer("b", Pictures.Noise(70, 8, 1), ("extendedBlend", 13));
    }
}
