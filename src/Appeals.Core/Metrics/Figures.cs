using Appeals.Core.Filing;
using Appeals.Core.Platforms;

namespace Appeals.Core.Metrics;

/// <summary>Everything that the dashboard shows, of one platform at one moment.</summary>
public sealed record PlatformFigures
{
    public required DateTime At { get; init; }
    public required IReadOnlyList<BacklogRow> Backlog { get; init; }
    public required IReadOnlyList<WeekFigures> Weeks { get; init; }
    /// <summary>Over all weeks together; null if nothing was decided.</summary>
    public required Spread? Turnaround { get; init; }
    public required int DecidedInTime { get; init; }
    public required int Overdue { get; init; }
    public required IReadOnlyList<OverdueAppeal> LongestOverdue { get; init; }
    public required IReadOnlyList<DetectorFigures> Detectors { get; init; }

    public int Open => Backlog.Sum(b => b.Total);
    public int Decided => Weeks.Sum(w => w.Decided);
    public int WaitingForCreator => Backlog.Where(b => b.State == AppealState.AwaitingCreator).Sum(b => b.Total);
    public OverturnCounts Overturned => new(Detectors.Sum(d => d.Counts.Removed), Detectors.Sum(d => d.Counts.Relabelled), Detectors.Sum(d => d.Counts.Upheld));
}

/// <summary>Age of an open appeal since it was filed.</summary>
public enum AgeBand { UnderOneDay = 0, UnderTwoDays = 1, UnderThreeDays = 2, UnderOneWeek = 3, OneWeekOrMore = 4 }

/// <param name="ByAge">One number for each <see cref="AgeBand"/>, in its order.</param>
public sealed record BacklogRow(AppealState State, IReadOnlyList<int> ByAge)
{
    public int Total => ByAge.Sum();
}

/// <param name="Monday">The week's first day in the reader's zone.</param>
/// <param name="Number">Its ISO 8601 number.</param>
/// <param name="Turnaround">From filing to decision; null if nothing was decided.</param>
public sealed record WeekFigures(DateOnly Monday, int Number, int Received, int Decided, Spread? Turnaround);

/// <summary>Median and 90th percentile, interpolated between the two nearest values.</summary>
public sealed record Spread(TimeSpan Median, TimeSpan Percentile90);

/// <param name="Title">Of the work.</param>
public sealed record OverdueAppeal(string Reference, string Title, AppealState State, Lane Lane, DateTime DueAt);

/// <summary>How decisions that took effect went.</summary>
public sealed record OverturnCounts(int Removed, int Relabelled, int Upheld)
{
    /// <summary>The label was wrong, or said too much.</summary>
    public int Overturned => Removed + Relabelled;
    public int Total => Overturned + Upheld;
    public double Rate => Total == 0 ? 0 : (double)Overturned / Total;
    public Interval Interval => Wilson.Of(Overturned, Total);
}

/// <param name="Name">Null for labels without a detector; <paramref name="Origin"/> says how they came about.</param>
public sealed record DetectorFigures(LabelOrigin Origin, string? Name, string? Version, OverturnCounts Counts, bool TooFew);
