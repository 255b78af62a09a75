using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Files;

/// <summary>A preview and whose it is: an appeal's, or a work's picture.</summary>
public sealed record FoundPreview(StoredFile File, Appeal? Appeal, Guid? EvidenceFileId);

/// <summary>Finds files for those who may see them; for everybody else there is nothing.</summary>
public sealed class FileQueries(AppealsDb db, AnalysisQueries analyses)
{
    public async Task<FoundPreview?> PreviewAsync(Guid runId, string name, Actor reader, CancellationToken cancellation)
    {
        var preview = await db.Previews.AsNoTracking().Include(p => p.StoredFile)
            .SingleOrDefaultAsync(p => p.AnalysisRunId == runId && p.Name == name && p.StoredFile.WrappedKey != null, cancellation);
        var run = preview is null ? null : await db.AnalysisRuns.AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        if (preview is null || run is null) return null;
        if (run.WorkId is { } workId) return await WorkAsync(workId, reader, cancellation) is null ? null : new FoundPreview(preview.StoredFile, null, null);
        var appeal = await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.Id == run.AppealId, cancellation);
        return appeal is not null && (appeal.CreatorId == reader.PersonId || Reviews(reader, appeal)) ? new FoundPreview(preview.StoredFile, appeal, run.EvidenceFileId) : null;
    }

    /// <summary>The newest picture of a work, for its creator (also before it is confirmed, to recognise it) and for staff of its platform.</summary>
    public async Task<StoredFile?> PictureAsync(Guid workId, string name, Actor reader, CancellationToken cancellation) =>
        await WorkAsync(workId, reader, cancellation) is null ? null : (await analyses.PictureAsync(workId, name, cancellation))?.StoredFile;

    public async Task<bool> MaySeeWorkAsync(Guid workId, Actor reader, CancellationToken cancellation) => await WorkAsync(workId, reader, cancellation) is not null;

    public async Task<EvidenceFile?> OriginalAsync(Guid evidenceFileId, CancellationToken cancellation) =>
        await db.EvidenceFiles.AsNoTracking().Include(f => f.StoredFile).Include(f => f.Appeal)
            .SingleOrDefaultAsync(f => f.Id == evidenceFileId && f.RemovedAt == null && f.StoredFile.WrappedKey != null, cancellation);

    private async Task<Work?> WorkAsync(Guid workId, Actor reader, CancellationToken cancellation)
    {
        var work = await db.Works.AsNoTracking().SingleOrDefaultAsync(w => w.Id == workId, cancellation);
        if (work is null || work.CreatorId == reader.PersonId || (reader.IsStaffOf(work.PlatformId) && Roles.Staff.Any(reader.Is))) return work;
        if (work.CreatorId is not null) return null;
        var isAddressed = await db.Users.AnyAsync(p => p.Id == reader.PersonId && p.EmailConfirmed && p.NormalizedEmail == work.CreatorEmail, cancellation);
        return isAddressed ? work : null;
    }

    private static bool Reviews(Actor reader, Appeal appeal) =>
        appeal.State != AppealState.Draft && appeal.CreatorId != reader.PersonId && reader.IsStaffOf(appeal.PlatformId) && (reader.Is(Roles.Reviewer) || reader.Is(Roles.Lead));
}
