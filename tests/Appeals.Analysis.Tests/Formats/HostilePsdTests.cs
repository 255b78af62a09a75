using System.Diagnostics;
using System.Globalization;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats;

public sealed class HostilePsdTests
{
    [Fact]
    public void Open_WhenEmpty_SaysSo() => Assert.Equal(ProblemCode.Empty, new MemoryStream().Refusal().Code);

    [Theory]
    [InlineData("<html>not a picture</html>")]
    [InlineData("8BPS")]
    [InlineData("PK\u0003\u0004 nothing more")]
    public void Open_WhenItIsSomethingElse_SaysSo(string content) =>
        Assert.Contains(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content)).Refusal().Code, new[] { ProblemCode.Unsupported, ProblemCode.Malformed, ProblemCode.Truncated });

    [Fact]
    public void Open_WhenTheHeaderPromisesAHugeCanvas_IsRefusedAtOnce()
    {
        var bytes = new PsdBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(8, 8, 1, 2, 3) }).Build();
        new BigEndianWriter().U32(30_000).U32(30_000).ToArray().CopyTo(bytes, 14);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = new MemoryStream(bytes).Refusal();

        Assert.Equal(ProblemCode.LimitExceeded, refusal.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Fact]
    public void Open_WhenCutAnywhere_GivesWhatIsThereOrSaysThatItIsCut()
    {
        var whole = new PsdBuilder(24, 24) { Resources = [(1005, [0, 72, 0, 0])] }
            .Add(new() { Name = "paper", Pixels = Pictures.Solid(24, 24, 200, 200, 200) })
            .Group(new() { Name = "group" }, new PsdLayerSpec { Pixels = Pictures.Noise(20, 20, 1), Mask = new byte[100], MaskArea = new(0, 0, 10, 10) })
            .Build();
        for (var length = 1; length < whole.Length; length += 3)
        {
            var (code, problems) = Outcome(whole[..length]);
            Assert.True(code is ProblemCode.Truncated or ProblemCode.Unsupported or ProblemCode.Malformed || problems.Count > 0 || length > whole.Length - 24 * 24 * 3 - 2, $"{length}: {code}");
        }
    }

    [Fact]
    public void Render_WhenALayerIsCut_TheLayersBeforeItShow()
    {
        var psd = new PsdBuilder(64, 64) { Compression = PsdCompression.Raw }.Add(new() { Pixels = Pictures.Solid(64, 64, 9, 9, 9) }).Add(new() { Pixels = Pictures.Solid(64, 64, 200, 0, 0) }).Build();

        using var file = new MemoryStream(psd[..(psd.Length - 64 * 64 * 3 - 2 - 6000)]).Open();

        Assert.Equal((9, 9, 9, 255), file.Render().At(63, 63));
        Assert.Contains(file.Problems, problem => problem is { Code: ProblemCode.Truncated, Layer: "2" });
    }

    [Fact]
    public void Render_WhenOneRowIsDamaged_OnlyThisLayerIsSaidToBe()
    {
        var picture = Pictures.Noise(32, 32, 3);
        var bytes = new PsdBuilder(32, 32).Add(new() { Pixels = Pictures.Solid(32, 32, 9, 9, 9) }).Add(new() { Pixels = picture }).Build();
        var run = bytes.AsSpan().LastIndexOf([(byte)31, .. picture.Pixels.Where((_, i) => i % 4 == 2).Take(8)]);
        bytes[run] = 127;

        using var file = new MemoryStream(bytes).Open();
        var composite = file.Render();

        Assert.Equal("2", Assert.Single(file.Problems).Layer);
        Assert.Equal(picture.At(5, 20), composite.At(5, 20));
    }

    [Theory]
    [InlineData(short.MaxValue)]
    [InlineData(short.MinValue + 1)]
    [InlineData(5_000)]
    public void Open_WhenTheCountOfLayersIsALie_IsRefused(int count) =>
        Assert.Contains(new PsdBuilder(8, 8) { ClaimedLayers = count & 0xFFFF }.Add(new()).ToStream().Refusal().Code, new[] { ProblemCode.Truncated, ProblemCode.LimitExceeded, ProblemCode.Malformed });

    [Fact]
    public void Open_WhenThereAreMoreLayersThanAllowed_IsRefused()
    {
        var psd = new PsdBuilder(8, 8);
        for (var i = 0; i < 20; i++) psd.Add(new());

        Assert.Equal(ProblemCode.LimitExceeded, psd.ToStream().Refusal(ReadLimits.Default with { MaxLayers = 19 }).Code);
    }

    [Fact]
    public void Open_WhenGroupsAreNestedTooDeep_IsRefused()
    {
        var psd = new PsdBuilder(8, 8);
        for (var i = 0; i < 2_000; i++) psd.Add(new() { Section = 3 });
        for (var i = 0; i < 2_000; i++) psd.Add(new() { Section = 1 });

        Assert.Equal(ProblemCode.LimitExceeded, psd.ToStream().Refusal().Code);
    }

    [Theory]
    [InlineData(int.MinValue, int.MinValue, int.MaxValue, int.MaxValue)]
    [InlineData(0, 0, -5, -5)]
    [InlineData(0, 0, 300_000, 300_000)]
    [InlineData(5, 5, 0, 0)]
    public void Open_WhenARectangleMakesNoSense_CostsThatLayer(int top, int left, int bottom, int right)
    {
        using var file = new PsdBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(8, 8, 9, 9, 9) }).Add(new() { Pixels = Pictures.Solid(2, 2, 1, 1, 1), Rectangle = (top, left, bottom, right) }).ToStream().Open();

        Assert.Equal((9, 9, 9, 255), file.Render().At(0, 0));
        Assert.Contains(file.Problems, problem => problem.Layer == "2");
    }

    [Fact]
    public void Open_WhenLayersTogetherAreTooLarge_IsRefused()
    {
        var psd = new PsdBuilder(8, 8);
        for (var i = 0; i < 40; i++) psd.Add(new() { Rectangle = (0, 0, 15_000, 20_000) });

        Assert.Equal(ProblemCode.LimitExceeded, psd.ToStream().Refusal().Code);
    }

    [Fact]
    public void Open_WhenADescriptorNestsForEver_CostsOnlyThis()
    {
        var deep = new BigEndianWriter().U32(0).U32(16);
        for (var i = 0; i < 5_000; i++) deep.U32(0).U32(0).Text("null").U32(1).U32(0).Text("Enab").Text("Objc");

        using var file = new PsdBuilder(8, 8).Add(new() { Name = "deep", Tags = [("lfx2", deep.ToArray())] }).ToStream().Open();

        Assert.Equal("deep", file.Layers.Single().Name);
    }

    /// <summary>Seconds in a usual run; as long as one likes with APPEALS_FUZZ_SECONDS.</summary>
    private static TimeSpan Duration => TimeSpan.FromSeconds(double.TryParse(Environment.GetEnvironmentVariable("APPEALS_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 4);

    [Fact]
    public void Open_WhenMutatedAtRandom_NeverFailsInAnotherWay()
    {
        var seeds = Seeds();
        var random = new Random(20_261_122);
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; clock.Elapsed < Duration; rounds++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var i = random.Next(1, 6); i > 0; i--) Mutate(bytes, random);
            Outcome(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
        Assert.True(rounds > 100, $"only {rounds} rounds");
    }

    private static void Mutate(byte[] bytes, Random random)
    {
        // Most of the structure stands in front of the pixels.
        var at = random.Next(random.Next(3) > 0 ? Math.Min(bytes.Length, 1_200) : bytes.Length);
        switch (random.Next(4))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill((byte)(random.Next(2) * 255)); break;
            default: bytes.AsSpan(random.Next(bytes.Length - 8), 8).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length - 8))); break;
        }
    }

    private static byte[][] Seeds() =>
    [.. Enum.GetValues<PsdCompression>().Select(compression => new PsdBuilder(16, 16) { Compression = compression, Wide = compression == PsdCompression.Zip, Resources = [(1005, [0, 72, 0, 0]), (1060, "<a b='c'/>"u8.ToArray())] }
        .Add(new() { Pixels = Pictures.Solid(16, 16, 200, 200, 200) })
        .Group(new() { Blend = "pass", Opacity = 99 }, new PsdLayerSpec { Pixels = Pictures.Noise(12, 12, 1), Mask = new byte[64], MaskArea = new(2, 2, 8, 8), MaskDensity = 100 }, new PsdLayerSpec { Pixels = Pictures.Noise(9, 9, 2), Clipped = true, Blend = "hue " })
        .Build()),
        .. DeepSeeds()];

    /// <summary>Everything that is made from a description, at other depths and in other modes.</summary>
    private static IEnumerable<byte[]> DeepSeeds()
    {
        var path = new PsdPathBuilder(16, 16).Rectangle(1, 1, 1, 9.5, 9).Rectangle(2, 3, 3, 5, 5).Build();
        var gradient = Versioned(Of(Number("Angl", 30), Child("Grad", Of(List("Clrs", Of(Child("Clr ", Rgb(1, 2, 3)), Number("Lctn", 0)), Of(Child("Clr ", Rgb(200, 2, 3)), Number("Lctn", 4_096)))))));
        byte[] curves = [0, 0, 1, 0, 0, 0, 1, 0, 3, 0, 9, 0, 0, 0, 90, 0, 128, 0, 255, 0, 250], hue = [0, 2, 0, 0, .. new byte[6], 0, 40, 0, 20, 0, 10, .. new byte[84]];
        foreach (var depth in new[] { 8, 16, 32 })
        {
            yield return new PsdBuilder(16, 16) { Depth = depth, Compression = PsdCompression.ZipPredicted }
                .Add(new() { Pixels = Pictures.Noise(16, 16, 3), Mask = new byte[64], MaskArea = new(2, 2, 8, 8), Tags = [("vmsk", path)] })
                .Add(new() { Tags = [("SoCo", Fill(10, 20, 30)), ("vmsk", path)] })
                .Add(new() { Tags = [("GdFl", gradient), ("vmsk", path)] })
                .Add(new() { Tags = [("curv", curves)] }).Add(new() { Tags = [("hue2", hue)], Clipped = true })
                .Build();
        }
        foreach (var (mode, channels) in new[] { (4, 4), (9, 3), (7, 4), (2, 1) })
            yield return new PsdBuilder(16, 16) { Mode = (mode, channels), ColorData = new byte[768], Resources = [(1047, [0, 9]), (1057, new byte[9]), (1039, new byte[160])] }.Build();
    }


    private static (ProblemCode? Code, IReadOnlyList<Problem> Problems) Outcome(byte[] bytes)
    {
        try
        {
            using var file = new MemoryStream(bytes).Open(ReadLimits.Default with { MaxCanvasPixels = 1_000_000, MaxLayerPixels = 4_000_000 });
            if (file.HasReadablePixels) file.Render();
            return (null, file.Problems);
        }
        catch (Appeals.Analysis.Formats.SourceFileException refusal)
        {
            return (refusal.Code, []);
        }
    }
}
