using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

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
            var (code, problems) = whole[..length].Outcome();
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
}
