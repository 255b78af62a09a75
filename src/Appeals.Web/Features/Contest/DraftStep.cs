using Appeals.Core.Data;
using Appeals.Core.Filing;

namespace Appeals.Web.Features.Contest;

/// <summary>The steps of the wizard in their order; in addresses in lower case.</summary>
public enum DraftStep { Reason = 1, Files = 2, Words = 3, Check = 4 }

public static class DraftSteps
{
    public static IReadOnlyList<DraftStep> All { get; } = Enum.GetValues<DraftStep>();

    public static string Path(string reference, DraftStep step) => $"/appeals/{reference}/draft/{step.ToString().ToLowerInvariant()}";

    public static DraftStep Next(DraftStep step) => step == DraftStep.Check ? step : step + 1;

    public static DraftStep? Previous(DraftStep step) => step == DraftStep.Reason ? null : step - 1;

    /// <summary>Where a draft is taken up again.</summary>
    public static DraftStep FirstOpen(Appeal draft) =>
        draft.Ground is null ? DraftStep.Reason : draft.AiUse is null && draft.Statement is null ? DraftStep.Files : draft.Statement is null ? DraftStep.Words : DraftStep.Check;

    /// <summary>The step on which a refusal of sending can be mended.</summary>
    public static DraftStep? Of(Refusal refusal) => refusal switch
    {
        Refusal.GroundMissing => DraftStep.Reason,
        Refusal.DeclarationIncomplete or Refusal.DeclarationNotSigned => DraftStep.Files,
        Refusal.StatementMissing or Refusal.StatementTooLong => DraftStep.Words,
        _ => null,
    };
}
