using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>What is drawn from a description: vector masks, fills, soft edges.</summary>
public sealed class PsdShapeTests
{
    private static PsdPathBuilder Path => new(20, 10);

    [Fact]
    public void Render_WhenAFillHasAPath_IsCutOutByIt()
    {
        using var file = Shape(Path.Rectangle(1, 2, 3, 8.5, 7).Build());
        var composite = file.Render();

        Assert.Equal(LayerKind.Vector, file.Layers.Single().Kind);
        Assert.Equal((0, 0, 0, 0), (file.Layers[0].Left, file.Layers[0].Top, file.Layers[0].Width, file.Layers[0].Height));
        Assert.Equal(new PixelArea(2, 3, 7, 4), file.Layers[0].Area);
        Assert.Equal((10, 200, 30, 255), composite.At(2, 3));
        Assert.InRange(composite.At(8, 5).A, 126, 129);
        Assert.Equal(0, composite.At(9, 5).A);
        Assert.Equal(0, composite.At(5, 7).A);
    }

    [Theory]
    [InlineData(0, 255, 0, 255)]
    [InlineData(1, 255, 255, 255)]
    [InlineData(2, 255, 0, 0)]
    [InlineData(3, 0, 255, 0)]
    public void Render_WhenAPathHasTwoParts_TheSecondMeetsTheFirst(int operation, byte first, byte both, byte second)
    {
        using var file = Shape(Path.Rectangle(1, 2, 2, 10, 8).Rectangle(operation, 6, 2, 14, 8).Build());
        var composite = file.Render();

        Assert.Equal((first, both, second), (composite.At(4, 5).A, composite.At(8, 5).A, composite.At(12, 5).A));
    }

    [Fact]
    public void Render_WhenAPathIsInverted_HidesWhatLiesInside()
    {
        using var file = Shape(Path.Rectangle(1, 2, 2, 10, 8).Build(flags: 1));
        var composite = file.Render();

        Assert.Equal((0, 255), (composite.At(5, 5).A, composite.At(15, 5).A));
    }

    [Fact]
    public void Render_WhenAPathIsSwitchedOffOrStartsFull_AllIsShown()
    {
        using var off = Shape(Path.Rectangle(1, 2, 2, 10, 8).Build(flags: 4));
        using var full = Shape(Path.StartsFull().Build());

        Assert.Equal((255, 255), (off.Render().At(15, 9).A, full.Render().At(15, 9).A));
    }

    [Fact]
    public void Render_WhenACurveIsRound_FillsACircle()
    {
        // four knots with handles of 0.5523 · radius
        const double k = 2.7614;
        var writer = new BigEndianWriter().U32(3).U32(0).U16(0).U16(4).U16(1).Raw(new byte[20]);
        foreach (var (x, y, dx, dy) in new[] { (10.0, 0.0, k, 0.0), (15, 5, 0, k), (10, 10, -k, 0), (5, 5, 0, -k) })
        {
            writer.U16(1);
            foreach (var (px, py) in new[] { (x - dx, y - dy), (x, y), (x + dx, y + dy) }) writer.U32((long)(py / 10 * (1 << 24))).U32((long)(px / 20 * (1 << 24)));
        }
        using var file = Shape(writer.ToArray());
        var composite = file.Render();
        var covered = Enumerable.Range(0, 200).Sum(i => composite.Pixels[i * 4 + 3]) / 255.0;

        Assert.InRange(covered, Math.PI * 25 - 0.4, Math.PI * 25 + 0.4);
        Assert.Equal(255, composite.At(10, 5).A);
        Assert.Equal(0, composite.At(5, 0).A);
    }

    [Fact]
    public void Render_WhenThePathOfAShapeHidesInPart_ItsFillShowsBeyondItsPixels()
    {
        var shape = new PsdLayerSpec
        {
            Pixels = Pictures.Solid(7, 4, 10, 200, 30), Left = 2, Top = 3, PathDensity = 204,
            Tags = [("SoCo", Versioned(Of(Child("Clr ", Rgb(10, 200, 30))))), ("vmsk", Path.Rectangle(1, 2, 3, 9, 7).Build())],
        };

        using var file = new PsdBuilder(20, 10).Add(shape).ToStream().Open();
        var composite = file.Render();

        Assert.Equal(((10, 200, 30, 255), (10, 200, 30, 51)), (composite.At(5, 5), composite.At(15, 8)));
    }

    [Fact]
    public void Render_WhenALayerHasPixelsAndAPath_IsHiddenOutsideIt()
    {
        using var file = new PsdBuilder(20, 10).Add(new() { Pixels = Pictures.Solid(20, 10, 1, 2, 3), Tags = [("vmsk", Path.Rectangle(1, 0, 0, 10, 10).Build())] }).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((255, 0), (composite.At(9, 5).A, composite.At(10, 5).A));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Render_WhenALayerHasAPathAndShades_BothCount()
    {
        var layer = new PsdLayerSpec
        {
            Pixels = Pictures.Solid(20, 10, 1, 2, 3), Mask = [.. Enumerable.Repeat((byte)128, 200)], MaskArea = new(0, 0, 20, 10), Tags = [("vmsk", Path.Rectangle(1, 0, 0, 10, 10).Build())],
        };

        using var file = new PsdBuilder(20, 10).Add(layer).ToStream().Open();
        var composite = file.Render();

        Assert.Equal((128, 0), (composite.At(9, 5).A, composite.At(10, 5).A));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(0, 1)]
    public void Open_WhenAPathIsLongerThanMayBe_SaysThatItIsNotDrawn(int knots, int crossings)
    {
        var limits = knots > 0 ? ReadLimits.Default with { MaxPathKnots = knots } : ReadLimits.Default with { MaxPathCrossings = crossings };
        var layer = new PsdLayerSpec { Pixels = Pictures.Solid(20, 10, 1, 2, 3), Tags = [("vmsk", Path.Rectangle(1, 0, 0, 10, 10).Build())] };

        using var file = new PsdBuilder(20, 10).Add(layer).ToStream().Open(limits);

        Assert.Equal(ProblemCode.NotRendered, file.Problems.Single().Code);
        Assert.Equal(255, file.Render().At(15, 5).A);
    }

    [Fact]
    public void Render_WhenAMaskIsSoft_ItsEdgeIsToo()
    {
        var source = new FeatheredRows(area => new Halves(area), new(0, 0, 40, 3), 4);
        var rows = new byte[120];
        source.Read(rows);
        source.Dispose();

        Assert.Equal(rows[..40], rows[80..]);
        Assert.InRange(rows[19], 128, 145);
        Assert.InRange(rows[20], 110, 127);
        // one deviation from the edge: 84 %
        Assert.InRange(rows[15], 205, 225);
        Assert.Equal((255, 0), (rows[0], rows[39]));
        Assert.Equal(rows[..40].OrderDescending(), rows[..40]);
    }

    [Theory]
    [InlineData("Lnr ", 0, 0, 5, 19, 5)]
    [InlineData("Lnr ", 90, 10, 9, 10, 0)]
    [InlineData("Lnr ", 180, 19, 5, 0, 5)]
    [InlineData("Rdl ", 0, 10, 5, 0, 5)]
    [InlineData("Rflc", 0, 10, 5, 19, 5)]
    [InlineData("Dmnd", 0, 10, 5, 0, 5)]
    public void Render_WhenAFillIsAGradient_RunsFromStartToEnd(string shape, double angle, int startX, int startY, int endX, int endY)
    {
        using var file = new PsdBuilder(20, 10).Add(new() { Tags = [("GdFl", Gradient(shape, angle))] }).ToStream().Open();
        var composite = file.Render();

        Assert.Empty(file.Problems);
        Assert.InRange(composite.At(startX, startY).R, 0, 30);
        Assert.InRange(composite.At(endX, endY).R, 225, 255);
        Assert.Equal(255, composite.At(3, 3).A);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, double.NaN, 1, 1)]
    public void Open_WhenAGradientMakesNoSense_SaysThatItIsNotDrawn(double place, double r, double g, double b)
    {
        var stop = Of(Number("Lctn", place), Child("Clr ", r == 0 ? Of() : Rgb(r, g, b)));
        var fill = Versioned(Of(Child("Grad", Of(List("Clrs", stop)))));

        using var file = new PsdBuilder(20, 10).Add(new() { Tags = [("GdFl", fill)] }).ToStream().Open();
        file.Render();

        Assert.Equal(ProblemCode.NotRendered, file.Problems.Single().Code);
    }

    [Theory]
    [InlineData("Cyn ", "Mgnt", "Ylw ", "Blck", 0, 100, 100, 0, 255, 0, 0)]
    [InlineData("H   ", "Strt", "Brgh", "x   ", 120, 100, 100, 0, 0, 255, 0)]
    [InlineData("Lmnc", "A   ", "B   ", "x   ", 100, 0, 0, 0, 255, 255, 255)]
    public void Render_WhenAColourIsOfAnotherModel_IsConverted(string k1, string k2, string k3, string k4, double v1, double v2, double v3, double v4, byte r, byte g, byte b)
    {
        var fill = Versioned(Of(Child("Clr ", Of(Number(k1, v1), Number(k2, v2), Number(k3, v3), Number(k4, v4)))));

        using var file = new PsdBuilder(2, 2).Add(new() { Tags = [("SoCo", fill)] }).ToStream().Open();

        Assert.Equal((r, g, b, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenNumbersAreEnormous_IsStillAPicture()
    {
        const double huge = 1e300;
        byte[] Stop(double place) => Of(Child("Clr ", Of(Number("Lmnc", huge), Number("A   ", -huge), Number("B   ", huge))), Number("Lctn", place), Number("Mdpn", huge));
        var gradient = Of(Number("Angl", huge), Number("Scl ", huge), Child("Ofst", Of(Number("Hrzn", huge), Number("Vrtc", -huge))), Child("Grad", Of(Number("Intr", huge), List("Clrs", Stop(-huge), Stop(huge)))));

        using var file = new PsdBuilder(20, 10).Add(new() { Tags = [("GdFl", Versioned(gradient))] }).ToStream().Open();

        Assert.Equal(255, file.Render().At(5, 5).A);
    }

    private static byte[] Gradient(string shape, double angle)
    {
        byte[] Stop(double place, double shade) => Of(Child("Clr ", Rgb(shade, shade, shade)), Number("Lctn", place), Number("Mdpn", 50));
        return Versioned(Of(Number("Angl", angle), Word("Type", "GrdT", shape), Child("Grad", Of(List("Clrs", Stop(0, 0), Stop(4_096, 255))))));
    }

    private static Appeals.Analysis.Formats.LayeredFile Shape(byte[] path) =>
        new PsdBuilder(20, 10).Add(new() { Tags = [("SoCo", Fill(10, 200, 30)), ("vmsk", path)] }).ToStream().Open();

    /// <summary>White left of 20, black from there on.</summary>
    private sealed class Halves(PixelArea area) : Appeals.Analysis.Formats.RowReader
    {
        public override void Read(Span<byte> rows)
        {
            for (var i = 0; i < rows.Length; i++) rows[i] = area.Left + i % area.Width < 20 ? (byte)255 : (byte)0;
        }
    }
}
