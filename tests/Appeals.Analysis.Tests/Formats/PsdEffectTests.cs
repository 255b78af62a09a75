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

    [Fact]
    public void Render_WhenALayerHasAGradientOverlay_RunsOverTheLayer()
    {
        byte[] Stop(double place, double shade) => Of(Child("Clr ", Rgb(shade, shade, shade)), Number("Lctn", place));
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

    private static byte[] Effects(byte[] descriptor) => [0, 0, 0, 0, .. Versioned(descriptor)];

    private static LayeredFile Dot(params (string Key, byte[] Descriptor)[] effects) => Dot(ReadLimits.Default, effects);

    /// <summary>A red square of eight pixels in the middle of white paper.</summary>
    private static LayeredFile Dot(ReadLimits limits, params (string Key, byte[] Descriptor)[] effects) => new PsdBuilder(24, 24)
        .Add(new() { Pixels = Pictures.Solid(24, 24, 255, 255, 255) })
        .Add(new() { Pixels = Pictures.Solid(8, 8, 255, 0, 0), Left = 8, Top = 8, Tags = [("lfx2", Effects(Of([.. effects.Select(effect => Child(effect.Key, effect.Descriptor))])))] })
        .ToStream().Open(limits);
}
