using System.Globalization;

namespace Appeals.Evaluation.Measuring;

/// <summary>
/// Each kind judged by a rule that never saw it. The grades rest on one number, the support from which a file is moderate; limited begins at half of it, strong at twice.
/// It is set anew on files of all other kinds: where (genuine files below it ÷ 5 %) + (forged files from it on ÷ 2 %) is least, the shares that <see cref="Line"/>
/// allows; of several such places, in their middle.
/// </summary>
internal static class LeftOut
{
    private const double MissedAllowed = 0.05, PassedAllowed = 0.02;

    /// <param name="tuned">Files that the number is set on.</param>
    /// <param name="judged">Files whose kind is left out of them.</param>
    public static void Write(TextWriter writer, IReadOnlyList<Scored> tuned, IReadOnlyList<Scored> judged)
    {
        writer.WriteLine("| kind left out | nature | files | moderate from | less than limited | limited | moderate or strong |");
        writer.WriteLine("|---|---|--:|--:|--:|--:|--:|");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| none | | {judged.Count} | {Moderate(tuned):0.00} | | | |"));
        foreach (var kind in judged.GroupBy(static o => (o.Kind, o.Nature)))
        {
            var moderate = Moderate([.. tuned.Where(o => o.Kind != kind.Key.Kind)]);
            var (least, most) = (kind.Count(o => o.Score < moderate / 2), kind.Count(o => o.Score >= moderate));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind.Key.Kind} | {Table.Lower(kind.Key.Nature)} | {kind.Count()} | {moderate:0.00} | {least:#} | {kind.Count() - least - most:#} | {most:#} |"));
        }
        writer.WriteLine();
    }

    private static double Moderate(IReadOnlyList<Scored> files)
    {
        var (genuine, forged) = (Scores(files, Nature.Genuine), Scores(files, Nature.Forged));
        if (genuine.Count == 0 || forged.Count == 0) return double.NaN;
        var scores = genuine.Concat(forged).Distinct().Order().ToList();
        var places = scores.Zip(scores.Skip(1), (low, high) => (Low: low, High: high, Cost: CostOf(high))).ToList();
        var best = places.Where(p => p.Cost <= places.Min(static q => q.Cost) + 1e-9).ToList();
        return (best[0].Low + best[^1].High) / 2;

        double CostOf(double from) => (genuine.Count(g => g < from) / (genuine.Count * MissedAllowed)) + (forged.Count(f => f >= from) / (forged.Count * PassedAllowed));
    }

    private static List<double> Scores(IReadOnlyList<Scored> files, Nature nature) => [.. files.Where(o => o.Nature == nature).Select(static o => o.Score)];
}

/// <summary>What of an outcome a rule needs.</summary>
internal sealed record Scored(string Kind, Nature Nature, double Score)
{
    public static Scored Of(Outcome outcome) => new(outcome.Kind.Name, outcome.Kind.Nature, outcome.Score);
}
