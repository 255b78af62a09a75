using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Web.Features.Shared.Parts;

namespace Appeals.Web.Features.Works;

/// <summary>A creator's works, by what can be done about them.</summary>
/// <param name="Unconfirmed">Sent for this person's address; nobody has said yet that they are theirs.</param>
/// <param name="MoreToContest">There are more labels to contest than are shown.</param>
public sealed record WorksPage(
    IReadOnlyList<Work> Unconfirmed, IReadOnlyList<OpenAppeal> Open, IReadOnlyList<ContestableLabel> Contestable, bool MoreToContest, IReadOnlyList<SettledLabel> Settled)
{
    public bool IsEmpty => Unconfirmed.Count + Open.Count + Contestable.Count + Settled.Count == 0;
}

/// <param name="Question">What the reviewer asks, while they wait for an answer.</param>
public sealed record OpenAppeal(string Reference, Work Work, AppealState State, Due Due, string? Question);

public sealed record ContestableLabel(Label Label, Due Window, string? Draft, DateTime? DraftSavedAt);

/// <param name="Reference">Null where the label was never contested and no longer can be.</param>
public sealed record SettledLabel(Label Label, string? Reference);
