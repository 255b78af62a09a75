using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>Finds the newest outcome of each kind.</summary>
public sealed class AnalysisQueries(AppealsDb db)
{
    /// <summary>A preview of the work's picture as it is now, by its name of <see cref="PreviewNames"/>; null until its run is done.</summary>
    public Task<Preview?> PictureAsync(Guid workId, string name, CancellationToken cancellation = default) =>
        (from work in db.Works
         join run in db.AnalysisRuns on work.PictureId equals run.PictureId
         join preview in db.Previews on run.Id equals preview.AnalysisRunId
         where work.Id == workId && run.WorkId == workId && run.State == RunState.Done && preview.Name == name
         orderby run.QueuedAt descending
         select preview).Include(p => p.StoredFile).AsNoTracking().FirstOrDefaultAsync(cancellation);

    /// <summary>The newest run over the whole appeal that is done; null until there is one.</summary>
    public Task<AnalysisRun?> ReportAsync(Guid appealId, CancellationToken cancellation = default) =>
        Analyses(appealId).Where(r => r.State == RunState.Done).FirstOrDefaultAsync(cancellation);

    /// <summary>The run that is under way or waits; null if all are done.</summary>
    public Task<AnalysisRun?> UnderWayAsync(Guid appealId, CancellationToken cancellation = default) =>
        Analyses(appealId).Where(r => r.State != RunState.Done).FirstOrDefaultAsync(cancellation);

    private IQueryable<AnalysisRun> Analyses(Guid appealId) =>
        db.AnalysisRuns.AsNoTracking().Where(r => r.AppealId == appealId && r.Task == AnalyzerTask.Analyze).OrderByDescending(r => r.QueuedAt).ThenByDescending(r => r.Id);
}
