using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Appeals.Core.Metrics;

/// <summary>The figures of one platform. Counts are made in the database; only durations of the shown weeks are read one by one.</summary>
public sealed class MetricsQueries(AppealsDb db, TimeProvider time, IOptions<MetricsOptions> options, IOptions<ServiceLevelOptions> serviceLevels)
{
    private static readonly AppealState[] OpenStates =
        [AppealState.Submitted, AppealState.Queued, AppealState.InReview, AppealState.AwaitingCreator, AppealState.AwaitingApproval];

    /// <param name="zone">Weeks begin on the reader's Monday.</param>
    public async Task<PlatformFigures> ReadAsync(Guid platformId, DateTimeZone zone, CancellationToken cancellation)
    {
        var now = time.Now();
        var weeks = new Weeks(options.Value.Weeks, now, zone);
        var decided = await ReadDecidedAsync(platformId, weeks.Start, cancellation);
        var received = await db.Appeals.Where(a => a.PlatformId == platformId && a.SubmittedAt >= weeks.Start)
            .Select(a => a.SubmittedAt!.Value).ToListAsync(cancellation);
        return new PlatformFigures
        {
            At = now,
            Backlog = await ReadBacklogAsync(platformId, now, cancellation),
            Weeks = Group(weeks, received, decided),
            Turnaround = Percentile.Spread(decided.Select(d => d.Took)),
            DecidedInTime = decided.Count(d => d.InTime),
            Overdue = await OverdueOf(platformId, now).CountAsync(cancellation),
            LongestOverdue = await OverdueOf(platformId, now).OrderBy(a => a.DueAt).ThenBy(a => a.Id).Take(options.Value.OverdueListed)
                .Select(a => new OverdueAppeal(a.Reference, a.Work.Title, a.State, a.Lane, a.DueAt!.Value)).ToListAsync(cancellation),
            Detectors = await ReadDetectorsAsync(platformId, cancellation),
        };
    }

    private IQueryable<Appeal> OpenOf(Guid platformId) => db.Appeals.Where(a => a.PlatformId == platformId && OpenStates.Contains(a.State));

    private IQueryable<Appeal> OverdueOf(Guid platformId, DateTime now) => OpenOf(platformId).Where(a => a.DueAt < now);

    private async Task<IReadOnlyList<BacklogRow>> ReadBacklogAsync(Guid platformId, DateTime now, CancellationToken cancellation)
    {
        var (day, twoDays, threeDays, week) = (now.AddDays(-1), now.AddDays(-2), now.AddDays(-3), now.AddDays(-7));
        var groups = await OpenOf(platformId)
            .Select(a => new
            {
                a.State,
                Age = a.SubmittedAt > day ? AgeBand.UnderOneDay : a.SubmittedAt > twoDays ? AgeBand.UnderTwoDays : a.SubmittedAt > threeDays ? AgeBand.UnderThreeDays
                    : a.SubmittedAt > week ? AgeBand.UnderOneWeek : AgeBand.OneWeekOrMore,
            })
            .GroupBy(a => new { a.State, a.Age })
            .Select(g => new { g.Key.State, g.Key.Age, Count = g.Count() })
            .ToListAsync(cancellation);
        return [.. OpenStates.Select(state => new BacklogRow(state,
            [.. Enum.GetValues<AgeBand>().Select(age => groups.Where(g => g.State == state && g.Age == age).Sum(g => g.Count))]))];
    }

    /// <summary>Decisions that stand, by the time at which they were made.</summary>
    private async Task<List<DecidedAppeal>> ReadDecidedAsync(Guid platformId, DateTime since, CancellationToken cancellation)
    {
        var decisions =
            from decision in db.Decisions
            join appeal in db.Appeals on decision.AppealId equals appeal.Id
            where appeal.PlatformId == platformId && decision.UndoneAt == null && decision.DecidedAt >= since
            select new { appeal.Id, SubmittedAt = appeal.SubmittedAt!.Value, PromisedAt = appeal.PromisedAt!.Value, decision.DecidedAt };
        var rows = await decisions.ToListAsync(cancellation);
        // waits for the creator can only excuse a decision that came after the promise
        var excuses = await (
            from late in decisions
            join entry in db.ClockEvents on late.Id equals entry.AppealId
            where late.DecidedAt > late.PromisedAt && db.ClockEvents.Any(p => p.AppealId == late.Id && p.Kind == ClockEventKind.Paused)
            select entry).AsNoTracking().ToListAsync(cancellation);
        var logs = excuses.ToLookup(e => e.AppealId);
        return [.. rows.Select(r => new DecidedAppeal(
            r.DecidedAt, r.DecidedAt - r.SubmittedAt, ElapsedOf(r.SubmittedAt, r.DecidedAt, logs[r.Id]) <= r.PromisedAt - r.SubmittedAt))];
    }

    /// <summary>What counts against the promise: all time, but what the creator held up.</summary>
    private TimeSpan ElapsedOf(DateTime submitted, DateTime decided, IEnumerable<ClockEvent> log)
    {
        var events = log.Where(e => e.At <= decided).ToList();
        return events.Count == 0 ? decided - submitted : DecisionClock.Read(events, serviceLevels.Value.Target, decided).Elapsed;
    }

    private async Task<IReadOnlyList<DetectorFigures>> ReadDetectorsAsync(Guid platformId, CancellationToken cancellation)
    {
        var groups = await (
            from decision in db.Decisions
            join appeal in db.Appeals on decision.AppealId equals appeal.Id
            where appeal.PlatformId == platformId && decision.TookEffectAt != null
            group decision by new { appeal.Label.Origin, appeal.Label.DetectorName, appeal.Label.DetectorVersion, decision.Outcome } into g
            select new { g.Key.Origin, g.Key.DetectorName, g.Key.DetectorVersion, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancellation);
        return [.. groups.GroupBy(g => new { g.Origin, g.DetectorName, g.DetectorVersion }, g => (g.Outcome, g.Count))
            .Select(g => Figures(g.Key.Origin, g.Key.DetectorName, g.Key.DetectorVersion, g))
            .OrderByDescending(d => d.Counts.Total).ThenBy(d => d.Name, StringComparer.Ordinal).ThenByDescending(d => d.Version, StringComparer.Ordinal)];
    }

    private DetectorFigures Figures(LabelOrigin origin, string? name, string? version, IEnumerable<(Outcome Outcome, int Count)> outcomes)
    {
        var byOutcome = outcomes.ToDictionary(o => o.Outcome, o => o.Count);
        var counts = new OverturnCounts(
            byOutcome.GetValueOrDefault(Outcome.LabelRemoved), byOutcome.GetValueOrDefault(Outcome.RelabelledAiAssisted), byOutcome.GetValueOrDefault(Outcome.LabelUpheld));
        return new DetectorFigures(origin, name, version, counts, counts.Total < options.Value.FewestDecisions);
    }

    private static IReadOnlyList<WeekFigures> Group(Weeks weeks, List<DateTime> received, List<DecidedAppeal> decided)
    {
        var receivedByWeek = received.CountBy(weeks.IndexOf).ToDictionary();
        var decidedByWeek = decided.ToLookup(d => weeks.IndexOf(d.At), d => d.Took);
        return [.. weeks.Mondays.Select((monday, i) => new WeekFigures(
            monday, Weeks.NumberOf(monday), receivedByWeek.GetValueOrDefault(i), decidedByWeek[i].Count(), Percentile.Spread(decidedByWeek[i])))];
    }

    private sealed record DecidedAppeal(DateTime At, TimeSpan Took, bool InTime);
}
