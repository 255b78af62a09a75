using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.Notifying;
using Appeals.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Appeals.Core.Metrics;

/// <summary>Reads what waits, for the gauges of <see cref="Instruments"/>.</summary>
[DisallowConcurrentExecution]
public sealed class BacklogJob(AppealsDb db, TimeProvider time) : IJob
{
    private static readonly AppealState[] Undecided = [AppealState.Submitted, AppealState.Queued, AppealState.InReview, AppealState.AwaitingCreator, AppealState.AwaitingApproval];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var open = db.Appeals.Where(a => Undecided.Contains(a.State));
        var runs = db.AnalysisRuns.Where(r => r.State != RunState.Done);
        var emails = db.Emails.Where(e => e.State == EmailState.Waiting);
        Instruments.Backlog = new Backlog(
            await open.CountAsync(cancellationToken),
            await open.CountAsync(a => a.DueAt < now, cancellationToken),
            await runs.CountAsync(r => r.State == RunState.Queued, cancellationToken),
            now - (await runs.MinAsync(r => (DateTime?)r.QueuedAt, cancellationToken) ?? now),
            await emails.CountAsync(cancellationToken),
            now - (await emails.MinAsync(e => (DateTime?)e.CreatedAt, cancellationToken) ?? now));
    }
}
