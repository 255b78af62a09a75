using NodaTime;

namespace Appeals.Core.Platforms;

/// <summary>How long a label can be contested: at least 6 calendar months and 184 days from the day the person is informed (DSA art. 20(1)).</summary>
public static class AppealWindow
{
    private const int Months = 6;
    private const int Days = 184;

    /// <summary>The later of the two ends, to the same time of day. UTC.</summary>
    public static DateTime EndsAt(DateTime informedAt)
    {
        var informed = LocalDateTime.FromDateTime(informedAt);
        var end = LocalDateTime.Max(informed.PlusMonths(Months), informed.PlusDays(Days));
        return DateTime.SpecifyKind(end.ToDateTimeUnspecified(), DateTimeKind.Utc);
    }
}
