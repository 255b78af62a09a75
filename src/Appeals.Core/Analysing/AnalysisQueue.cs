using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;

namespace Appeals.Core.Analysing;

/// <summary>Adds runs to the caller's transaction. The row is the job; nudging after the commit only makes it start sooner.</summary>
public sealed class AnalysisQueue(AppealsDb db, TimeProvider time)
{
    /// <summary>Previews of the published picture, which is as hostile as any other file.</summary>
    public AnalysisRun AddPicture(Work work) => Add(new AnalysisRun
    {
        Id = time.NewId(),
        Task = AnalyzerTask.Picture,
        WorkId = work.Id,
        PictureId = work.PictureId,
        QueuedAt = time.Now(),
    });

    /// <summary>What one uploaded file is, for its creator to see at once.</summary>
    public AnalysisRun AddInspection(EvidenceFile file) => Add(new AnalysisRun
    {
        Id = time.NewId(),
        Task = AnalyzerTask.Inspect,
        AppealId = file.AppealId,
        EvidenceFileId = file.Id,
        QueuedAt = time.Now(),
    });

    /// <summary>Everything, for the reviewer.</summary>
    public AnalysisRun AddAnalysis(Appeal appeal) => Add(new AnalysisRun
    {
        Id = time.NewId(),
        Task = AnalyzerTask.Analyze,
        AppealId = appeal.Id,
        QueuedAt = time.Now(),
    });

    private AnalysisRun Add(AnalysisRun run)
    {
        db.AnalysisRuns.Add(run);
        return run;
    }
}
