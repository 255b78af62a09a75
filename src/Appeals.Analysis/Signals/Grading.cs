using Appeals.Analysis.Examining;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>The one rule by which findings become a grade.</summary>
/// <remarks>
/// Support = similarity × spread × (1 − declared AI's share of the difference), where spread grows with the effective number of layers
/// (<see cref="ContributionSignal.Spread"/>). The score is the support.
/// <list type="bullet">
/// <item>The best source does not reproduce the published picture, or only one layer makes it: inconclusive, score 0.</item>
/// <item>Support from 0.2: limited; from 0.45: moderate.</item>
/// <item>Support from 0.7, and at least 8 contributing layers, none above half of the picture, paint over paint (depth at least 1.5),
/// the file read without problems, no generator's mark in it, declared AI below a fifth of the area: strong. Several conditions, since each alone can be made up.</item>
/// </list>
/// Never contradicted: nothing that is measured here speaks against a creator.
/// </remarks>
internal static class Grading
{
    private const double LimitedFrom = 0.2;
    private const double ModerateFrom = 0.45;
    private const double StrongFrom = 0.7;
    private const int StrongLayers = 8;
    private const double StrongLargest = 0.5;
    private const double StrongDepth = 1.5;
    private const double StrongAiArea = 0.2;

    public static (Grade Grade, double Score) Decide(Evidence evidence)
    {
        if (evidence.Verdict != MatchVerdict.Same || evidence.Match!.Source.Contributions is not { Contributing: > 1 } layers) return (Grade.Inconclusive, 0);
        var ai = evidence.AiShare?.Share ?? new AiShare(0, 0);
        var support = Math.Round(evidence.Match.Similarity * ContributionSignal.Spread(layers) * (1 - Math.Clamp(ai.Difference, 0, 1)), 3);
        return support switch
        {
            >= StrongFrom when IsStrong(evidence, layers, ai) => (Grade.Strong, support),
            >= ModerateFrom => (Grade.Moderate, support),
            >= LimitedFrom => (Grade.Limited, support),
            _ => (Grade.Inconclusive, 0),
        };
    }

    private static bool IsStrong(Evidence evidence, LayerContributions layers, AiShare ai) =>
        layers is { Contributing: >= StrongLayers, Largest: <= StrongLargest, Depth: >= StrongDepth, Complete: true }
        && ai.Area <= StrongAiArea
        && !evidence.Markers.Any(m => m is { Source: not null, Report.Verdict: MarkerVerdict.AiGenerated })
        && !evidence.Problems.Any(p => p.Source is null || p.Source == evidence.Match!.Source.Id);
}
