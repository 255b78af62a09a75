using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Appeals.Core.Telemetry;

/// <summary>What the house tells of itself while it works. The README lists every instrument; a test holds the list against them.</summary>
public static class Instruments
{
    /// <summary>Name of the meter and of the source of activities.</summary>
    public const string Name = "Appeals";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);
    private static readonly Meter Meter = new(Name);

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Seconds from taking a run to its saved report; tagged with <c>complete</c>.</summary>
    public static Histogram<double> AnalysisDuration { get; } = Meter.CreateHistogram<double>("appeals.analysis.duration", "s", "Time from taking an analysis run to its saved report");

    /// <summary>Attempts to hand a mail over; tagged with <c>result</c>: sent, deferred or failed.</summary>
    public static Counter<long> EmailAttempts { get; } = Meter.CreateCounter<long>("appeals.email.attempts", "{attempt}", "Attempts to hand a mail to the relay");

    /// <summary>Bytes of source files that were acknowledged.</summary>
    public static Counter<long> UploadedBytes { get; } = Meter.CreateCounter<long>("appeals.upload.bytes", "By", "Bytes of source files that were sealed and acknowledged");

    /// <summary>The last reading; null where none was taken lately, so that a node that no longer takes them does not repeat an old one for ever.</summary>
    public static Backlog? Backlog
    {
        get => field is { } backlog && Stopwatch.GetElapsedTime(backlog.Taken) < Lasts ? backlog : null;
        set;
    }

    static Instruments()
    {
        Gauge("appeals.open", "{appeal}", "Filed appeals without a decision", b => b.Open);
        Gauge("appeals.overdue", "{appeal}", "Open appeals past their due time", b => b.Overdue);
        Gauge("appeals.analysis.waiting", "{run}", "Analysis runs that nobody has taken", b => b.RunsWaiting);
        Gauge("appeals.analysis.oldest", "s", "Age of the oldest run that is not done", b => b.OldestRun.TotalSeconds);
        Gauge("appeals.email.waiting", "{email}", "Mails that have not been sent", b => b.EmailsWaiting);
        Gauge("appeals.email.oldest", "s", "Age of the oldest mail that has not been sent", b => b.OldestEmail.TotalSeconds);
    }

    private static void Gauge<T>(string name, string unit, string description, Func<Backlog, T> read) where T : struct =>
        Meter.CreateObservableGauge(name, () => Backlog is { } backlog ? [new Measurement<T>(read(backlog))] : Array.Empty<Measurement<T>>(), unit, description);
}

/// <summary>What waits, at one moment.</summary>
public sealed record Backlog(int Open, int Overdue, int RunsWaiting, TimeSpan OldestRun, int EmailsWaiting, TimeSpan OldestEmail)
{
    /// <summary>When, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Taken { get; } = Stopwatch.GetTimestamp();
}
