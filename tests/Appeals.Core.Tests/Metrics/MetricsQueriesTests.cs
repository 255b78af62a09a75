using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Metrics;
using Appeals.Core.ServiceLevels;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Appeals.Core.Tests.Metrics;

/// <summary>Every figure is computed a second time, from all rows in memory and with other code.</summary>
public sealed class MetricsQueriesTests : IAsyncLifetime
{
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
    private static readonly AppealState[] Open = [AppealState.Submitted, AppealState.Queued, AppealState.InReview, AppealState.AwaitingCreator, AppealState.AwaitingApproval];
    private readonly FakeTime _time = new();
    private readonly MetricsOptions _options = new();
    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var db = _database.Open();
        _world = await World.CreateAsync(db, _time.Now);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_OnRandomAppeals_CountsTheBacklogByStateAndAge(int seed)
    {
        var (figures, appeals) = await SeedAsync(seed);
        foreach (var row in figures.Backlog)
        {
            var ages = appeals.Where(a => a.State == row.State).Select(a => (_time.Now - a.SubmittedAt!.Value).TotalDays).ToList();
            Assert.Equal([Between(ages, 0, 1), Between(ages, 1, 2), Between(ages, 2, 3), Between(ages, 3, 7), Between(ages, 7, 1000)], row.ByAge);
        }
        Assert.Equal(appeals.Count(a => Open.Contains(a.State)), figures.Open);
        Assert.True(figures.Open > 20);
        Assert.Equal(appeals.Count(a => a.State == AppealState.AwaitingCreator), figures.WaitingForCreator);
        static int Between(List<double> ages, double from, double to) => ages.Count(a => a >= from && a < to);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ReadAsync_OnRandomAppeals_ListsWhatIsOverdueLongestFirst(int seed)
    {
        var (figures, appeals) = await SeedAsync(seed);
        var overdue = appeals.Where(a => Open.Contains(a.State) && a.DueAt < _time.Now).OrderBy(a => a.DueAt).ToList();
        Assert.True(overdue.Count > _options.OverdueListed);
        Assert.Equal(overdue.Count, figures.Overdue);
        Assert.Equal(overdue.Take(_options.OverdueListed).Select(a => a.Reference), figures.LongestOverdue.Select(o => o.Reference));
        Assert.All(figures.LongestOverdue, o => Assert.StartsWith("Study ", o.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ReadAsync_OnRandomAppeals_SortsReceivedAndDecidedIntoTheReadersWeeks(int seed)
    {
        var (figures, appeals) = await SeedAsync(seed);
        var decided = Decided(appeals);
        Assert.Equal(_options.Weeks, figures.Weeks.Count);
        foreach (var week in figures.Weeks)
        {
            var hours = decided.Where(d => MondayOf(d.Decision.DecidedAt) == week.Monday).Select(d => (d.Decision.DecidedAt - d.Appeal.SubmittedAt!.Value).TotalHours).Order().ToArray();
            Assert.Equal(appeals.Count(a => a.SubmittedAt is { } at && MondayOf(at) == week.Monday), week.Received);
            Assert.Equal(hours.Length, week.Decided);
            Assert.Equal(MedianOf(hours), week.Turnaround!.Median.TotalHours, 6);
            Assert.Equal(NinetiethOf(hours), week.Turnaround.Percentile90.TotalHours, 6);
            Assert.Equal(DayOfWeek.Monday, week.Monday.DayOfWeek);
        }
        var all = decided.Where(d => MondayOf(d.Decision.DecidedAt) >= figures.Weeks[0].Monday).ToList();
        Assert.Equal(all.Count, figures.Decided);
        Assert.Equal(MedianOf([.. all.Select(d => (d.Decision.DecidedAt - d.Appeal.SubmittedAt!.Value).TotalHours).Order()]), figures.Turnaround!.Median.TotalHours, 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ReadAsync_OnRandomAppeals_CountsDecisionsInTimeWithoutWhatTheCreatorHeldUp(int seed)
    {
        var (figures, appeals) = await SeedAsync(seed);
        var promised = new ServiceLevelOptions();
        var inTime = Decided(appeals).Where(d => MondayOf(d.Decision.DecidedAt) >= figures.Weeks[0].Monday).Count(d => Counted(d.Appeal, d.Decision.DecidedAt, promised) <= promised.Decision);
        Assert.Equal(inTime, figures.DecidedInTime);
        Assert.InRange(inTime, 1, figures.Decided - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ReadAsync_OnRandomAppeals_GivesTheOverturnRateOfEachDetectorVersion(int seed)
    {
        var (figures, appeals) = await SeedAsync(seed);
        var effective = appeals.SelectMany(a => a.Decisions.Where(d => d.TookEffectAt is not null).Select(d => (a.Label.DetectorName, a.Label.DetectorVersion, d.Outcome))).ToList();
        Assert.Equal(effective.Select(e => (e.DetectorName, e.DetectorVersion)).Distinct().Count(), figures.Detectors.Count);
        foreach (var detector in figures.Detectors)
        {
            var own = effective.Where(e => e.DetectorName == detector.Name && e.DetectorVersion == detector.Version).ToList();
            Assert.Equal(own.Count, detector.Counts.Total);
            Assert.Equal(own.Count(o => o.Outcome == Outcome.LabelRemoved), detector.Counts.Removed);
            Assert.Equal(own.Count(o => o.Outcome == Outcome.RelabelledAiAssisted), detector.Counts.Relabelled);
            Assert.Equal(own.Count(o => o.Outcome != Outcome.LabelUpheld) / (double)own.Count, detector.Counts.Rate, 9);
            Assert.Equal(own.Count < 30, detector.TooFew);
        }
        Assert.Contains(figures.Detectors, d => d.TooFew);
        Assert.Contains(figures.Detectors, d => !d.TooFew);
        Assert.Equal(effective.Count, figures.Overturned.Total);
    }

    [Fact]
    public async Task ReadAsync_OnAnotherPlatform_SeesNothingOfThisOne()
    {
        var (figures, _) = await SeedAsync(4);
        await using var db = _database.Open();
        var other = await Queries(db).ReadAsync(_world.OtherPlatform.Id, Shanghai, default);
        var theirs = await db.Appeals.Where(a => a.PlatformId == _world.OtherPlatform.Id).CountAsync(a => Open.Contains(a.State));
        Assert.Equal(theirs, other.Open);
        Assert.NotEqual(figures.Open, other.Open);
        Assert.Empty(other.LongestOverdue.Select(o => o.Reference).Intersect(figures.LongestOverdue.Select(o => o.Reference)));
    }

    [Fact]
    public async Task ReadAsync_WithoutAppeals_HasNothingToDivideBy()
    {
        await using var db = _database.Open();
        var figures = await Queries(db).ReadAsync(_world.Platform.Id, DateTimeZone.Utc, default);
        Assert.Equal(0, figures.Open);
        Assert.Null(figures.Turnaround);
        Assert.Empty(figures.Detectors);
        Assert.Equal(0, figures.Overturned.Rate);
    }

    [Theory]
    [InlineData(10, 20, 0.2993, 0.7007)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(555, 1204, 0.4330, 0.4892)]
    public void Wilson_OfKnownCounts_IsThePublishedInterval(int hits, int total, double low, double high)
    {
        Assert.Equal(low, Wilson.Of(hits, total).Low, 4);
        Assert.Equal(high, Wilson.Of(hits, total).High, 4);
    }

    private MetricsQueries Queries(AppealsDb db) => new(db, _time, Options.Create(_options), Options.Create(new ServiceLevelOptions()));

    private async Task<(PlatformFigures Figures, List<Appeal> Appeals)> SeedAsync(int seed)
    {
        await new ManyAppeals(_world, _time.Now, seed).AddAsync(_database.Open, 700, openShare: 0.25);
        await using var db = _database.Open();
        var figures = await Queries(db).ReadAsync(_world.Platform.Id, Shanghai, default);
        var all = await db.Appeals.AsNoTracking().Include(a => a.Decisions).Include(a => a.ClockEvents).Include(a => a.Label).ToListAsync();
        return (figures, [.. all.Where(a => a.PlatformId == _world.Platform.Id)]);
    }

    private static List<(Appeal Appeal, Decision Decision)> Decided(List<Appeal> appeals) =>
        [.. appeals.SelectMany(a => a.Decisions.Where(d => d.UndoneAt is null).Select(d => (a, d)))];

    private static double MedianOf(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Nine tenths of the way from the lowest to the highest place.</summary>
    private static double NinetiethOf(double[] sorted)
    {
        var (place, rest) = Math.DivRem(9 * (sorted.Length - 1), 10);
        return rest == 0 ? sorted[place] : (sorted[place] * (10 - rest) / 10.0) + (sorted[place + 1] * rest / 10.0);
    }

    /// <summary>China keeps UTC+8 all year.</summary>
    private static DateOnly MondayOf(DateTime utc)
    {
        var local = DateOnly.FromDateTime(utc.AddHours(8));
        return local.AddDays(-(((int)local.DayOfWeek + 6) % 7));
    }

    private static TimeSpan Counted(Appeal appeal, DateTime until, ServiceLevelOptions levels)
    {
        var events = appeal.ClockEvents.Where(e => e.At <= until).OrderBy(e => e.Sequence).ToList();
        var held = TimeSpan.Zero;
        for (var i = 0; i < events.Count - 1; i++)
            if (events[i].Kind == ClockEventKind.Paused) held += Shorter(events[i + 1].At - events[i].At, levels.LongestPause);
        return until - appeal.SubmittedAt!.Value - held;
        static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }
}
