using System.Linq.Expressions;
using Appeals.Core.Filing;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared.Parts;

namespace Appeals.Web.Features.Appeals;

/// <summary>An appeal as its creator may see it: a decision that can still be undone does not exist, neither in the state nor in the clock.</summary>
public static class CreatorEyes
{
    public static Expression<Func<Appeal, bool>> IsOpen { get; } = a =>
        a.State == AppealState.Submitted || a.State == AppealState.Queued || a.State == AppealState.InReview || a.State == AppealState.AwaitingCreator
        || a.State == AppealState.AwaitingApproval || a.State == AppealState.Decided;

    public static AppealState StateOf(Appeal appeal) =>
        appeal.State is AppealState.Decided or AppealState.AwaitingApproval ? AppealState.InReview : appeal.State;

    public static Message? QuestionOf(Appeal appeal) =>
        appeal.State == AppealState.AwaitingCreator ? appeal.Messages.Where(m => m.IsQuestion).MaxBy(m => m.At) : null;

    /// <summary>Without decisions that were undone or still can be.</summary>
    internal static IEnumerable<ClockEvent> ClockOf(Appeal appeal)
    {
        var isOver = appeal.State is AppealState.Effective or AppealState.Final or AppealState.Withdrawn;
        var last = isOver ? appeal.ClockEvents.Where(e => e.Kind == ClockEventKind.Stopped).MaxBy(e => e.Sequence) : null;
        return appeal.ClockEvents.Where(e => e == last || e.Kind is not (ClockEventKind.Stopped or ClockEventKind.Reopened));
    }
}

/// <summary>Reads an appeal's clock for its creator.</summary>
public sealed class CreatorClock(DueWords words, ServiceClock clock)
{
    public TimeSpan Span => clock.Target.Span;

    public ClockReading Read(Appeal appeal) => DecisionClock.Read(CreatorEyes.ClockOf(appeal), clock.Target, clock.Now);

    public Due Due(Appeal appeal) => words.DecisionForCreator(Read(appeal), Span);
}
