using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats;

public sealed class PsdEffectTests
{
    [Fact]
    public void Render_WhenALayerHasAColourOverlay_TakesItsColour()
    {
        using var file = Dot(("SoFi", Colored(0, 0, 255, Number("Opct", 50))));

        Assert.Empty(file.Problems);
        Assert.Equal((128, 0, 127, 255), Near(file.Render().At(12, 12), 128, 0, 127));
        Assert.Equal((255, 255, 255, 255), file.Render().At(2, 2));
    }

    [Theory]
    [InlineData("Mltp")]
    [InlineData("multiply")]
    public void Render_WhenAnOverlayHasAMode_BlendsByIt(string word)
    {
        using var file = Dot(("SoFi", Colored(128, 255, 255, Word("Md  ", "BlnM", word))));

        Assert.Empty(file.Problems);
        Assert.Equal((128, 0, 0, 255), file.Render().At(12, 12));
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(1, 100)]
    public void Render_WhenTheLayerHasAModeItself_TheOverlayMeetsWhatIsThereOrTheLayer(byte asGroup, byte blue)
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Pictures.Solid(4, 4, 100, 100, 100) })
            .Add(new() { Pixels = Pictures.Solid(4, 4, 255, 0, 0), Blend = "mul ", Tags = [("infx", [asGroup, 0, 0, 0]), ("lfx2", Effects(Of(Child("SoFi", Colored(0, 0, 255)))))] }).ToStream().Open();

        Assert.Equal((0, 0, blue, 255), file.Render().At(2, 2));
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(1, 100)]
    public void Render_WhenClippedLayersBlendApart_TheBaseOnlyBoundsThem(byte asGroup, byte red)
    {
        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Pictures.Solid(4, 4, 100, 100, 100) })
            .Add(new() { Pixels = Pictures.Solid(2, 4, 255, 255, 0), Blend = "mul ", Tags = [("clbl", [asGroup, 0, 0, 0])] })
            .Add(new() { Pixels = Pictures.Solid(4, 4, 255, 0, 0), Clipped = true }).ToStream().Open();
        var composite = file.Render();

        Assert.Empty(file.Problems);
        Assert.Equal(((red, 0, 0, 255), (100, 100, 100, 255)), (composite.At(1, 2), composite.At(2, 2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_WhenAShapeHasAStroke_ItStaysAboveOverlaysAndClippedLayers(bool isClipped)
    {
        var stroke = Of(Flag("strokeEnabled", value: true), Number("strokeStyleLineWidth", 2), Word("strokeStyleLineAlignment", "algn", "strokeStyleAlignInside"),
            Child("strokeStyleContent", Of(Child("Clr ", Rgb(0, 255, 0)))));
        (string, byte[])[] shape = [("SoCo", Versioned(Of(Child("Clr ", Rgb(255, 0, 0))))), ("vmsk", new PsdPathBuilder(12, 12).Rectangle(1, 0, 0, 12, 12).Build()), ("vstk", Versioned(stroke))];
        var builder = new PsdBuilder(12, 12).Add(new() { Pixels = Pictures.Solid(12, 12, 255, 0, 0), Tags = isClipped ? shape : [.. shape, ("lfx2", Effects(Of(Child("SoFi", Colored(0, 0, 255)))))] });
        if (isClipped) builder.Add(new() { Pixels = Pictures.Solid(12, 12, 0, 0, 255), Clipped = true });

        using var file = builder.ToStream().Open();
        var composite = file.Render();

        Assert.Empty(file.Problems);
        Assert.Equal(((0, 255, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255)), (composite.At(0, 6), composite.At(1, 6), composite.At(2, 6)));
    }

    [Fact]
    public void Render_WhenALayerHasAGradientOverlay_RunsOverTheLayer()
    {
        using var file = Dot(("GrFl", Of(Flag("enab", value: true), Number("Angl", 0), Child("Grad", Of(List("Clrs", Stop(0, 0), Stop(4_096, 255)))))));
        var composite = file.Render();

        Assert.InRange(composite.At(8, 12).R, 0, 25);
        Assert.InRange(composite.At(15, 12).R, 230, 255);
    }

    [Theory]
    [InlineData("OutF", 6, 7, 8)]
    [InlineData("InsF", 8, 9, 10)]
    [InlineData("CtrF", 7, 8, 9)]
    public void Render_WhenALayerHasAStroke_LinesItsEdge(string style, int first, int last, int beyond)
    {
        using var file = Dot(("FrFX", Colored(0, 255, 0, Number("Sz  ", 2), Word("Styl", "FStl", style), Word("PntT", "FrFl", "SClr"))));
        var composite = file.Render();

        Assert.Equal(((0, 255, 0, 255), (0, 255, 0, 255)), (composite.At(first, 12), composite.At(last, 12)));
        Assert.NotEqual((0, 255, 0, 255), composite.At(first - 1, 12));
        Assert.Equal((255, 0, 0, 255), composite.At(beyond, 12));
    }

    [Fact]
    public void Render_WhenTheEdgeIsHalfTransparent_NothingShowsBetweenItAndItsStroke()
    {
        var stroke = Of(Child("FrFX", Colored(0, 255, 0, Number("Sz  ", 2))));
        var dot = Pictures.Solid(8, 8, 255, 0, 0);
        for (var y = 0; y < 8; y++) dot.Pixels[(y * 8 + 7) * 4 + 3] = 128;

        using var file = new PsdBuilder(24, 24).Add(new() { Pixels = Pictures.Solid(24, 24, 0, 0, 255) }).Add(new() { Pixels = dot, Left = 8, Top = 8, Tags = [("lfx2", Effects(stroke))] }).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((128, 127, 0, 255), composite.At(15, 12));
        Assert.Equal((0, 255, 0, 255), composite.At(17, 12));
    }

    [Fact]
    public void Render_WhenAStrokeIsAGradient_RunsOverTheLayerAndTheLine_AndSaysThatItIsNotExact()
    {
        using var file = Dot(("FrFX", Of(Flag("enab", value: true), Number("Sz  ", 2), Word("PntT", "FrFl", "GrFl"), Number("Angl", 0), Child("Grad", Of(List("Clrs", Stop(0, 0), Stop(4_096, 255)))))));
        var composite = file.Render();

        Assert.InRange(composite.At(6, 12).R, 0, 25);
        Assert.InRange(composite.At(12, 6).R, 100, 155);
        Assert.InRange(composite.At(17, 12).R, 230, 255);
        Assert.Equal((255, 0, 0, 255), composite.At(12, 12));
        Assert.Contains(file.Problems, problem => problem is { Code: ProblemCode.NotRendered, Area: not null });
    }

    [Fact]
    public void Render_WhenALayerEndsBeyondTheCanvas_ItsStrokeDoesToo()
    {
        var stroke = Of(Child("FrFX", Colored(0, 255, 0, Number("Sz  ", 3), Word("Styl", "FStl", "InsF"))));

        using var file = new PsdBuilder(24, 24).Add(new() { Pixels = Pictures.Solid(40, 40, 255, 0, 0), Left = -8, Top = -2, Tags = [("lfx2", Effects(stroke))] }).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((0, 255, 0, 255), composite.At(12, 0));
        Assert.Equal((255, 0, 0, 255), composite.At(0, 12));
    }

    [Fact]
    public void Render_WhenALayerHasADropShadow_DarkensWhatLiesBesideIt()
    {
        using var hard = Dot(("DrSh", Colored(0, 0, 0, Number("Dstn", 3), Number("lagl", 180), Number("blur", 0), Word("Md  ", "BlnM", "Mltp"))));
        using var soft = Dot(("DrSh", Colored(0, 0, 0, Number("Dstn", 0), Number("lagl", 90), Number("blur", 4), Number("Opct", 100))));
        var composite = hard.Render();

        Assert.Equal(((0, 0, 0, 255), (255, 255, 255, 255), (255, 0, 0, 255)), (composite.At(18, 12), composite.At(19, 12), composite.At(15, 12)));
        Assert.Equal((255, 255, 255, 255), composite.At(7, 12));
        Assert.InRange(soft.Render().At(16, 12).R, 90, 190);
        Assert.InRange(soft.Render().At(18, 12).R, 190, 254);
    }

    [Fact]
    public void Render_WhenAShadowLiesBehindASoftEdge_CountsOnlyWhatTheLayerLeavesFree()
    {
        var shadow = Of(Child("DrSh", Colored(0, 0, 0, Number("Dstn", 0), Number("blur", 0), Number("Opct", 100))));
        var half = Pictures.Solid(4, 4, 255, 0, 0);
        for (var i = 3; i < half.Pixels.Length; i += 4) half.Pixels[i] = 128;

        using var file = new PsdBuilder(4, 4).Add(new() { Pixels = Pictures.Solid(4, 4, 255, 255, 255) }).Add(new() { Pixels = half, Tags = [("lfx2", Effects(shadow))] }).ToStream().Open();

        // half of it the layer, the other half paper that is half in shadow
        Assert.Equal((191, 63, 63, 255), Near(file.Render().At(2, 2), 191, 63, 63));
    }

    [Fact]
    public void Render_WhenALayerHasAnInnerShadow_DarkensItsEdgeTowardsTheLight()
    {
        using var file = Dot(("IrSh", Colored(0, 0, 0, Number("Dstn", 3), Number("lagl", 180), Number("blur", 0), Number("Opct", 100))));
        var composite = file.Render();

        Assert.Empty(file.Problems);
        Assert.Equal(((0, 0, 0, 255), (0, 0, 0, 255), (255, 0, 0, 255)), (composite.At(8, 12), composite.At(10, 12), composite.At(11, 12)));
        Assert.Equal((255, 255, 255, 255), composite.At(7, 12));
    }

    [Theory]
    [InlineData("OrGl", 7, 6, 3, 9)]
    [InlineData("IrGl", 8, 9, 12, 6)]
    public void Render_WhenALayerGlows_TheLightFadesFromItsEdge(string kind, int edge, int next, int far, int beyond)
    {
        using var plain = Dot();
        using var file = Dot((kind, Colored(0, 255, 0, Number("blur", 3), Number("Inpr", 50), Number("Opct", 100))));
        var (before, composite) = (plain.Render(), file.Render());

        Assert.Empty(file.Problems);
        Assert.InRange(composite.At(edge, 12).G - (kind == "OrGl" ? composite.At(edge, 12).R : 0), 160, 255);
        Assert.NotEqual(composite.At(edge, 12), composite.At(next, 12));
        Assert.Equal((before.At(far, 12), before.At(beyond, 12)), (composite.At(far, 12), composite.At(beyond, 12)));
    }

    [Fact]
    public void Open_WhenAShadowFallsOffAlongACurve_SaysThatItIsNotDrawn()
    {
        byte[] Point(double x, double y) => Of(Number("Hrzn", x), Number("Vrtc", y));
        using var file = Dot(("DrSh", Colored(0, 0, 0, Child("TrnS", Of(List("Crv ", Point(0, 0), Point(128, 200), Point(255, 255)))))));

        Assert.Equal(ProblemCode.NotRendered, file.Problems.Single().Code);
    }

    [Fact]
    public void Render_WhenAGroupHasAStroke_LinesAllOfIt()
    {
        var stroke = Of(Child("FrFX", Colored(0, 255, 0, Number("Sz  ", 1))));
        using var file = new PsdBuilder(24, 24).Add(new() { Pixels = Pictures.Solid(24, 24, 255, 255, 255) })
            .Group(new() { Tags = [("lfx2", Effects(stroke))] }, new PsdLayerSpec { Pixels = Pictures.Solid(4, 4, 1, 1, 1), Left = 8, Top = 8 }, new PsdLayerSpec { Pixels = Pictures.Solid(4, 4, 2, 2, 2), Left = 12, Top = 8 })
            .ToStream().Open();
        var composite = file.Render();

        Assert.Equal(((0, 255, 0, 255), (1, 1, 1, 255), (2, 2, 2, 255), (0, 255, 0, 255)), (composite.At(7, 9), composite.At(11, 9), composite.At(12, 9), composite.At(16, 9)));
    }

    [Theory]
    [InlineData("ebbl", true)]
    [InlineData("ebbl", false)]
    public void Open_WhenAnEffectIsUnknown_SaysSoIfItIsSwitchedOn(string kind, bool on)
    {
        using var file = Dot((kind, Of(Flag("enab", on))));

        Assert.Equal(on, file.Problems.Any(problem => problem.Code == ProblemCode.NotRendered));
    }

    [Fact]
    public void Open_WhenTheCanvasIsLargerThanEffectsMayBe_SaysThatTheyAreNotDrawn()
    {
        using var file = Dot(ReadLimits.Default with { MaxEffectPixels = 24 * 24 - 1 }, ("SoFi", Colored(0, 0, 255)));

        Assert.Equal(ProblemCode.NotRendered, file.Problems.Single().Code);
        Assert.Equal((255, 0, 0, 255), file.Render().At(12, 12));
    }

    private static (int, int, int, int) Near((byte R, byte G, byte B, byte A) color, int r, int g, int b) =>
        Math.Abs(color.R - r) <= 1 && Math.Abs(color.G - g) <= 1 && Math.Abs(color.B - b) <= 1 ? (r, g, b, color.A) : (color.R, color.G, color.B, color.A);

    private static byte[] Colored(double r, double g, double b, params (string, string, byte[])[] more) => Of([Flag("enab", value: true), Child("Clr ", Rgb(r, g, b)), .. more]);

    private static byte[] Stop(double place, double shade) => Of(Child("Clr ", Rgb(shade, shade, shade)), Number("Lctn", place));

    private static byte[] Effects(byte[] descriptor) => [0, 0, 0, 0, .. Versioned(descriptor)];

    private static LayeredFile Dot(params (string Key, byte[] Descriptor)[] effects) => Dot(ReadLimits.Default, effects);

    /// <summary>A red square of eight pixels in the middle of white paper.</summary>
    private static LayeredFile Dot(ReadLimits limits, params (string Key, byte[] Descriptor)[] effects) => new PsdBuilder(24, 24)
        .Add(new() { Pixels = Pictures.Solid(24, 24, 255, 255, 255) })
        .Add(new() { Pixels = Pictures.Solid(8, 8, 255, 0, 0), Left = 8, Top = 8, Tags = [("lfx2", Effects(Of([.. effects.Select(effect => Child(effect.Key, effect.Descriptor))])))] })
        .ToStream().Open(limits);
}
