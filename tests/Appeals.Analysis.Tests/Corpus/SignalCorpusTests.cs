using System.Globalization;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Files that people made, each with its own flattened picture as the published one.</summary>
public sealed class SignalCorpusTests(ITestOutputHelper output)
{
    private const int SmallBytes = 150_000, MostPixels = 1_500_000, MostFiles = 15, ManyLayers = 8;

    /// <summary>Small files only, unless the environment variable APPEALS_CORPUS_ALL is set.</summary>
    [DevCorpusFact]
    public void Analyze_WhenPeopleMadeTheFile_NeverContradicts()
    {
        var all = CorpusFolder.IsWhole;
        var files = CorpusFolder.Dev.Files.Where(static f => f.Folder is not ("malformed" or "")).Where(f => all || (new FileInfo(f.FullPath).Length <= SmallBytes && (long)f.Width * f.Height <= MostPixels));
        var rows = files.Select(Examine).OfType<Row>().Where(static r => r.Layers >= 2).Take(all ? int.MaxValue : MostFiles).ToList();
        foreach (var row in rows.OrderByDescending(static r => r.Layers)) output.WriteLine(row.Line);
        var many = rows.Where(static r => r.Layers >= ManyLayers).ToList();
        output.WriteLine($"{rows.Count} files; of {many.Count} with {ManyLayers} layers or more, {many.Count(static r => r.Report.Grade == Grade.Inconclusive)} are inconclusive");

        Assert.All(rows, static r => Assert.True(r.Report.Grade != Grade.Contradicted, r.Line));
        Assert.All(rows, static r => Assert.DoesNotContain(r.Report.Markers, static m => m.Says.StartsWith("ai", StringComparison.Ordinal)));
        if (all) Assert.InRange(many.Count(static r => r.Report.Grade == Grade.Inconclusive), 0, many.Count / 2);
    }

    /// <summary>Null if it cannot be drawn.</summary>
    private static Row? Examine(CorpusFile file)
    {
        byte[] picture;
        int layers;
        try
        {
            using var stream = file.Open();
            using var layered = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
            layers = layered.Layers.Count(static l => !l.IsGroup);
            if (layers < 2) return null;
            picture = ImageCodec.EncodePng(Compositor.Render(layered, new(), CancellationToken.None));
        }
        catch (SourceFileException)
        {
            return null;
        }
        var report = new Examination(new() { Sources = [new("s", file.Open)], Published = () => new MemoryStream(picture) }, new(), new NoOutput(), CancellationToken.None).Analyze();
        return new(file.Name, layers, report);
    }

    private sealed record Row(string Name, int Layers, AnalysisReport Report)
    {
        public string Line => string.Create(CultureInfo.InvariantCulture,
            $"{Report.Grade,-12} {Report.Score,6:0.000} {Layers,3} {Name} {string.Join(" ", Report.Findings.Where(static f => f.Signal is "match" or "contribution" or "hiddenPaint" or "verbatim" or "partition" or "dominance" or "copies").SelectMany(static f => f.Values).Select(static v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value:0.##}")))}");
    }

    private sealed class NoOutput : IExaminationOutput
    {
        public bool TakesPreviews => false;

        public void Progress(AnalyzerStep step, int percent) => Assert.InRange(percent, 0, 100);

        public void Preview(string name, int width, int height, byte[] webp) => Assert.Fail("No previews were wanted.");
    }
}
