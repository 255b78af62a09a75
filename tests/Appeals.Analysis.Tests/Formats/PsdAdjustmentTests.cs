using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats;

public sealed class PsdAdjustmentTests
{
    private static readonly RgbaImage Paint = Pictures.Solid(4, 4, 200, 100, 40);

    public static TheoryData<string, byte[], byte, byte, byte> Known => new()
    {
        { "nvrt", [], 55, 155, 215 },
        { "thrs", Words(100), 255, 255, 255 },
        { "thrs", Words(128), 0, 0, 0 },
        { "post", Words(4), 255, 85, 0 },
        { "brit", Words(20, 0, 127, 0), 220, 120, 60 },
        { "brit", Words(0, -50, 127, 0), 164, 114, 84 },
        { "levl", Words([2, 0, 255, 0, 255, 100, 0, 200, 0, 255, 100, .. Plain, .. Plain]), 255, 100, 40 },
        { "levl", Words([2, 0, 255, 50, 250, 100, .. Plain, .. Plain, .. Plain]), 207, 128, 81 },
        { "curv", [0, 0, 1, 0, 0, 0, 1, .. Words(2, 255, 0, 0, 255)], 55, 155, 215 },
        { "curv", [0, 0, 1, 0, 0, 0, 2, .. Words(2, 0, 0, 128, 255)], 100, 100, 40 },
        { "hue2", [.. Words(2, 0, 0, 0, 0, 120, 0, 0), .. new byte[84]], 40, 200, 100 },
        { "hue2", [.. Words(2, 0, 0, 0, 0, 0, -100, 0), .. new byte[84]], 120, 120, 120 },
        { "hue2", [.. Words(2, 0, 0, 0, 0, 0, 0, 50), .. new byte[84]], 228, 178, 148 },
        { "hue2", [.. Words(2, 256, 0, 100, 0, 0, 0, 0), .. new byte[84]], 246, 0, 0 },
        { "mixr", Words(1, 1, 0, 100, 0, 0, 0), 100, 100, 100 },
        { "mixr", Words(1, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0, 0), 40, 100, 200 },
        { "CgEd", Versioned(Of(Number("Brgh", 20), Number("Cntr", 0), Flag("useLegacy", value: true))), 220, 120, 60 },
        { "grdm", [.. Words(1, 0, 0, 0, 2, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 4_096, 0, 50, 0, 65_535, 0, 0, 0, 0)], 123, 0, 0 },
    };

    private static int[] Plain => [0, 255, 0, 255, 100];

    [Theory, MemberData(nameof(Known))]
    public void Render_WhenAnAdjustmentIsKnown_RecoloursWhatLiesBeneath(string key, byte[] data, byte r, byte g, byte b)
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Add(new() { Tags = [(key, data)] }).ToStream().Open();
        var (red, green, blue, alpha) = file.Render().At(1, 1);

        Assert.Empty(file.Problems);
        Assert.Equal(LayerKind.Adjustment, file.Layers[1].Kind);
        Assert.InRange(red, r - 1, r + 1);
        Assert.InRange(green, g - 1, g + 1);
        Assert.InRange(blue, b - 1, b + 1);
        Assert.Equal(255, alpha);
    }

    [Theory]
    [InlineData("selc")]
    [InlineData("levl")]
    [InlineData("curv")]
    [InlineData("grdm")]
    [InlineData("hue2")]
    public void Open_WhenAnAdjustmentIsUnknownOrDamaged_SaysThatItIsNotDrawn(string key)
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Add(new() { Tags = [(key, [0, 9, 0, 0])] }).ToStream().Open();

        Assert.Equal((200, 100, 40, 255), file.Render().At(1, 1));
        Assert.Equal(ProblemCode.NotRendered, file.Problems.Single().Code);
    }

    [Fact]
    public void Render_WhenAnAdjustmentIsMaskedAndHalfOpaque_ThatMuchCounts()
    {
        var invert = new PsdLayerSpec { Tags = [("nvrt", [])], Opacity = 128, Mask = new byte[8], MaskArea = new(0, 0, 2, 4), MaskOutside = 255 };

        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Add(invert).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((200, 100, 40, 255), composite.At(1, 1));
        Assert.Equal((127, 128, 128, 255), composite.At(2, 1));
    }

    [Fact]
    public void Render_WhenAnAdjustmentIsClipped_ChangesOnlyItsBase()
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Add(new() { Pixels = Pictures.Solid(2, 4, 0, 0, 0) }).Add(new() { Tags = [("nvrt", [])], Clipped = true }).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((255, 255, 255, 255), composite.At(0, 0));
        Assert.Equal((200, 100, 40, 255), composite.At(3, 0));
    }

    [Fact]
    public void Render_WhenAnAdjustmentLiesInAnIsolatedGroup_ChangesOnlyTheGroup()
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Group(new(), new PsdLayerSpec { Pixels = Pictures.Solid(2, 4, 0, 0, 0) }, new PsdLayerSpec { Tags = [("nvrt", [])] }).ToStream().Open();
        using var through = new PsdBuilder(4, 4).Add(new() { Pixels = Paint }).Group(new() { Blend = "pass" }, new PsdLayerSpec { Tags = [("nvrt", [])] }).ToStream().Open();

        Assert.Equal((200, 100, 40, 255), file.Render().At(3, 0));
        Assert.Equal((255, 255, 255, 255), file.Render().At(0, 0));
        Assert.Equal((55, 155, 215, 255), through.Render().At(3, 0));
    }

    [Fact]
    public void Render_WhenNothingLiesBeneath_AnAdjustmentAddsNothing()
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Tags = [("nvrt", [])] }).ToStream().Open();

        Assert.Equal(0, file.Render().At(0, 0).A);
    }

    [Fact]
    public void At_WhenACurveIsStraight_StaysStraight()
    {
        var curve = new ToneCurve([(0, 0.1), (0.5, 0.5), (1, 0.9)]);

        Assert.Equal([0.1, 0.3, 0.5, 0.7, 0.9], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(x => Math.Round(curve.At(x), 9)));
        Assert.Equal(0.7, new ToneCurve([(0.2, 0.7)]).At(0.9));
    }

    private static byte[] Words(params int[] values)
    {
        var writer = new BigEndianWriter();
        foreach (var value in values) writer.U16(value);
        return writer.ToArray();
    }
}
