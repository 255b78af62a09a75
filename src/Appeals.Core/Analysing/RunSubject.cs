using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>Whose pages wait for a run. An inspection is told under its file's id, an analysis under its own.</summary>
public sealed record RunSubject(Guid AppealId, Guid CreatorId, Guid PlatformId, Guid SubjectId)
{
    /// <summary>Null for the picture of a work, which no appeal waits for.</summary>
    public static Task<RunSubject?> FindAsync(AppealsDb db, AnalysisRun run, CancellationToken cancellation) =>
        db.Appeals.Where(a => a.Id == run.AppealId)
            .Select(a => new RunSubject(a.Id, a.CreatorId, a.PlatformId, run.EvidenceFileId ?? run.Id)).SingleOrDefaultAsync(cancellation);

    public LiveEvent Event(LiveEventKind kind, DateTime at, int? percent = null) =>
        new() { AppealId = AppealId, CreatorId = CreatorId, PlatformId = PlatformId, SubjectId = SubjectId, Kind = kind, At = at, Percent = percent };
}
