using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Markers;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Examining;

public sealed class ExaminationTests
{
    private static readonly byte[] Layered = Samples.LayeredOra();
    private static readonly byte[] Published = ImageCodec.EncodeJpeg(Samples.Composite(), 85);

    [Fact]
    public void Analyze_WhenManyLayersMakeThePicture_Supports()
    {
        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published) });

        Assert.InRange(report.Match!.Similarity, 0.95, 1);
        Assert.Equal(1, report.Match.Coverage);
        Assert.Equal(new Transform(1, 1, 0, 0, Mirrored: false), report.Match.Transform);
        Assert.True(report.Grade >= Grade.Moderate, $"{report.Grade} {report.Score}");
        Assert.InRange(report.Score, 0.26, 1);
        Assert.Equal(["match", "contribution", "hiddenPaint", "partition"], report.Findings.Where(static f => f.Direction == Direction.Supports).Select(static f => f.Signal));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void Analyze_WhenMeasured_ContributionsAreSharesOfOne()
    {
        var hidden = Samples.All[3] with { Name = "Hidden", Visible = false };
        var beneath = Samples.All[2] with { Name = "Covered" };
        var (report, _) = Analyze(new() { Sources = [Source("s", Samples.OraWith([beneath, .. Samples.All, hidden]))], Published = Open(Published) });

        var layers = report.Sources[0].Layers;
        Assert.Equal(1, layers.Sum(static l => l.Contribution ?? 0), 1e-9);
        Assert.All(layers, static l => Assert.InRange(l.Contribution ?? 0, 0, 1));
        Assert.Null(layers.Single(static l => l.Name == "Hidden").Contribution);
        Assert.Equal(0, layers.Single(static l => l.Name == "Covered").Contribution);
        Assert.Equal(0, layers.Single(static l => l.Name == "Covered").Area);
        var finding = report.Findings.Single(static f => f.Signal == "contribution");
        var shares = layers.Where(static l => l.Contribution > 0).Select(static l => l.Contribution!.Value).ToList();
        Assert.Equal(Math.Exp(-shares.Sum(static s => s * Math.Log(s))), finding.Values["effective"], 0.01);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Analyze_WhenALayerIsDeclared_AiShareIsWhatADirectComparisonGives(double publishedScale)
    {
        var declared = new[] { "light ai", "Paint 7" };
        var (with, without) = (Samples.Composite(), Samples.Stack(Samples.All.Where(static l => l.Name is not ("Light AI" or "Paint 7"))));
        var distances = OkLabDistance.Between(with, without).Values;
        var expected = new AiShare(distances.Count(static d => d > 0.02f) / (double)distances.Length, distances.Sum() / OkLabDistance.FromWhite(with).Values.Sum());
        var published = ImageCodec.EncodeJpeg(ImageCodec.Resize(with, (int)(with.Width * publishedScale), (int)(with.Height * publishedScale)), 85);

        var (report, previews) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(published), DeclaredAi = declared });

        Assert.Equal(expected.Area, report.AiShare!.Area, 0.01);
        Assert.Equal(expected.Difference, report.AiShare.Difference, 0.01);
        Assert.Equal(["Paint 7", "Light AI"], report.Sources[0].Layers.Where(static l => l.DeclaredAi).Select(static l => l.Name));
        var map = ImageCodec.Decode(previews[PreviewNames.AiShare], new());
        Assert.Equal(expected.Area, map.Pixels.Where(static (_, i) => i % 4 == 3).Count(static a => a > 127) / (double)(map.Width * map.Height), 0.02);
    }

    [Fact]
    public void Analyze_WhenAnAreaIsDeclared_AiShareIsItsArea()
    {
        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published), DeclaredAreas = [new(0.25, 0.5, 0.5, 0.25), new(0.25, 0.5, 0.1, 0.1)] });

        Assert.Equal(0.125, report.AiShare!.Area, 0.002);
        Assert.InRange(report.AiShare.Difference, 0.05, 0.3);
    }

    [Fact]
    public void Analyze_WhenAMaskIsDeclared_AiShareIsItsLightPart()
    {
        var mask = Pictures.Paint(100, 80, static (x, _) => x < 40 ? ((byte)255, (byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0, (byte)255));

        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published), DeclaredMask = mask });

        Assert.Equal(0.4, report.AiShare!.Area, 0.01);
    }

    [Fact]
    public void Analyze_WhenThePublishedPictureBearsALabel_SaysWhatAndWhereAndKeepsTheGrade()
    {
        var label = Containers.App1(Containers.Xmp("<TC260:AIGC>{&quot;Label&quot;:&quot;3&quot;}</TC260:AIGC>"));
        byte[] labelled = [.. Containers.Jpeg(label)[..^2], .. Published[2..]];
        var plain = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published) }).Report;

        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(labelled) });

        Assert.Contains(report.Markers, static m => m is { Kind: "aigc-label-3", Source: null, Says: "aiSuspected", Location: "JPEG APP1" });
        var finding = Assert.Single(report.Findings, static f => f.Signal == "markers");
        Assert.Equal((Direction.Neutral, 0.0), (finding.Direction, finding.Weight));
        Assert.Equal((plain.Grade, plain.Score), (report.Grade, report.Score));
        Assert.Empty(plain.Markers);
    }

    [Fact]
    public void Analyze_WhenNothingIsDeclared_AiShareIsNull() =>
        Assert.Null(Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published) }).Report.AiShare);

    [Fact]
    public void Analyze_WhenADeclaredLayerIsMissing_SaysSo()
    {
        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(Published), DeclaredAi = ["No such layer"] });

        Assert.Null(report.AiShare);
        Assert.Equal(1, report.Findings.Single(static f => f.Signal == "aiShare").Values["missing"]);
    }

    [Fact]
    public void Analyze_WhenThePictureIsAnother_IsInconclusive()
    {
        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(ImageCodec.EncodeJpeg(Pictures.Painting(640, 480, seed: 77), 85)) });

        Assert.InRange(report.Match!.Similarity, 0, 0.5);
        Assert.Equal((Grade.Inconclusive, 0.0), (report.Grade, report.Score));
        Assert.All(report.Findings, static f => Assert.Equal(Direction.Neutral, f.Direction));
    }

    [Fact]
    public void Analyze_WhenOneLayerHasItAll_IsInconclusive()
    {
        var empty = Pictures.Solid(640, 480, 0, 0, 0, 0);
        var (report, _) = Analyze(new()
        {
            Sources = [Source("s", Samples.OraWith([new("Pasted", Samples.Composite()), .. Enumerable.Range(0, 12).Select(i => new OraLayer($"Empty {i}", empty))]))],
            Published = Open(Published),
        });

        Assert.InRange(report.Match!.Similarity, 0.95, 1);
        Assert.Equal(Grade.Inconclusive, report.Grade);
    }

    /// <summary>Twelve strips of a flat picture: no paint over paint, so it must not reach strong.</summary>
    [Fact]
    public void Analyze_WhenAFlatPictureWasCutIntoStrips_IsNotStrong()
    {
        var flat = Samples.Composite();
        var strips = Enumerable.Range(0, 12).Select(i => new OraLayer($"Part {i}", Pictures.Crop(flat, 0, i * 40, 640, 40), Top: i * 40)).ToArray();

        var (report, _) = Analyze(new() { Sources = [Source("s", Samples.OraWith(strips))], Published = Open(Published) });

        Assert.Equal(1, report.Findings.Single(static f => f.Signal == "contribution").Values["depth"], 0.05);
        Assert.True(report.Grade < Grade.Strong);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyze_WhenTheStoredPictureIsAnother_SaysSo(bool same)
    {
        var merged = same ? Samples.Composite() : Pictures.Painting(640, 480, seed: 5);

        var (report, _) = Analyze(new() { Sources = [Source("s", OraFile.Write(640, 480, merged, [.. Samples.All]))], Published = Open(Published) });

        Assert.Equal(same ? 0 : 1, report.Findings.Count(static f => f.Signal == "storedPicture"));
        Assert.True(report.Grade >= Grade.Moderate);
    }

    [Fact]
    public void Analyze_WhenOneSourceIsFlat_TheLayeredOneCounts()
    {
        var (report, _) = Analyze(new() { Sources = [Source("export", ImageCodec.EncodePng(Samples.Composite())), Source("layers", Layered)], Published = Open(Published) });

        Assert.Equal("layers", report.Match!.Source);
        Assert.All(report.Findings.Single(static f => f.Signal == "contribution").Layers, static layer => Assert.StartsWith("layers/", layer, StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_WhenThePublishedPictureIsUnreadable_StillReadsTheLayers()
    {
        var (report, _) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open([1, 2, 3]) });

        Assert.Null(report.Match);
        Assert.Null(Assert.Single(report.Problems).Source);
        Assert.Equal(Samples.LayerNames.Count, report.Sources[0].Layers.Count);
    }

    [Fact]
    public void Analyze_WhenBorderedAndHalved_TransformIsInOwnPixels()
    {
        var published = ImageCodec.Resize(Pictures.Border(Samples.Composite(), 60, 40, 100, 60, 255), 400, 290);

        var (report, previews) = Analyze(new() { Sources = [Source("s", Layered)], Published = Open(ImageCodec.EncodePng(published)) });

        Assert.Equal(0.5, report.Match!.Transform.ScaleX, 0.005);
        Assert.Equal(30, report.Match.Transform.OffsetX, 0.5);
        Assert.Equal(20, report.Match.Transform.OffsetY, 0.5);
        Assert.Equal(320.0 * 240 / (400 * 290), report.Match.Coverage, 0.02);
        var composite = ImageCodec.Decode(previews[PreviewNames.Composite], new());
        Assert.Equal((400, 290, (byte)0), (composite.Width, composite.Height, composite.Pixels[3]));
    }

    [Fact]
    public void Analyze_WhateverIsFound_IsSaidInBothLanguages()
    {
        var cut = Layered[..(Layered.Length / 2)];
        var (report, _) = Analyze(new() { Sources = [Source("a", Layered), Source("b", cut)], Published = Open(Published), DeclaredAi = ["Light AI", "absent"] });

        var words = report.Findings.SelectMany(static f => new[] { f.Title, f.Reason, f.Method, f.Weakness }).OfType<Wording>().Concat(report.Problems.Select(static p => p.Message)).ToList();
        Assert.True(words.Count > 10);
        Assert.All(words, static w => Assert.Contains(w.Zh, static c => c is >= '\u4e00' and <= '\u9fff'));
        Assert.All(words, static w => Assert.DoesNotContain(w.En, static c => c is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public void Analyze_WhenCancelled_Throws() => Assert.Throws<OperationCanceledException>(
        () => new Examination(new() { Sources = [Source("s", Layered)] }, new(), new CollectedPreviews(), new(canceled: true)).Analyze());

    private static SourceInput Source(string id, byte[] bytes) => new(id, () => new MemoryStream(bytes));

    private static Func<Stream> Open(byte[] bytes) => () => new MemoryStream(bytes);

    private static (AnalysisReport Report, IReadOnlyDictionary<string, byte[]> Previews) Analyze(ExaminationInput input)
    {
        var output = new CollectedPreviews();
        return (new Examination(input, new(), output, CancellationToken.None).Analyze(), output.Previews);
    }

    private sealed class CollectedPreviews : IExaminationOutput
    {
        public Dictionary<string, byte[]> Previews { get; } = new(StringComparer.Ordinal);
        public bool TakesPreviews => true;
        public void Progress(AnalyzerStep step, int percent) => Assert.InRange(percent, 0, 100);
        public void Preview(string name, int width, int height, byte[] webp) => Previews.Add(name, webp);
    }
}
