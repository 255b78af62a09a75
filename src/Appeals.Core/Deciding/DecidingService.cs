using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Deciding;

/// <summary>Decides, undoes, and lets decisions take effect. Nothing leaves the house before the undo window has passed.</summary>
public sealed class DecidingService(AppealsDb db, HistoryLog history, Notifier notifier, ServiceClock clock)
{
    /// <exception cref="RefusedException">The claim was lost, or clause or reasons are missing.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody was faster.</exception>
    public async Task<Decision> DecideAsync(string reference, Outcome outcome, string clause, string reasons, Actor reviewer, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reasons)) throw new RefusedException(Refusal.ReasonsMissing);
        if (reasons.Length > Decision.ReasonsLength) throw new RefusedException(Refusal.ReasonsTooLong);
        var appeal = await db.Appeals.OfStaff(reviewer).ForChangeAsync(reference, cancellation);
        if (!appeal.IsClaimedBy(reviewer.PersonId, clock.Now)) throw new RefusedException(Refusal.ClaimLost);
        if (!await db.PolicyClauses.AnyAsync(c => c.PlatformId == appeal.PlatformId && c.Code == clause, cancellation))
            throw new RefusedException(Refusal.ClauseUnknown);
        var decision = new Decision
        {
            Id = clock.NewId(),
            AppealId = appeal.Id,
            CreatorId = appeal.CreatorId,
            DeciderId = reviewer.PersonId,
            Outcome = outcome,
            Clause = clause,
            Reasons = reasons.Trim(),
            DecidedAt = clock.Now,
            EffectDueAt = clock.UndoUntil,
        };
        appeal.Decide(decision, clock.Target, clock.Now);
        await history.AppendAsync(appeal, HistoryKind.Decided, reviewer, new { decision.Id, outcome, clause, decision.EffectDueAt }, decision.Reasons, cancellation);
        await db.SaveChangesAsync(cancellation);
        return decision;
    }

    /// <summary>Takes the decision back and the appeal into review again, with a fresh claim.</summary>
    /// <exception cref="RefusedException">It is too late.</exception>
    public async Task UndoAsync(string reference, Actor reviewer, CancellationToken cancellation = default)
    {
        var appeal = await db.Appeals.OfStaff(reviewer).ForChangeAsync(reference, cancellation);
        try
        {
            appeal.UndoDecision(reviewer.PersonId, clock.ClaimUntil, clock.Target, clock.Now);
            await history.AppendAsync(appeal, HistoryKind.DecisionUndone, reviewer, cancellation: cancellation);
            await db.SaveChangesAsync(cancellation);
        }
        catch (Exception late) when (late is InvalidTransitionException or DbUpdateConcurrencyException)
        {
            throw new RefusedException(Refusal.UndoTooLate);
        }
    }

    /// <summary>Lets every decision whose undo window has passed take effect, each in its own transaction. Returns how many did.</summary>
    public async Task<int> TakeEffectAsync(CancellationToken cancellation = default)
    {
        const int batch = 100;
        var now = clock.Now;
        var due = await db.Decisions.Where(d => d.EffectDueAt <= now && d.TookEffectAt == null && d.UndoneAt == null)
            .OrderBy(d => d.EffectDueAt).Select(d => d.AppealId).Take(batch).ToListAsync(cancellation);
        var done = 0;
        foreach (var appealId in due)
        {
            db.ChangeTracker.Clear();
            if (await TakeEffectAsync(appealId, cancellation)) done++;
        }
        return done;
    }

    private async Task<bool> TakeEffectAsync(Guid appealId, CancellationToken cancellation)
    {
        try
        {
            var appeal = await db.Appeals.Where(a => a.Id == appealId).Include(a => a.Label).Include(a => a.Decisions).Include(a => a.Work).Include(a => a.Creator)
                .SingleAsync(cancellation);
            var decision = appeal.TakeEffect(clock.Now);
            await history.AppendAsync(appeal, HistoryKind.TookEffect, actor: null, new { decision.Id, decision.Outcome }, cancellation: cancellation);
            await notifier.Decided(appeal, decision, cancellation);
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (Exception lost) when (lost is InvalidTransitionException or DbUpdateException)
        {
            // undone in the same moment, or another node was faster: whoever loses does nothing
            return false;
        }
    }
}
