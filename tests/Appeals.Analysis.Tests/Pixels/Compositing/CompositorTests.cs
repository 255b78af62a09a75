using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

public sealed class CompositorTests
{
    private static readonly RgbaImage White = Pictures.Solid(8, 8, 255, 255, 255);
    private static readonly RgbaImage Grey = Pictures.Solid(8, 8, 128, 128, 128);
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);
    private static readonly RgbaImage Blue = Pictures.Solid(8, 8, 0, 0, 255);
    private static readonly RgbaImage LeftHalf = Pictures.Paint(8, 8, (x, _) => (0, 255, 0, (byte)(x < 4 ? 255 : 0)));

    [Fact]
    public void Render_WhenAGroupIsIsolated_ItsChildrenDoNotMeetWhatLiesBeneath()
    {
        using var file = Psd().Add(new() { Pixels = Grey }).Group(new(), new PsdLayerSpec { Pixels = Grey, Blend = "mul " }).ToStream().Open();

        Assert.Equal((128, 128, 128, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenAGroupPassesThrough_ItsChildrenMeetWhatLiesBeneath()
    {
        using var file = Psd().Add(new() { Pixels = Grey }).Group(new() { Blend = "pass" }, new PsdLayerSpec { Pixels = Grey, Blend = "mul " }).ToStream().Open();

        Assert.Equal((64, 64, 64, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenAPassThroughGroupIsHalfOpaque_HalfOfTheChangeCounts()
    {
        using var file = Psd().Add(new() { Pixels = White }).Group(new() { Blend = "pass", Opacity = 128 }, new PsdLayerSpec { Pixels = Grey, Blend = "mul " }).ToStream().Open();

        Assert.Equal((191, 191, 191, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenAGroupIsHidden_NothingOfItShows()
    {
        using var file = Psd().Add(new() { Pixels = White }).Group(new() { Hidden = true }, new PsdLayerSpec { Pixels = Red }).ToStream().Open();

        Assert.Equal((255, 255, 255, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenALayerIsClipped_ItShowsOnlyInsideItsBase()
    {
        using var file = Psd().Add(new() { Pixels = White }).Add(new() { Pixels = LeftHalf }).Add(new() { Pixels = Red, Clipped = true }).ToStream().Open();

        var composite = file.Render();

        Assert.Equal((255, 0, 0, 255), composite.At(3, 0));
        Assert.Equal((255, 255, 255, 255), composite.At(4, 0));
    }

    [Fact]
    public void Render_WhenTheBaseIsHidden_ClippedLayersAreToo()
    {
        using var file = Psd().Add(new() { Pixels = White }).Add(new() { Pixels = LeftHalf, Hidden = true }).Add(new() { Pixels = Red, Clipped = true }).ToStream().Open();

        Assert.Equal((255, 255, 255, 255), file.Render().At(0, 0));
    }

    [Fact]
    public void Render_WhenTheBaseIsMultiplied_TheClippedLayersAreMultipliedWithIt()
    {
        using var file = Psd().Add(new() { Pixels = Grey }).Add(new() { Pixels = LeftHalf, Blend = "mul ", Opacity = 128 }).Add(new() { Pixels = Red, Clipped = true }).ToStream().Open();

        var (r, g, _, _) = file.Render().At(0, 0);

        Assert.InRange(r, 127, 129);
        Assert.InRange(g, 63, 65);
    }

    [Theory]
    [InlineData(0, null, 0, 128, 0)]
    [InlineData(255, null, 0, 128, 255)]
    [InlineData(0, (byte)128, 0, 191, 127)]
    [InlineData(0, null, 2, 255, 255)]
    public void Render_WhenALayerHasAMask_ItIsHiddenByItsShades(byte outside, byte? density, byte flags, byte inside, byte beyond)
    {
        var layer = new PsdLayerSpec
        {
            Pixels = White, Mask = [.. Enumerable.Repeat((byte)128, 4 * 8)], MaskArea = new(0, 0, 4, 8), MaskOutside = outside, MaskDensity = density, MaskFlags = flags,
        };
        using var file = Psd().Add(layer).ToStream().Open();

        var composite = file.Render();

        Assert.InRange(composite.At(0, 0).A, inside - 1, inside + 1);
        Assert.InRange(composite.At(7, 0).A, beyond - 1, beyond + 1);
    }

    [Fact]
    public void Render_WhenAGroupHasAMask_ItHidesAllOfIt()
    {
        var group = new PsdLayerSpec { Mask = new byte[32], MaskArea = new(0, 0, 4, 8), MaskOutside = 255 };
        using var file = Psd().Add(new() { Pixels = White }).Group(group, new PsdLayerSpec { Pixels = Red }).ToStream().Open();

        var composite = file.Render();

        Assert.Equal((255, 255, 255, 255), composite.At(3, 0));
        Assert.Equal((255, 0, 0, 255), composite.At(4, 0));
    }

    [Fact]
    public void Render_WhenFillAndOpacityAreHalf_AQuarterShows()
    {
        using var file = Psd().Add(new() { Pixels = Red, Opacity = 128, Fill = 128 }).ToStream().Open();

        Assert.InRange(file.Render().At(0, 0).A, 63, 65);
    }

    [Theory]
    [InlineData(-3, -3, 4, 4, true)]
    [InlineData(5, 5, 5, 5, true)]
    [InlineData(-30, 0, 0, 0, false)]
    [InlineData(2_000_000_000, 2_000_000_000, 0, 0, false)]
    public void Render_WhenALayerLiesPartlyOffTheCanvas_TheRestShows(int left, int top, int x, int y, bool shows)
    {
        using var file = Psd().Add(new() { Pixels = Red, Left = left, Top = top }).ToStream().Open();

        Assert.Equal(shows ? 255 : 0, file.Render().At(x, y).A);
    }

    [Fact]
    public void Render_WhenOnlyOneLayerIsWanted_NothingElseShows()
    {
        using var file = Psd().Add(new() { Pixels = White }).Add(new() { Pixels = LeftHalf, Hidden = true }).ToStream().Open();

        var composite = file.Render(new() { Only = new HashSet<string> { "2" } });

        Assert.Equal((0, 255, 0, 255), composite.At(0, 0));
        Assert.Equal(0, composite.At(7, 0).A);
    }

    [Fact]
    public void Render_WhenOnlyAClippedLayerIsWanted_ItKeepsTheShapeOfItsBase()
    {
        using var file = Psd().Add(new() { Pixels = LeftHalf }).Add(new() { Pixels = Red, Clipped = true }).ToStream().Open();

        var composite = file.Render(new() { Only = new HashSet<string> { "2" } });

        Assert.Equal((255, 0, 0, 255), composite.At(0, 0));
        Assert.Equal(0, composite.At(7, 0).A);
    }

    [Fact]
    public void Render_WhenAGroupIsLeftOut_SoIsWhatLiesInIt()
    {
        using var file = Psd().Add(new() { Pixels = White }).Group(new(), new PsdLayerSpec { Pixels = Red }).Add(new() { Pixels = LeftHalf }).ToStream().Open();
        var group = file.Layers.Single(layer => layer.IsGroup).Id;

        var composite = file.Render(new() { Without = new HashSet<string> { group } });

        Assert.Equal((0, 255, 0, 255), composite.At(0, 0));
        Assert.Equal((255, 255, 255, 255), composite.At(7, 0));
    }

    [Fact]
    public void Render_WhenASmallerPictureIsWanted_ItIsTheAverageOfTheLargeOne()
    {
        var stripes = Pictures.Paint(8, 8, (x, _) => x % 2 == 0 ? ((byte)255, (byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0, (byte)255));
        using var file = Psd().Add(new() { Pixels = stripes }).ToStream().Open();

        var composite = file.Render(new() { MaxSide = 4 });

        Assert.Equal((4, 4), (composite.Width, composite.Height));
        Assert.InRange(composite.At(2, 2).R, 127, 128);
    }

    [Theory]
    [InlineData("svg:dst-in", 0, 255)]
    [InlineData("svg:dst-out", 255, 0)]
    [InlineData("svg:src-atop", 255, 255)]
    public void Render_WhenAnOraUsesAnOperator_ItIsApplied(string composite, byte right, byte left)
    {
        var ora = new OraBuilder().Stack(8, 8, $"<layer src='a.png' composite-op='{composite}'/><layer src='b.png'/>").Picture("a.png", LeftHalf).Picture("b.png", Blue);
        using var file = ora.ToStream().Open();

        var picture = file.Render();

        Assert.Equal(left, picture.At(0, 0).A);
        Assert.Equal(right, picture.At(7, 0).A);
    }

    [Theory]
    [InlineData("isolate", 128)]
    [InlineData("auto", 64)]
    public void Render_WhenAnOraStackIsIsolatedOrNot_ItsLayersMeetWhatLiesBeneathOrDoNot(string isolation, byte shade)
    {
        var ora = new OraBuilder()
            .Stack(8, 8, $"<stack isolation='{isolation}'><layer src='grey.png' composite-op='svg:multiply'/></stack><layer src='grey.png'/>").Picture("grey.png", Grey);
        using var file = ora.ToStream().Open();

        Assert.Equal((shade, shade, shade, (byte)255), file.Render().At(0, 0));
    }

    [Fact]
    public void Render_WhenCancelled_Stops()
    {
        using var file = Psd().Add(new() { Pixels = Red }).ToStream().Open();

        Assert.Throws<OperationCanceledException>(() => Compositor.Render(file, new RenderOptions(), new CancellationToken(canceled: true)));
    }

    private static PsdBuilder Psd() => new(8, 8);
}
