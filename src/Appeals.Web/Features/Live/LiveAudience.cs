using Appeals.Core.Data;
using Appeals.Core.People;

namespace Appeals.Web.Features.Live;

/// <summary>Who listens, and to what.</summary>
/// <param name="AppealId">Null for everything of theirs: a creator's own appeals, a platform's filed ones.</param>
/// <param name="SessionId">Whose end ends the listening.</param>
public sealed record LiveAudience(Actor Actor, string? SecurityStamp, Guid? SessionId, Guid? AppealId)
{
    public bool Hears(LiveItem item) => AppealId is { } appeal
        ? item.AppealId == appeal && (IsCreator(item) || IsStaff(item))
        : IsCreator(item) || (IsStaff(item) && item.Kind is LiveEventKind.AppealChanged or LiveEventKind.MessageWritten);

    private bool IsCreator(LiveItem item) => item.CreatorId == Actor.PersonId;

    /// <summary>A draft is its creator's own.</summary>
    private bool IsStaff(LiveItem item) => !item.Draft && Actor.IsStaffOf(item.PlatformId);
}
