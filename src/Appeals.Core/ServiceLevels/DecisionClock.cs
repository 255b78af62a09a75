namespace Appeals.Core.ServiceLevels;

/// <summary>What was promised.</summary>
/// <param name="Span">From filing to decision, not counting what the creator held up.</param>
/// <param name="LongestPause">One wait for the creator counts at most this long; then the appeal is decided on what is there.</param>
public sealed record DecisionTarget(TimeSpan Span, TimeSpan LongestPause);

/// <summary>One stretch of the clock, half-open: [From, To). Stretches that are not running do not count.</summary>
public sealed record ClockStep(DateTime From, DateTime To, bool Counted);

/// <summary>The clock as it stands at one moment.</summary>
/// <param name="DueAt">Null while the clock stands still or has stopped.</param>
/// <param name="Elapsed">Counted time.</param>
/// <param name="PausedUntil">When the current wait for the creator reaches its cap; null if it is not waiting.</param>
public sealed record ClockReading(DateTime? DueAt, TimeSpan Elapsed, DateTime? PausedUntil, bool Stopped, IReadOnlyList<ClockStep> Steps)
{
    public bool Running => DueAt is not null;
}

/// <summary>Elapsed and due time as a pure function of the event log, the target and now.</summary>
public static class DecisionClock
{
    public static ClockReading Read(IEnumerable<ClockEvent> log, DecisionTarget target, DateTime now)
    {
        var steps = new List<ClockStep>();
        DateTime? runningSince = null, pausedSince = null, stoppedSince = null;
        foreach (var entry in log.OrderBy(e => e.Sequence))
        {
            Close(entry.At);
            // a decision that was undone was never made: the time since counts
            if (entry.Kind == ClockEventKind.Reopened && stoppedSince is { } since) Add(since, entry.At, counted: true);
            stoppedSince = entry.Kind == ClockEventKind.Stopped ? entry.At : null;
            runningSince = entry.Kind is ClockEventKind.Opened or ClockEventKind.Resumed or ClockEventKind.Reopened ? entry.At : null;
            pausedSince = entry.Kind == ClockEventKind.Paused ? entry.At : null;
        }
        var pausedUntil = pausedSince + target.LongestPause;
        Close(now);
        var elapsed = steps.Where(s => s.Counted).Aggregate(TimeSpan.Zero, (sum, step) => sum + (step.To - step.From));
        var capped = pausedUntil is { } until && now >= until;
        var runs = runningSince is not null || capped;
        return new ClockReading(runs ? Later(now, runningSince) + (target.Span - elapsed) : null, elapsed, capped ? null : pausedUntil, stoppedSince is not null, steps);

        void Close(DateTime at)
        {
            if (runningSince is { } start) Add(start, at, counted: true);
            if (pausedSince is not { } paused) return;
            var cap = paused + target.LongestPause;
            Add(paused, at < cap ? at : cap, counted: false);
            Add(cap, at, counted: true);
        }

        void Add(DateTime from, DateTime to, bool counted)
        {
            if (to > from) steps.Add(new ClockStep(from, to, counted));
        }
    }

    /// <summary>The server's clock may have jumped back behind the last event.</summary>
    private static DateTime Later(DateTime now, DateTime? since) => since > now ? since.Value : now;
}
