using System.Globalization;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Signals;

namespace Appeals.Evaluation.Measuring;

/// <summary>What must hold on works never seen.</summary>
/// <param name="Said">The numbers behind it.</param>
internal sealed record Line(string Name, bool Holds, string Said)
{
    private static readonly string[] MustSurvive = ["none", "resize", "crop", "border", "jpeg82", "mirror", "label"];

    public static bool IsSame(Outcome outcome) => outcome.Report.Match is { } match && MatchSignal.Judge(match.Similarity, match.Coverage) == MatchVerdict.Same;

    public static IReadOnlyList<Line> Judge(IReadOnlyList<Outcome> outcomes)
    {
        var (genuine, forged) = (Of(outcomes, Nature.Genuine), Of(outcomes, Nature.Forged));
        var doubtful = outcomes.Where(static o => o.Kind.Nature is Nature.Forged or Nature.Ambiguous).ToList();
        var honest = outcomes.Where(static o => o.Kind.Nature != Nature.Forged).ToList();
        var lines = new List<Line>();
        if (genuine.Count > 0 && forged.Count > 0)
        {
            var auc = Statistics.Auc([.. genuine.Select(static o => o.Score)], [.. forged.Select(static o => o.Score)]);
            lines.Add(new("AUC of the score at least 0.99", auc >= 0.99, auc.ToString("0.0000", CultureInfo.InvariantCulture)));
        }
        lines.Add(None("no forged or ambiguous file is strong", doubtful, static o => o.Grade == Grade.Strong));
        if (forged.Count > 0) lines.Add(Share("at most 2 % of the forged are moderate", forged, static o => o.Grade >= Grade.Moderate, most: 0.02));
        if (genuine.Count > 0) lines.Add(Share("at least 95 % of the genuine are strong or moderate", genuine, static o => o.Grade < Grade.Moderate, most: 0.05));
        foreach (var transform in genuine.Where(static o => MustSurvive.Contains(o.Sample.Published.Transform)).GroupBy(static o => o.Sample.Published.Transform))
            lines.Add(Share($"the same, published with: {transform.Key}", [.. transform], static o => o.Grade < Grade.Moderate, most: 0.05));
        lines.Add(None("no genuine, one-layer or ambiguous file is contradicted", honest, static o => o.Grade == Grade.Contradicted));
        lines.Add(None("no other work's file is taken for the same picture", [.. outcomes.Where(static o => o.Kind.Name is "other-work" or "stored-lies")], IsSame));
        return lines;
    }

    private static List<Outcome> Of(IReadOnlyList<Outcome> outcomes, Nature nature) => [.. outcomes.Where(o => o.Kind.Nature == nature)];

    private static Line None(string name, IReadOnlyList<Outcome> outcomes, Func<Outcome, bool> bad) => Share(name, outcomes, bad, most: 0);

    private static Line Share(string name, IReadOnlyList<Outcome> outcomes, Func<Outcome, bool> bad, double most)
    {
        var found = outcomes.Where(bad).ToList();
        var which = string.Join(", ", found.Take(8).Select(static o => $"{o.Kind.Name}:{o.Sample.Seed}/{o.Sample.Published.Transform}"));
        return new(name, found.Count <= most * outcomes.Count, $"{found.Count} of {outcomes.Count} are not{(which.Length > 0 ? ": " + which : "")}");
    }
}
