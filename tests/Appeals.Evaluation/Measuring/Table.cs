using System.Globalization;
using Appeals.Analysis.Reports;

namespace Appeals.Evaluation.Measuring;

/// <summary>Prints what was measured, in Markdown.</summary>
internal static class Table
{
    private static readonly Grade[] Grades = [Grade.Contradicted, Grade.Inconclusive, Grade.Limited, Grade.Moderate, Grade.Strong];

    public static void Write(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        WriteKinds(writer, outcomes);
        WriteTransforms(writer, outcomes);
        WriteMeasures(writer, outcomes);
    }

    private static void WriteKinds(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        writer.WriteLine("| kind | nature | files | contradicted | inconclusive | limited | moderate | strong | mean score | AUC | wrong if left out | same | ms |");
        writer.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var genuine = Scores(outcomes, Nature.Genuine);
        foreach (var kind in outcomes.GroupBy(static o => o.Kind).OrderBy(static k => k.Key.Nature))
        {
            var scores = kind.Select(static o => o.Score).ToList();
            var against = kind.Key.Nature == Nature.Genuine ? Statistics.Auc(scores, Scores(outcomes, Nature.Forged)) : Statistics.Auc(genuine, scores);
            var grades = Grades.Select(g => kind.Count(o => o.Grade == g)).Select(static n => n == 0 ? "" : Text(n));
            writer.WriteLine($"| {kind.Key.Name} | {Lower(kind.Key.Nature)} | {kind.Count()} | {string.Join(" | ", grades)} | {Number(scores.Average())} | {Number(against)} | {LeftOut(kind.Key, outcomes)} | {Percent(kind.Average(static o => Line.IsSame(o) ? 1.0 : 0))} | {Text(kind.Average(static o => o.Milliseconds), "0")} |");
        }
        writer.WriteLine();
    }

    /// <summary>Share of a kind that a threshold of the score takes for the other thing, when it is set by all kinds but this.</summary>
    private static string LeftOut(Kind kind, IReadOnlyList<Outcome> outcomes)
    {
        var rest = outcomes.Where(o => o.Kind != kind).ToList();
        if (kind.Nature is not (Nature.Genuine or Nature.Forged)) return "";
        var threshold = Statistics.Threshold(Scores(rest, Nature.Genuine), Scores(rest, Nature.Forged));
        return Percent(outcomes.Where(o => o.Kind == kind).Average(o => o.Score >= threshold == (kind.Nature == Nature.Genuine) ? 0.0 : 1));
    }

    private static void WriteTransforms(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        writer.WriteLine("| published | genuine files | strong or moderate | same picture | placed within 0.5 % | least similarity |");
        writer.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var transform in outcomes.Where(static o => o.Kind.Nature == Nature.Genuine).GroupBy(static o => o.Sample.Published.Transform).OrderBy(static t => t.Key, StringComparer.Ordinal))
            writer.WriteLine($"| {transform.Key} | {transform.Count()} | {Percent(transform.Average(static o => o.Grade >= Grade.Moderate ? 1.0 : 0))} | {Percent(transform.Average(static o => Line.IsSame(o) ? 1.0 : 0))} | {Percent(transform.Average(static o => o.CornerError < 0.005 ? 1.0 : 0))} | {Number(transform.Min(static o => o.Report.Match?.Similarity ?? 0))} |");
        writer.WriteLine();
    }

    private static void WriteMeasures(TextWriter writer, IReadOnlyList<Outcome> outcomes)
    {
        double Auc(Func<Outcome, double> measure) => Statistics.Auc(
            [.. outcomes.Where(static o => o.Kind.Nature == Nature.Genuine).Select(measure)], [.. outcomes.Where(static o => o.Kind.Nature == Nature.Forged).Select(measure)]);
        writer.WriteLine("| measure | AUC genuine against forged |");
        writer.WriteLine("|---|--:|");
        writer.WriteLine($"| score | {Number(Auc(static o => o.Score))} |");
        writer.WriteLine($"| grade | {Number(Auc(static o => (double)o.Grade))} |");
        writer.WriteLine($"| number of layers alone | {Number(Auc(static o => o.Layers))} |");
        writer.WriteLine($"| dominance alone | {Number(Auc(static o => o.Undominated))} |");
        writer.WriteLine();
    }

    private static List<double> Scores(IReadOnlyList<Outcome> outcomes, Nature nature) => [.. outcomes.Where(o => o.Kind.Nature == nature).Select(static o => o.Score)];

    public static string Lower(Nature nature) => nature switch { Nature.OneLayer => "one layer", _ => nature.ToString().ToLowerInvariant() };

    private static string Number(double value) => Text(value, "0.000");

    private static string Percent(double value) => Text(value * 100, "0") + " %";

    private static string Text(double value, string format = "0.###") => value.ToString(format, CultureInfo.InvariantCulture);
}
