using System.Diagnostics;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Evaluation.Measuring;

/// <summary>What an examination said of one file.</summary>
/// <param name="CornerError">How far the corner that was placed worst lies from its true place, in shares of the published picture's long side.</param>
/// <param name="Milliseconds">The examination took, without the painting.</param>
internal sealed record Outcome(Sample Sample, AnalysisReport Report, double CornerError, double Milliseconds)
{
    public Kind Kind => Sample.Kind;
    public Grade Grade => Report.Grade;
    public double Score => Report.Score;

    /// <summary>What one who only counted layers would go by.</summary>
    public double Layers => Report.Sources.Sum(static s => s.Layers.Count(static l => l.Kind != LayerKind.Group && l.Visible));

    /// <summary>What one who only looked whether a single layer shows it all would go by; higher is less dominance.</summary>
    public double Undominated => Value("dominance", "similarity") is { } similarity ? 1 - similarity : 1 - (Value("contribution", "largest") ?? 1);

    public static Outcome Of(Sample sample, CancellationToken cancellation)
    {
        var input = new ExaminationInput
        {
            Sources = [new("1", () => new MemoryStream(sample.Source))], Published = () => new MemoryStream(sample.Published.Bytes), DeclaredAi = sample.Declared,
        };
        var watch = Stopwatch.StartNew();
        var report = new Examination(input, new(), new Silent(), cancellation).Analyze();
        return new(sample, report, ErrorOf(sample, report.Match), watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>The same, with the files let go.</summary>
    public Outcome WithoutPictures() => this with { Sample = Sample with { Source = [], Flat = new(1, 1, new byte[4]), Published = Sample.Published with { Bytes = [] } } };

    public double? Value(string signal, string name) =>
        Report.Findings.FirstOrDefault(f => f.Signal == signal)?.Values.TryGetValue(name, out var value) == true ? value : null;

    private static double ErrorOf(Sample sample, MatchResult? match) => match is null ? 1 : sample.Published.ErrorOf(
        new(match.Transform.ScaleX, match.Transform.ScaleY, match.Transform.OffsetX, match.Transform.OffsetY), match.Transform.Mirrored,
        sample.Flat.Width, sample.Flat.Height, sample.Published.Width, sample.Published.Height);

    private sealed class Silent : IExaminationOutput
    {
        public bool TakesPreviews => false;

        public void Progress(AnalyzerStep step, int percent)
        {
            // no one watches
        }

        public void Preview(string name, int width, int height, byte[] webp)
        {
            // not wanted
        }
    }
}
