using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>What a run's end means, in one transaction: report, previews, the appeal's next state, history, and word to open pages.</summary>
public sealed class RunCompletion(AppealsDb db, HistoryLog history, ReuseSearch reuse, TimeProvider time)
{
    private const int MostConflicts = 10;

    /// <returns>False if another node has the run now; nothing was written, and the previews' bytes may go.</returns>
    public async Task<bool> SaveAsync(TakenRun taken, AnalyzerOutcome outcome, IReadOnlyList<Preview> previews, CancellationToken cancellation)
    {
        var strategy = db.Database.CreateExecutionStrategy();
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                return await strategy.ExecuteAsync(() => TryAsync(taken, outcome, previews, cancellation));
            }
            catch (DbUpdateException) when (conflicts < MostConflicts)
            {
                // somebody changed the appeal in the same moment; what they wrote is read anew
            }
        }
    }

    private async Task<bool> TryAsync(TakenRun taken, AnalyzerOutcome outcome, IReadOnlyList<Preview> previews, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var run = await db.AnalysisRuns.SingleOrDefaultAsync(r => r.Id == taken.Id && r.LeaseId == taken.LeaseId && r.State == RunState.Running, cancellation);
        if (run is null) return await IsSavedAsync(previews, cancellation);
        Finish(run, outcome.Report);
        db.StoredFiles.AddRange(previews.Select(p => p.StoredFile));
        db.Previews.AddRange(previews);
        if (run.Task == AnalyzerTask.Inspect) await InspectedAsync(run, cancellation);
        if (run.Task == AnalyzerTask.Analyze) await AnalysedAsync(run, outcome, cancellation);
        if (await RunSubject.FindAsync(db, run, cancellation) is { } subject) db.LiveEvents.Add(subject.Event(LiveEventKind.AnalysisDone, time.Now()));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The commit of a try before may have been done and only its answer lost.</summary>
    private async Task<bool> IsSavedAsync(IReadOnlyList<Preview> previews, CancellationToken cancellation)
    {
        var ids = previews.Select(p => p.Id).Take(1).ToList();
        return await db.Previews.AnyAsync(p => ids.Contains(p.Id), cancellation);
    }

    private void Finish(AnalysisRun run, AnalysisReport report)
    {
        run.State = RunState.Done;
        run.FinishedAt = time.Now();
        (run.LeaseId, run.LeaseUntil) = (null, null);
        (run.Percent, run.Step) = (100, null);
        // written anew from what was checked, never the child's own bytes
        run.ReportJson = JsonSerializer.Serialize(report, ReportJson.Options);
        (run.Grade, run.Score) = (report.Grade, report.Score);
    }

    private async Task InspectedAsync(AnalysisRun run, CancellationToken cancellation)
    {
        var file = await db.EvidenceFiles.SingleAsync(f => f.Id == run.EvidenceFileId, cancellation);
        file.InspectionJson = run.ReportJson;
    }

    /// <summary>An appeal that was withdrawn or decided meanwhile keeps its state; the report is kept with it.</summary>
    private async Task AnalysedAsync(AnalysisRun run, AnalyzerOutcome outcome, CancellationToken cancellation)
    {
        var appeal = await db.Appeals.SingleAsync(a => a.Id == run.AppealId, cancellation);
        var now = time.Now();
        var isReused = false;
        if (appeal.IsOpen && !await IsOutdatedAsync(run, cancellation))
        {
            appeal.Regrade(outcome.Report.Grade, now);
            isReused = await reuse.RenewAsync(appeal, outcome.Report, cancellation);
        }
        await history.AppendAsync(appeal, outcome.Complete ? HistoryKind.AnalysisFinished : HistoryKind.AnalysisGivenUp, actor: null,
            new { run.Id, outcome.Report.Grade, problems = outcome.Report.Problems.Count }, cancellation: cancellation);
        if (appeal.State != AppealState.Submitted) return;
        appeal.Queue(isReused ? Lane.Integrity : Lane.Standard, now);
        await history.AppendAsync(appeal, HistoryKind.Queued, actor: null, new { appeal.Lane }, cancellation: cancellation);
    }

    /// <summary>Files were added while it ran, and the run over those was faster.</summary>
    private Task<bool> IsOutdatedAsync(AnalysisRun run, CancellationToken cancellation) =>
        db.AnalysisRuns.AnyAsync(r => r.AppealId == run.AppealId && r.Task == AnalyzerTask.Analyze && r.State == RunState.Done && r.QueuedAt > run.QueuedAt, cancellation);
}
