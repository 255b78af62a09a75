using System.Diagnostics;
using Appeals.Analysis.Formats;
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
        Outcome(bytes);

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

        Assert.Equal(ProblemCode.LimitExceeded, Outcome(two, ReadLimits.Default with { MaxLayers = 1 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, Outcome(two, ReadLimits.Default with { MaxTotalPixels = 5_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, Outcome(two, ReadLimits.Default with { MaxSide = 69 }).Code);
        Assert.Equal(2, Outcome(two, ReadLimits.Default with { MaxTiles = 3 }).Problems.Count);
        Assert.Equal(ProblemCode.LimitExceeded, Assert.Single(Outcome(one, ReadLimits.Default with { MaxLayerPixels = 4_000 }).Problems).Code);
        Assert.Equal(ProblemCode.Malformed, Outcome(one, ReadLimits.Default with { MaxBlocks = 2 }).Code);
    }

    [Fact]
    public void Open_WhenAWrappedFileIsABomb_IsRefused()
    {
        var wrapped = new XcfBuilder(2_000, 2_000) { Compression = 0 }.Add(Red with { Pixels = Pictures.Solid(2_000, 2_000, 1, 2, 3) }).ToGzip().ToArray();

        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(wrapped).Refusal(ReadLimits.Default with { MaxUnwrappedLength = 1_000_000 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(wrapped).Refusal(ReadLimits.Default with { MaxInflateRatio = 2 }).Code);
    }

    [Fact]
    public void Open_WhenCutAnywhere_GivesWhatIsThereOrSaysThatItIsCut()
    {
        var whole = new XcfBuilder(24, 24).Add(Red with { Mask = new byte[64] }).Add(Red with { Pixels = Pictures.Noise(24, 24, 1) }).Build();
        for (var length = 1; length < whole.Length; length += 7)
        {
            var (code, problems) = Outcome(whole[..length]);
            Assert.True(code is not null || problems.Count > 0, $"{length} of {whole.Length}: nothing said");
        }
    }

    [Fact]
    public void Open_WhenMutatedAtRandom_NeverFailsInAnotherWay()
    {
        var seeds = Seeds();
        var random = new Random(20_261_122);
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; clock.Elapsed < TimeSpan.FromSeconds(2); rounds++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var at = random.Next(bytes.Length - 8);
                if (random.Next(3) == 0) bytes[at] = (byte)random.Next(256);
                else if (random.Next(2) == 0) bytes[at] ^= (byte)(1 << random.Next(8));
                else bytes.AsSpan(random.Next(bytes.Length - 8), 8).CopyTo(bytes.AsSpan(at));
            }
            Outcome(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes, ReadLimits.Default with { MaxCanvasPixels = 1_000_000, MaxLayerPixels = 4_000_000, MaxTotalPixels = 8_000_000 });
        }
        Assert.True(rounds > 100, $"only {rounds} rounds");
    }

    private static byte[][] Seeds() =>
    [
        .. new (int Version, int Precision, byte Compression)[] { (3, 150, 1), (11, 150, 2), (12, 600, 1), (12, 250, 0) }.Select(kind => new XcfBuilder(20, 20) { Version = kind.Version, Precision = kind.Precision, Compression = kind.Compression }
            .Add(new() { IsGroup = true, Mode = kind.Version > 3 ? 61u : 0 })
            .Add(new() { Path = [0, 0], Pixels = Pictures.Noise(12, 12, 1), Mask = new byte[144], Mode = kind.Version > 3 ? 24u : 11 })
            .Add(new() { Path = [0, 1], Pixels = Pictures.Noise(9, 9, 2), Mode = 3, Properties = [XcfBuilder.Parasite("gimp-text-layer", "x")] })
            .Add(new() { Pixels = Pictures.Noise(20, 20, 3) })
            .Build()),
        new XcfBuilder(20, 20) { Version = 1, Base = 2, Palette = [1, 2, 3, 4, 5, 6] }.Add(new() { Pixels = Pictures.Solid(20, 20, 1, 1, 1), Mode = 0 }).Build(),
    ];

    private static (ProblemCode? Code, IReadOnlyList<Problem> Problems) Outcome(byte[] bytes, ReadLimits? limits = null)
    {
        try
        {
            using var file = new MemoryStream(bytes).Open(limits);
            file.Render();
            return (null, file.Problems);
        }
        catch (SourceFileException refusal)
        {
            Assert.NotEmpty(refusal.Wording.Zh);
            return (refusal.Code, []);
        }
    }
}
