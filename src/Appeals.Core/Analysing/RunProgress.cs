using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>Writes how far a run is, at most once a second, for the pages that wait for it.</summary>
public sealed class RunProgress(AppealsDb db, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long? _written;

    public async Task WriteAsync(TakenRun taken, RunSubject? subject, AnalyzerMessage message, CancellationToken cancellation)
    {
        if (_written is { } last && time.GetElapsedTime(last) < Interval) return;
        _written = time.GetTimestamp();
        await db.AnalysisRuns.Where(r => r.Id == taken.Id && r.LeaseId == taken.LeaseId).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Percent, message.Percent).SetProperty(r => r.Step, message.Step), cancellation);
        if (subject is null) return;
        db.LiveEvents.Add(subject.Event(LiveEventKind.AnalysisProgress, time.Now(), message.Percent));
        await db.SaveChangesAsync(cancellation);
    }
}
