using System.Globalization;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Appeals.Web.Localisation;

/// <summary>Instants and spans as this reader writes them, in the reader's zone. Instants are UTC; anything else is refused.</summary>
public sealed class ReaderTime(ReaderZone zone, TimeProvider clock, IStringLocalizer<TimeText> texts)
{
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public string ZoneName => zone.Name;

    /// <summary>"Fri 20 Nov, 16:57" / "11 月 20 日（周五）16:57"; with the year if it is another than now's.</summary>
    public string Moment(DateTime utc) => Write(utc, IsThisYear(utc) ? "Moment" : "MomentYear");

    /// <summary>For tables and timelines: "Thu 11:05" within the last days, else "Fri 20 Nov, 16:57" / "11/20 周五 16:57".</summary>
    public string Brief(DateTime utc)
    {
        var days = Period.DaysBetween(Local(utc).Date, Local(Now).Date);
        return Write(utc, days is >= 0 and < 6 ? "BriefNear" : IsThisYear(utc) ? "Brief" : "MomentYear");
    }

    /// <summary>A time on somebody's wall, whose zone nobody knows, as it stands there.</summary>
    public string Wall(DateTime local) => local.ToString(texts[local.Year == Local(Now).Year ? "Brief" : "MomentYear"], CultureInfo.CurrentCulture);

    /// <summary>"20 Nov 2026" / "2026 年 11 月 20 日".</summary>
    public string Day(DateTime utc) => Write(utc, "Day");

    /// <summary>"20 Nov" / "11 月 20 日"; with the year if it is another than now's.</summary>
    public string DayShort(DateTime utc) => Write(utc, IsThisYear(utc) ? "DayShort" : "Day");

    /// <summary>"14:20".</summary>
    public string Clock(DateTime utc) => Write(utc, "Clock");

    /// <summary>"2 d 3 h", "10 h 07 min", "8 min", "48 s" / "2 天 3 小时", "10 小时 07 分", "8 分钟", "48 秒". Never negative.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => Span(TimeSpan.Zero),
        { TotalSeconds: < 60 } => texts["Seconds", span.Seconds],
        { TotalMinutes: < 60 } => texts["Minutes", span.Minutes],
        { TotalHours: < 24 } => texts["HoursMinutes", span.Hours, span.Minutes],
        _ => texts["DaysHours", span.Days, span.Hours],
    };

    /// <summary>A fixed length in its largest whole unit: "7 days", "72 hours", "20 minutes", "60 seconds".</summary>
    public string Length(TimeSpan span) => span switch
    {
        _ when IsWhole(span.TotalDays) && span.TotalDays > 3 => texts.Plural("LengthDays", (long)span.TotalDays),
        _ when IsWhole(span.TotalHours) => texts.Plural("LengthHours", (long)span.TotalHours),
        _ when IsWhole(span.TotalMinutes) && span.TotalMinutes > 1 => texts.Plural("LengthMinutes", (long)span.TotalMinutes),
        _ => texts.Plural("LengthSeconds", (long)span.TotalSeconds),
    };

    private static bool IsWhole(double amount) => amount >= 1 && Math.Abs(amount - Math.Round(amount)) < 1e-9;

    private string Write(DateTime utc, string format) => Local(utc).ToDateTimeUnspecified().ToString(texts[format], CultureInfo.CurrentCulture);

    private bool IsThisYear(DateTime utc) => Local(utc).Year == Local(Now).Year;

    private LocalDateTime Local(DateTime utc) => Instant.FromDateTimeUtc(utc).InZone(zone.Zone).LocalDateTime;
}

public sealed class TimeText;
