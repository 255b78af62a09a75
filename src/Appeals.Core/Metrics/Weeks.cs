using System.Globalization;
using NodaTime;

namespace Appeals.Core.Metrics;

/// <summary>The last weeks, Monday to Sunday, as they pass in one zone.</summary>
internal sealed class Weeks
{
    private readonly DateTime[] _starts;

    public Weeks(int count, DateTime now, DateTimeZone zone)
    {
        var today = Instant.FromDateTimeUtc(now).InZone(zone).Date;
        var monday = today.PlusDays(1 - (int)today.DayOfWeek).PlusWeeks(1 - count);
        Mondays = [.. Enumerable.Range(0, count).Select(i => monday.PlusWeeks(i).ToDateOnly())];
        _starts = [.. Enumerable.Range(0, count).Select(i => zone.AtStartOfDay(monday.PlusWeeks(i)).ToDateTimeUtc())];
    }

    public IReadOnlyList<DateOnly> Mondays { get; }

    /// <summary>When the first of them begins.</summary>
    public DateTime Start => _starts[0];

    /// <summary>Index of the week in which a moment lies; -1 if it lies before the first.</summary>
    public int IndexOf(DateTime moment)
    {
        var found = Array.BinarySearch(_starts, moment);
        return found >= 0 ? found : ~found - 1;
    }

    public static int NumberOf(DateOnly monday) => ISOWeek.GetWeekOfYear(monday.ToDateTime(TimeOnly.MinValue));
}
