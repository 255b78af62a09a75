using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Signals;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>For each signal that looks at layers, a file that has it and one that has not.</summary>
public sealed class SignalTests
{
    internal const int Width = 480, Height = 360;
    internal static readonly RgbaImage Flat = Pictures.Painting(Width, Height, seed: 3);
    internal static readonly AnalysisReport Painted = Analyze(Samples.All, Samples.Composite());

    [Fact]
    public void Dominance_WhenOneLayerIsThePicture_IsHigh()
    {
        var pasted = Analyze([new("All", Flat), new("Dots", Dots(3)), new("More", Dots(4))], null);

        Assert.InRange(Value(pasted, "dominance", "similarity"), 0.75, 1);
        Assert.InRange(Value(Painted, "dominance", "similarity"), 0, 0.45);
        Assert.True(pasted.Grade <= Grade.Limited, $"{pasted.Grade} {pasted.Score}");
    }

    [Fact]
    public void VerbatimAndPartition_WhenAPictureIsCutUp_SayHowItLies()
    {
        var cut = Analyze([.. Enumerable.Range(0, 9).Select(i => new OraLayer($"Part {i}", Pictures.Crop(Flat, i % 3 * 160, i / 3 * 120, 160, 120), i % 3 * 160, i / 3 * 120))], Flat);

        Assert.InRange(Value(cut, "verbatim", "verbatim"), 0.97, 1);
        Assert.InRange(Value(cut, "partition", "covered"), 0, 0.03);
        Assert.InRange(Value(cut, "partition", "cut"), 0.3, 1);
        Assert.InRange(Value(cut, "partition", "step"), 0.35, 0.65);
        Assert.Equal(Direction.Contradicts, Find(cut, "partition").Direction);
        Assert.Equal(Grade.Contradicted, cut.Grade);
        Assert.InRange(cut.Score, -1, -0.2);
        Assert.InRange(Value(Painted, "verbatim", "verbatim"), 0, 0.85);
        Assert.InRange(Value(Painted, "partition", "covered"), 0.2, 1);
        Assert.InRange(Value(Painted, "partition", "step"), 0.9, 1);
        Assert.Equal(Direction.Supports, Find(Painted, "partition").Direction);
    }

    [Fact]
    public void Copies_WhenLayersRepeatThePicture_SaysSo()
    {
        RgbaImage Channel(int c) => Pictures.Paint(Width, Height, (x, y) =>
        {
            var pixel = Flat.Row(y).Slice(x * 4, 4);
            return (c == 0 ? pixel[0] : (byte)0, c == 1 ? pixel[1] : (byte)0, c == 2 ? pixel[2] : (byte)0, (byte)255);
        });
        var split = Analyze([new("R", Channel(0)), new("G", Channel(1), Mode: "svg:plus"), new("B", Channel(2), Mode: "svg:plus")], Flat);

        Assert.InRange(Value(split, "copies", "repeated"), 0.5, 1);
        Assert.True(split.Grade <= Grade.Inconclusive, $"{split.Grade} {split.Score}");
        Assert.DoesNotContain(Painted.Findings, static f => f.Signal == "copies");
    }

    [Fact]
    public void Copies_WhenAMergedCopyLiesOnTop_TheLayersBeneathAreWeighed()
    {
        var topped = Analyze([.. Samples.All, new("Merged", Samples.Composite())], Samples.Composite());

        Assert.Equal(1, Value(topped, "copies", "merged"));
        Assert.Equal(Painted.Score, topped.Score, 0.02);
    }

    [Fact]
    public void Strokes_WhenBarsAreSeparate_CountsThem()
    {
        var bars = Pictures.Paint(Width, Height, static (x, y) => x % 40 is > 4 and < 36 && y % 12 < 4 ? ((byte)30, (byte)30, (byte)40, (byte)255) : ((byte)0, (byte)0, (byte)0, (byte)0));
        var report = Analyze([new("Ground", Pictures.Gradient(Width, Height)), new("Bars", bars)], null);

        var found = Find(report, "strokes");
        Assert.InRange(found.Values["least"], 250, 400);
        Assert.InRange(found.Values["most"], found.Values["least"], 1200);
        Assert.Contains(found.Layers, static l => l.Length > 0);
    }

    [Fact]
    public void Stages_WhenLayersPlayParts_NamesThem()
    {
        var lines = Pictures.LineDrawing(Width, Height, 5);
        for (var i = 0; i < lines.Pixels.Length; i += 4) lines.Pixels[i + 3] = (byte)(255 - lines.Pixels[i]);
        var report = Analyze(
            [new("1", Pictures.Gradient(Width, Height)), new("2", Pictures.Solid(200, 150, 200, 90, 60), 50, 50), new("3", Dots(40), Mode: "svg:multiply"), new("4", Dots(12), Mode: "svg:screen"), new("5", lines)], null);

        var stages = Find(report, "stages").Values;
        Assert.Equal((1.0, 1.0, 1.0), (stages["shade"], stages["light"], stages["lines"]));
        Assert.True(stages["flats"] >= 1);
        Assert.Equal(0, Find(Painted, "stages").Values.GetValueOrDefault("shade"));
    }

    [Fact]
    public void Score_WhenPaddedWithWhatChangesNothing_DoesNotRise()
    {
        var empty = Pictures.Solid(640, 480, 0, 0, 0, 0);
        var padded = Analyze(
            [
                .. Enumerable.Range(0, 5).Select(i => new OraLayer($"Covered {i}", Pictures.Painting(640, 480, i))), .. Samples.All,
                .. Enumerable.Range(0, 15).Select(i => new OraLayer($"Empty {i}", empty)), new("Hidden", Pictures.Painting(640, 480, 9), Visible: false),
            ], Samples.Composite());

        Assert.InRange(padded.Score, -1, Painted.Score + 0.02);
        Assert.True(padded.Grade <= Painted.Grade);
    }

    /// <summary>Whatever the other numbers are, more of what supports never lowers the support, and more of what does not never raises it.</summary>
    [Fact]
    public void Support_WhenANumberGrows_GoesItsWay()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            double Any() => random.NextDouble();
            var reading = new Weighing(Any(), Any() * 0.3, Any() * 2, Any(), Any(), Any(), Any(), Any() * 0.6, Any(), 0.5 + (Any() * 0.5));
            Assert.InRange(reading.Support, 0, 1);
            Assert.True((reading with { Beneath = reading.Beneath + 0.1 }).Support >= reading.Support);
            Assert.True((reading with { Own = reading.Own + 0.05 }).Support >= reading.Support);
            Assert.True((reading with { Carried = reading.Carried + 0.1 }).Support >= reading.Support);
            Assert.True((reading with { Grain = reading.Grain + 0.1 }).Support >= reading.Support);
            Assert.True((reading with { Seam = reading.Seam + 0.05 }).Support <= reading.Support);
            Assert.True((reading with { Calm = reading.Calm + 0.05 }).Support <= reading.Support);
            Assert.True((reading with { Alone = reading.Alone + 0.1 }).Support <= reading.Support);
            Assert.True((reading with { Repeated = reading.Repeated + 0.1 }).Support <= reading.Support);
            Assert.True((reading with { Derived = reading.Derived + 0.1 }).Support <= reading.Support);
            Assert.True((reading with { Step = reading.Step + 0.05 }).Support >= reading.Support);
        }
    }

    [Fact]
    public void SignalVersions_CoverWhatIsFound() => Assert.All(Painted.Findings, static f => Assert.True(Painted.SignalVersions.ContainsKey(f.Signal), f.Signal));

    internal static RgbaImage Dots(int count)
    {
        var random = new Random(count);
        var dots = Enumerable.Range(0, count).Select(_ => (X: random.Next(Width), Y: random.Next(Height), R: 4 + random.Next(10), C: (byte)random.Next(200))).ToArray();
        return Pictures.Paint(Width, Height, (x, y) =>
        {
            foreach (var (cx, cy, radius, colour) in dots)
                if (((x - cx) * (x - cx)) + ((y - cy) * (y - cy)) < radius * radius) return (colour, (byte)(255 - colour), (byte)120, (byte)255);
            return (0, 0, 0, 0);
        });
    }

    internal static Finding Find(AnalysisReport report, string signal) => report.Findings.Single(f => f.Signal == signal);

    internal static double Value(AnalysisReport report, string signal, string name) => Find(report, signal).Values[name];

    /// <param name="published">Null for what the layers make.</param>
    internal static AnalysisReport Analyze(IReadOnlyList<OraLayer> layers, RgbaImage? published)
    {
        var (width, height) = layers.Max(static l => l.Image.Width) >= 640 ? (640, 480) : (Width, Height);
        var file = OraFile.Write(width, height, [.. layers]);
        if (published is null)
        {
            using var opened = Appeals.Analysis.Formats.LayeredFile.Open(new MemoryStream(file), Appeals.Analysis.Reading.ReadLimits.Default, CancellationToken.None);
            published = Compositor.Render(opened, new(), CancellationToken.None);
        }
        var picture = ImageCodec.EncodeJpeg(published, 90);
        return new Examination(new() { Sources = [new("s", () => new MemoryStream(file))], Published = () => new MemoryStream(picture) }, new(), new NoPreviews(), CancellationToken.None).Analyze();
    }

    private sealed class NoPreviews : IExaminationOutput
    {
        public bool TakesPreviews => false;

        public void Progress(AnalyzerStep step, int percent) => Assert.InRange(percent, 0, 100);

        public void Preview(string name, int width, int height, byte[] webp) => Assert.Fail("No previews were wanted.");
    }
}
