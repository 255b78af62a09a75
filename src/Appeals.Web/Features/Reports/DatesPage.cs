using Appeals.Analysis.Reports;
using Appeals.Core.Filing;

namespace Appeals.Web.Features.Reports;

/// <summary>What happened when: what the file says, what the platform says, and the appeal itself.</summary>
/// <param name="FromFile">The file says any of it.</param>
public sealed record DatesPage(IReadOnlyList<DateRow> Rows, bool FromFile)
{
    private static readonly TimeSpan SameTime = TimeSpan.FromMinutes(5);

    /// <param name="report">Null until there is one.</param>
    /// <param name="appeal">With its work and label.</param>
    public static DatesPage Of(AnalysisReport? report, Appeal appeal)
    {
        var moments = report?.Timeline.Where(static m => m.Source is not null).ToList() ?? [];
        var subject = moments.Exists(m => m.Source == report?.Match?.Source) ? report!.Match!.Source : moments.Select(static m => m.Source).FirstOrDefault();
        var rows = Distinct(moments.Where(m => m.Source == subject)).Select(static m => new DateRow(m.Kind.ToString(), m.At, m.HasZone, DateOrigin.File)).ToList();
        var fromFile = rows.Count > 0;
        if (appeal.Work.PublishedAt is { } published) rows.Add(new(nameof(TimelineKind.Published), published, HasZone: true, DateOrigin.Platform));
        rows.Add(new(nameof(TimelineKind.Labelled), appeal.Label.AppliedAt, HasZone: true, DateOrigin.Platform));
        if (appeal.SubmittedAt is { } filed) rows.Add(new("Appealed", filed, HasZone: true, DateOrigin.Appeal));
        rows = [.. rows.OrderBy(static r => r.At)];
        return new([.. rows.Select((row, i) => i + 1 < rows.Count ? row with { Gap = GapBetween(row, rows[i + 1]) } : row)], fromFile);
    }

    /// <summary>A first change at the time of creation, and a last one at that of saving, say nothing more.</summary>
    private static IEnumerable<TimelineMoment> Distinct(IEnumerable<TimelineMoment> moments)
    {
        var all = moments.ToList();
        return all.Where(m => m.Kind switch
        {
            TimelineKind.FirstChange => !IsNear(m, TimelineKind.Created),
            TimelineKind.LastChange => !IsNear(m, TimelineKind.Saved) && !IsNear(m, TimelineKind.Created),
            _ => true,
        });

        bool IsNear(TimelineMoment moment, TimelineKind other) => all.Exists(m => m.Kind == other && m.HasZone == moment.HasZone && (m.At - moment.At).Duration() < SameTime);
    }

    /// <summary>Null where it would be less than what a time zone may change.</summary>
    private static TimeSpan? GapBetween(DateRow one, DateRow next)
    {
        var gap = next.At - one.At;
        if (gap < TimeSpan.FromDays(4)) return one.HasZone == next.HasZone ? gap : null;
        return TimeSpan.FromDays(Math.Round(gap.TotalDays));
    }
}

public enum DateOrigin { File, Platform, Appeal }

/// <param name="Key">Of its name in <see cref="ReportsText"/>.</param>
/// <param name="At">UTC, or the time on the wall of whoever wrote the file if <paramref name="HasZone"/> is false.</param>
/// <param name="Gap">To the next one.</param>
public sealed record DateRow(string Key, DateTime At, bool HasZone, DateOrigin Origin, TimeSpan? Gap = null)
{
    /// <summary>1 to 4: how much of the line the gap takes; its logarithm, roughly.</summary>
    public int Reach => Gap switch { null => 1, { TotalHours: < 1 } => 1, { TotalDays: < 1 } => 2, { TotalDays: < 14 } => 3, _ => 4 };
}
