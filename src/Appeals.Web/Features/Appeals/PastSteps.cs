using Appeals.Core.History;

namespace Appeals.Web.Features.Appeals;

/// <summary>What a creator is told of the history: no internal steps, and no decision before it is in effect.</summary>
internal static class PastSteps
{
    public static IEnumerable<PastStep> Of(IReadOnlyList<HistoryEntry> history)
    {
        var firstLook = history.FirstOrDefault(h => h.Kind == HistoryKind.Claimed);
        return history.Where(h => h == firstLook || IsTold(h.Kind)).Select(h => new PastStep("Past_" + h.Kind, h.At));
    }

    private static bool IsTold(HistoryKind kind) => kind
        is HistoryKind.Filed or HistoryKind.FileAdded or HistoryKind.AnalysisFinished or HistoryKind.AnalysisGivenUp or HistoryKind.QuestionAsked
        or HistoryKind.Answered or HistoryKind.WaitEnded or HistoryKind.TookEffect or HistoryKind.Withdrawn;
}
