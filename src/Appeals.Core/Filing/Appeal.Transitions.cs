using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;

namespace Appeals.Core.Filing;

/// <summary>Every move of the state table; each checks where it starts and throws <see cref="InvalidTransitionException"/>.</summary>
public sealed partial class Appeal
{
    public void Submit(DecisionTarget target, DateTime now)
    {
        Move(AppealState.Submitted, now, AppealState.Draft);
        SubmittedAt = now;
        Label.Contest(now);
        Tick(ClockEventKind.Opened, now, target);
        PromisedAt = DueAt;
    }

    /// <summary>The window closed before it was filed, or its creator gave it up.</summary>
    public void Lapse(DateTime now) => Move(AppealState.Lapsed, now, AppealState.Draft);

    /// <summary>The analysis is done or given up, and a lane is chosen.</summary>
    public void Queue(Lane lane, DateTime now)
    {
        Move(AppealState.Queued, now, AppealState.Submitted);
        Lane = lane;
    }

    public void Claim(Guid reviewerId, DateTime until, DateTime now)
    {
        if (reviewerId == CreatorId) throw new InvalidTransitionException(nameof(Appeal), "own appeal", nameof(Claim));
        Move(AppealState.InReview, now, AppealState.Queued);
        (ClaimedById, ClaimExpiresAt) = (reviewerId, until);
    }

    /// <summary>The claim lives on while its holder works.</summary>
    public void RenewClaim(Guid reviewerId, DateTime until, DateTime now)
    {
        DemandClaim(reviewerId, now, nameof(RenewClaim));
        ClaimExpiresAt = until;
    }

    /// <summary>Released by its holder, or expired.</summary>
    public void Release(DateTime now)
    {
        Move(AppealState.Queued, now, AppealState.InReview);
        EndClaim();
    }

    /// <summary>The reviewer asks; the claim ends, the clock stands still, the answer prefers the same reviewer.</summary>
    public void Ask(Guid reviewerId, DecisionTarget target, DateTime now)
    {
        DemandClaim(reviewerId, now, nameof(Ask));
        Move(AppealState.AwaitingCreator, now, AppealState.InReview);
        PreferredReviewerId = reviewerId;
        EndClaim();
        Tick(ClockEventKind.Paused, now, target);
    }

    /// <summary>The creator answered, or the cap on waiting was reached.</summary>
    public void Resume(DecisionTarget target, DateTime now)
    {
        Move(AppealState.Queued, now, AppealState.AwaitingCreator);
        Tick(ClockEventKind.Resumed, now, target);
    }

    /// <summary>A person decides. Nothing leaves before the undo window has passed.</summary>
    public void Decide(Decision decision, DecisionTarget target, DateTime now)
    {
        DemandClaim(decision.DeciderId, now, nameof(Decide));
        Move(AppealState.Decided, now, AppealState.InReview);
        Decisions.Add(decision);
        Tick(ClockEventKind.Stopped, now, target);
    }

    public void UndoDecision(Guid deciderId, DateTime claimUntil, DecisionTarget target, DateTime now)
    {
        var decision = CurrentDecision(nameof(UndoDecision));
        if (decision.DeciderId != deciderId || now >= decision.EffectDueAt)
            throw new InvalidTransitionException(nameof(Appeal), State.ToString(), nameof(UndoDecision));
        Move(AppealState.InReview, now, AppealState.Decided);
        decision.UndoneAt = now;
        (ClaimedById, ClaimExpiresAt) = (deciderId, claimUntil);
        Tick(ClockEventKind.Reopened, now, target);
    }

    /// <summary>The undo window has passed: the label changes.</summary>
    public Decision TakeEffect(DateTime now)
    {
        var decision = CurrentDecision(nameof(TakeEffect));
        if (now < decision.EffectDueAt) throw new InvalidTransitionException(nameof(Appeal), State.ToString(), nameof(TakeEffect));
        Move(AppealState.Effective, now, AppealState.Decided);
        decision.TookEffectAt = EffectiveAt = now;
        EndClaim();
        Label.Settle(decision.Outcome switch
        {
            Outcome.LabelRemoved => LabelState.Removed,
            Outcome.RelabelledAiAssisted => LabelState.Relabelled,
            _ => LabelState.Upheld,
        }, now);
        return decision;
    }

    public void Withdraw(DecisionTarget target, DateTime now)
    {
        if (!IsOpen) throw new InvalidTransitionException(nameof(Appeal), State.ToString(), nameof(AppealState.Withdrawn));
        Move(AppealState.Withdrawn, now, State);
        EndClaim();
        Label.LeaveAsItIs(now);
        Tick(ClockEventKind.Stopped, now, target);
    }

    /// <summary>A newer report says more; the state stays.</summary>
    public void Regrade(Grade grade, DateTime now) => (Grade, UpdatedAt) = (grade, now);

    private Decision CurrentDecision(string move) =>
        Decisions.SingleOrDefault(d => d.UndoneAt is null && d.TookEffectAt is null)
        ?? throw new InvalidTransitionException(nameof(Appeal), State.ToString(), move);

    private void DemandClaim(Guid reviewerId, DateTime now, string move)
    {
        if (!IsClaimedBy(reviewerId, now)) throw new InvalidTransitionException(nameof(Appeal), "not claimed by this reviewer", move);
    }

    private void EndClaim() => (ClaimedById, ClaimExpiresAt) = (null, null);

    private void Move(AppealState to, DateTime now, AppealState from)
    {
        if (State != from) throw new InvalidTransitionException(nameof(Appeal), State.ToString(), to.ToString());
        (State, UpdatedAt) = (to, now);
    }

    /// <summary>Appends to the log, then reads the due time from it. Needs <see cref="ClockEvents"/> loaded.</summary>
    private void Tick(ClockEventKind kind, DateTime now, DecisionTarget target)
    {
        ClockEvents.Add(new ClockEvent { Id = Guid.CreateVersion7(new DateTimeOffset(now)), AppealId = Id, Sequence = ClockEvents.Count + 1, Kind = kind, At = now });
        DueAt = DecisionClock.Read(ClockEvents, target, now).DueAt;
    }
}
