using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;state-chip state="@appeal.State" outcome="@outcome" for-creator="true" /&gt;</c>. Creators see no internal steps;
/// only they see "Waiting for you"; an outcome replaces the state once it has taken effect.
/// </summary>
public sealed class StateChipTagHelper(IStringLocalizer<SharedText> words) : PartTagHelper
{
    public AppealState State { get; set; }

    public Outcome? Outcome { get; set; }

    public bool SecondReview { get; set; }

    public bool ForCreator { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var (icon, tone, word) = Look();
        return Markup.Of($"<span class=\"chip\"{Markup.Attribute("data-tone", tone)}>{IconOf(icon)}{words[word]}</span>");
    }

    private (string Icon, string? Tone, string Word) Look() => State switch
    {
        AppealState.Effective when Outcome is { } outcome => OfOutcome(outcome),
        AppealState.Queued or AppealState.InReview when SecondReview => ("users", null, "SecondReview"),
        AppealState.Draft => ("pencil", null, "AppealState_Draft"),
        AppealState.Submitted => ("send", null, "AppealState_Submitted"),
        AppealState.Queued => ("list", null, "AppealState_Queued"),
        AppealState.InReview => ("eye", null, "AppealState_InReview"),
        AppealState.AwaitingCreator when ForCreator => ("message-circle-question-mark", "you", "WaitingForYou"),
        AppealState.AwaitingCreator => ("message-circle-question-mark", null, "AppealState_AwaitingCreator"),
        AppealState.AwaitingApproval when ForCreator => ("eye", null, "AppealState_InReview"),
        AppealState.AwaitingApproval => ("users", null, "AppealState_AwaitingApproval"),
        AppealState.Decided => ("hourglass", null, "AppealState_Decided"),
        AppealState.Effective => ("check", null, "AppealState_Effective"),
        AppealState.Final => ("lock", null, "AppealState_Final"),
        AppealState.Withdrawn => ("undo-2", "end", "AppealState_Withdrawn"),
        AppealState.Lapsed => ("clock", "end", "AppealState_Lapsed"),
        _ => throw new InvalidOperationException($"No look for the state {State}."),
    };

    /// <summary>No red for losing: a label upheld is neutral.</summary>
    private static (string Icon, string? Tone, string Word) OfOutcome(Outcome outcome) => outcome switch
    {
        Core.Deciding.Outcome.LabelRemoved => ("check", "good", "Outcome_LabelRemoved"),
        Core.Deciding.Outcome.RelabelledAiAssisted => ("circle-check", "good", "Outcome_RelabelledAiAssisted"),
        _ => ("equal", null, "Outcome_LabelUpheld"),
    };
}
