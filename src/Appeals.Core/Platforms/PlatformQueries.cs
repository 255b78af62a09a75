using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Platforms;

/// <summary>How a label stands, as its platform is told. Says nothing about accounts.</summary>
public sealed record LabelStanding(string ExternalId, Guid LabelId, LabelState State, DateTime WindowEndsAt, string? Appeal);

/// <summary>An appeal, as its platform is told.</summary>
public sealed record AppealStanding(
    Guid Id, string Reference, AppealState State, string ExternalId, Guid LabelId, LabelState LabelState,
    DateTime SubmittedAt, DateTime UpdatedAt, DecisionStanding? Decision);

public sealed record DecisionStanding(Outcome Outcome, string Reasons, string Clause, DateTime DecidedAt);

/// <summary>A place between two rows of the feed.</summary>
public sealed record FeedPosition(DateTime UpdatedAt, Guid Id);

/// <summary>What platforms read of their own works and appeals.</summary>
public sealed class PlatformQueries(AppealsDb db)
{
    /// <summary>The newest label of the work, or the one that was put on at <paramref name="appliedAt"/>; null if there is no such work of this platform.</summary>
    public Task<LabelStanding?> FindLabelAsync(Guid platformId, string externalId, DateTime? appliedAt, CancellationToken cancellation) =>
        db.Labels.Where(l => l.Work.PlatformId == platformId && l.Work.ExternalId == externalId && (appliedAt == null || l.AppliedAt == appliedAt))
            .OrderByDescending(l => l.AppliedAt)
            .Select(l => new LabelStanding(externalId, l.Id, l.State, l.WindowEndsAt,
                db.Appeals.Where(a => a.LabelId == l.Id && a.SubmittedAt != null && a.State != AppealState.Withdrawn).OrderByDescending(a => a.SubmittedAt).Select(a => a.Reference).FirstOrDefault()))
            .FirstOrDefaultAsync(cancellation);

    /// <summary>Filed appeals in the order in which they last changed. Drafts are nobody's business, and a decision that can be undone has not left the house.</summary>
    public async Task<IReadOnlyList<AppealStanding>> ReadFeedAsync(Guid platformId, FeedPosition after, int limit, CancellationToken cancellation)
    {
        var (since, id) = after;
        var rows = await db.Appeals
            .Where(a => a.PlatformId == platformId && a.SubmittedAt != null && (a.UpdatedAt > since || (a.UpdatedAt == since && a.Id.CompareTo(id) > 0)))
            .OrderBy(a => a.UpdatedAt).ThenBy(a => a.Id)
            .Take(limit)
            .Select(a => new AppealStanding(a.Id, a.Reference, a.State, a.Work.ExternalId, a.LabelId, a.Label.State, a.SubmittedAt!.Value, a.UpdatedAt,
                a.Decisions.Where(d => d.TookEffectAt != null).OrderByDescending(d => d.TookEffectAt)
                    .Select(d => new DecisionStanding(d.Outcome, d.Reasons, d.Clause, d.DecidedAt)).FirstOrDefault()))
            .ToListAsync(cancellation);
        return [.. rows.Select(r => r.State is AppealState.Decided or AppealState.AwaitingApproval ? r with { State = AppealState.InReview } : r)];
    }
}
