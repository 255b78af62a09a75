using Appeals.Analysis.Markers;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>The one rule by which findings become a grade.</summary>
/// <remarks>
/// Support (<see cref="Weighing"/> has the numbers) = similarity × hidden paint × carried × (1 − each reservation) × (1 − declared AI's share of the difference), each in [0, 1]:
/// <list type="bullet">
/// <item>similarity of <see cref="MatchSignal"/>: a source that does not reproduce the picture says nothing about it;</item>
/// <item>hidden paint of <see cref="HiddenPaintSignal"/>: what a finished picture does not give away is what a forger has to invent;</item>
/// <item>carried: the picture's detail lies on layers, not between fragments;</item>
/// <item>reservations: one layer alone shows the picture (<see cref="DominanceSignal"/>), several layers repeat it (<see cref="CopiesSignal"/>),
/// a layer over it all was computed from it, layers end where the picture goes on (<see cref="PartitionSignal"/>: step).</item>
/// </list>
/// From 0.11 limited, from 0.22 moderate. Strong from 0.5, if besides at least ten layers contribute as evenly as three equal ones, hidden paint has detail and is
/// no smoother than the seen, the file was read without problems, no generator's mark is in it, and declared AI touches at most a fifth: several conditions, since each alone can be made up.
/// Contradicted if the support is less than limited and something speaks plainly against (weight 0.6): a jigsaw, copies of one picture, a source that calls
/// itself generated. All else, and every one-layer painter, is inconclusive. The score is the support, less half of what speaks against where nothing supports.
/// More of anything that supports never lowers it. Layers that change nothing are not looked at, so that padding never raises it.
/// </remarks>
internal static class Grading
{
    private const double LimitedFrom = 0.11, ModerateFrom = 0.22, StrongFrom = 0.5;
    private const double StrongEffective = 3, StrongDetail = 0.12, StrongGrain = 0.8, StrongAiArea = 0.2;
    private const int StrongLayers = 10;
    private const double PlainlyAgainst = 0.6;

    public static (Grade Grade, double Score) Decide(Evidence evidence, IReadOnlyList<Finding> findings)
    {
        var support = SupportOf(evidence);
        var against = 1 - findings.Where(static f => f.Direction == Direction.Contradicts).Aggregate(1.0, static (rest, f) => rest * (1 - f.Weight));
        var score = Math.Round(Math.Clamp(support - (0.5 * against * (1 - support)), -1, 1), 3);
        return support switch
        {
            >= StrongFrom when IsStrong(evidence) => (Grade.Strong, score),
            >= ModerateFrom => (Grade.Moderate, score),
            >= LimitedFrom => (Grade.Limited, score),
            _ => (against >= PlainlyAgainst ? Grade.Contradicted : Grade.Inconclusive, score),
        };
    }

    private static double SupportOf(Evidence evidence) =>
        evidence is { Verdict: MatchVerdict.Same, Match: { } match } && match.Source is { Study: { Layers.Count: > 1 } study, Contributions.Contributing: > 1 }
            ? match.Similarity * Weighing.Of(study).Support * (1 - Math.Clamp(evidence.AiShare?.Share.Difference ?? 0, 0, 1)) : 0;

    private static bool IsStrong(Evidence evidence) =>
        evidence.Match!.Source is { Contributions: { Contributing: >= StrongLayers, Effective: >= StrongEffective, Complete: true }, Study: { Map.OwnArea: >= StrongDetail, Grain: >= StrongGrain } }
        && !(evidence.AiShare?.Share.Area > StrongAiArea)
        && !evidence.Markers.Any(m => m is { Source: not null, Report.Verdict: MarkerVerdict.AiGenerated })
        && !evidence.Problems.Any(p => p.Source is null || p.Source == evidence.Match!.Source.Id);
}
