using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Whatever is not rendered says where that may show, so that the rest can be compared.</summary>
public sealed class UnrenderedAreaTests
{
    private static readonly RgbaImage Dot = Pictures.Solid(8, 8, 255, 0, 0);
    private static readonly (string, byte[]) Vibrance = ("vibA", [0, 0, 0, 0]);

    [Fact]
    public void Area_WhenAnAdjustmentHasAMask_EndsWithIt()
    {
        Assert.Equal(new ProblemArea(0, 0, 24, 24), AreaIn(new PsdBuilder(24, 24).Add(new() { Pixels = Dot }).Add(new() { Tags = [Vibrance] })));
        Assert.Equal(new ProblemArea(3, 4, 5, 6), AreaIn(new PsdBuilder(24, 24).Add(new() { Pixels = Dot })
            .Add(new() { Tags = [Vibrance], Mask = new byte[30], MaskArea = new(3, 4, 5, 6) })));
        Assert.Equal(new ProblemArea(0, 0, 24, 24), AreaIn(new PsdBuilder(24, 24).Add(new() { Pixels = Dot })
            .Add(new() { Tags = [Vibrance], Mask = new byte[30], MaskArea = new(3, 4, 5, 6), MaskOutside = 255 })));
    }

    [Fact]
    public void Area_WhenAnAdjustmentIsClipped_IsThatOfItsBase() => Assert.Equal(new ProblemArea(8, 9, 8, 8), AreaIn(new PsdBuilder(24, 24)
        .Add(new() { Pixels = Dot, Left = 8, Top = 9 }).Add(new() { Pixels = Dot, Clipped = true }).Add(new() { Tags = [Vibrance], Clipped = true })));

    [Fact]
    public void Area_WhenAnEffectGlows_ReachesBeyondTheLayer()
    {
        var glow = Of(Child("OrGl", Of(Flag("enab", value: true), Number("blur", 2))));

        Assert.Equal(new ProblemArea(4, 4, 20, 20), AreaIn(new PsdBuilder(24, 24).Add(new() { Pixels = Pictures.Solid(20, 20, 9, 9, 9), Left = 10, Top = 10, Tags = [("lfx2", [0, 0, 0, 0, .. Versioned(glow)])] })));
    }

    [Fact]
    public void Area_WhenAGroupBlendsInAnUnknownWay_IsThatOfWhatIsInIt() => Assert.Equal(new ProblemArea(2, 3, 13, 14), AreaIn(new PsdBuilder(24, 24)
        .Group(new() { Blend = "????" }, new PsdLayerSpec { Pixels = Dot, Left = 2, Top = 3 }, new PsdLayerSpec { Pixels = Dot, Left = 7, Top = 9 })));

    [Fact]
    public void Area_WhenATextHasNoPixels_IsTheCanvas()
    {
        using var file = new ClipBuilder(8, 8).Layer(1, "", child: 2).Sql("ALTER TABLE Layer ADD COLUMN TextLayerType INTEGER;").Layer(2, "text", more: "TextLayerType=0").ToStream().Open();

        Assert.Equal(new ProblemArea(0, 0, 8, 8), Assert.Single(file.Problems).Area);
    }

    private static ProblemArea? AreaIn(PsdBuilder psd)
    {
        using var file = psd.ToStream().Open();
        var problem = Assert.Single(file.Problems);
        Assert.Equal(ProblemCode.NotRendered, problem.Code);
        return problem.Area;
    }
}
