using System.Diagnostics;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class HostileXcfTests
{
    private static readonly XcfLayerSpec Red = new() { Name = "red", Pixels = Pictures.Solid(8, 8, 255, 0, 0) };

    [Theory]
    [InlineData(4, "v099")]
    [InlineData(4, "vxyz")]
    [InlineData(9, "v100")]
    public void Open_WhenTheVersionIsNotGimps_IsRefused(int _, string version)
    {
        var bytes = new XcfBuilder(8, 8).Add(Red).Build();
        System.Text.Encoding.ASCII.GetBytes(version).CopyTo(bytes, 9);

        Assert.Contains(new MemoryStream(bytes).Refusal().Code, new[] { ProblemCode.Unsupported, ProblemCode.Malformed });
    }

    [Fact]
    public void Open_WhenTheHeaderPromisesAHugeCanvas_IsRefusedAtOnce()
    {
        var bytes = new XcfBuilder(30_000, 30_000).Add(Red).Build();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(bytes).Refusal().Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(300_000)]
    public void Open_WhenALayersSizeIsALie_CostsThatLayer(int width)
    {
        using var file = new XcfBuilder(8, 8).Add(Red with { Name = "lie", ClaimedWidth = width }).Add(Red).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
        Assert.NotEmpty(file.Problems);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(100_000_000_000L)]
    [InlineData(-1L)]
    public void Open_WhenAPointerLeadsNowhere_CostsThatLayer(long hierarchy)
    {
        using var file = new XcfBuilder(8, 8).Add(Red with { Name = "lost", ClaimedHierarchy = hierarchy }).Add(Red).ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
        Assert.NotEmpty(file.Problems);
    }

    [Fact]
    public void Open_WhenALayerPointsAtItself_EndsSoon()
    {
        var bytes = new XcfBuilder(8, 8).Add(Red).Build();
        var list = bytes.AsSpan().IndexOf(new BigEndianWriter().U32(17).U32(1).U8(1).U32(0).U32(0).ToArray()) + 17;
        // The list of layers begins with a pointer at the list, and so on without end.
        for (var at = list; at + 8 <= bytes.Length; at += 8) new BigEndianWriter().U64(list).ToArray().CopyTo(bytes, at);

        var clock = Stopwatch.StartNew();
        bytes.Outcome();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Open_WhenItemPathsAreDeepOrOrphaned_KeepsTheLayersOrRefuses()
    {
        var deep = new XcfBuilder(8, 8).Add(Red with { Path = [.. Enumerable.Repeat(0u, 100)] });
        var orphan = new XcfBuilder(8, 8).Add(Red with { Path = [5, 0] }).Add(new() { Name = "late", IsGroup = true });

        Assert.Equal(ProblemCode.LimitExceeded, deep.ToStream().Refusal().Code);
        using var file = orphan.ToStream().Open();
        Assert.Null(file.Layers.Single(layer => layer.Name == "red").Parent);
        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
        Assert.Single(file.Problems);
    }

    [Fact]
    public void Open_WhenAGroupFloatsOnItsOwnLayer_IsNotItsOwnGroup()
    {
        var group = new XcfLayerSpec { Name = "group", IsGroup = true, FloatsOn = 1 };

        using var file = new XcfBuilder(8, 8).Add(group).Add(Red with { Path = [0, 0] }).ToStream().Open();

        Assert.Equal([("red", "2"), ("group", null)], file.Layers.Select(layer => (layer.Name, layer.Parent)));
        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenATileIsCut_TheOthersShow()
    {
        var bytes = new XcfBuilder(128, 64) { Compression = 0 }.Add(Red with { Pixels = Pictures.Solid(128, 64, 7, 8, 9) }).Build();
        var tiles = bytes.AsSpan().IndexOf(new BigEndianWriter().U32(128).U32(64).ToArray().AsSpan()) + 8;
        // The second pointer of the level, which follows the tiles.
        var level = bytes.AsSpan(tiles).IndexOf(new BigEndianWriter().U32(128).U32(64).ToArray().AsSpan()) + tiles + 8;
        new BigEndianWriter().U64(bytes.Length - 10).ToArray().CopyTo(bytes, level + 8);

        using var file = new MemoryStream(bytes).Open();
        var picture = file.Render();

        Assert.Equal([(byte)255, 0], new[] { 5, 70 }.Select(x => picture.At(x, 5).A));
        Assert.Equal("1", Assert.Single(file.Problems).Layer);
    }

    [Fact]
    public void Open_WhenALimitIsReached_IsRefusedOrCostsThatLayer()
    {
        var two = new XcfBuilder(70, 70).Add(Red with { Pixels = Pictures.Noise(70, 70, 1) }).Add(Red with { Pixels = Pictures.Noise(70, 70, 2) }).Build();

        var one = new XcfBuilder(70, 70).Add(Red with { Pixels = Pictures.Noise(70, 70, 1) }).Add(Red).Build();

        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxLayers = 1 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxTotalPixels = 5_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, two.Outcome(ReadLimits.Default with { MaxSide = 69 }).Code);
        Assert.Equal(2, two.Outcome(ReadLimits.Default with { MaxTiles = 3 }).Problems.Count);
        Assert.Equal(ProblemCode.LimitExceeded, Assert.Single(one.Outcome(ReadLimits.Default with { MaxLayerPixels = 4_000 }).Problems).Code);
        Assert.Equal(ProblemCode.Malformed, one.Outcome(ReadLimits.Default with { MaxBlocks = 2 }).Code);
    }

    [Fact]
    public void Open_WhenAWrappedFileIsABomb_IsRefused()
    {
        var wrapped = new XcfBuilder(400, 400) { Compression = 0 }.Add(Red with { Pixels = Pictures.Solid(400, 400, 1, 2, 3) }).ToGzip().ToArray();

        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(wrapped).Refusal(ReadLimits.Default with { MaxUnwrappedLength = 100_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(wrapped).Refusal(ReadLimits.Default with { InflateRatioFrom = 10_000, MaxInflateRatio = 2 }).Code);
    }

    [Fact]
    public void Open_WhenCutAnywhere_GivesWhatIsThereOrSaysThatItIsCut()
    {
        var whole = new XcfBuilder(24, 24).Add(Red with { Mask = new byte[64] }).Add(Red with { Pixels = Pictures.Noise(24, 24, 1) }).Build();
        for (var length = 1; length < whole.Length; length += 7)
        {
            var (code, problems) = whole[..length].Outcome();
            Assert.True(code is not null || problems.Count > 0, $"{length} of {whole.Length}: nothing said");
        }
    }
}
