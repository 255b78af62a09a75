using System.Linq.Expressions;
using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Uploads;

/// <summary>Files and unfinished uploads of an appeal, as its creator sees them.</summary>
public sealed class UploadQueries(AppealsDb db, UploadWords words, IOptions<EvidenceOptions> limits, TimeProvider time)
{
    /// <summary>What the part <c>_Uploads</c> shows; the caller has checked that the appeal is the reader's own.</summary>
    public async Task<UploadsPage> PageAsync(Appeal appeal, CancellationToken cancellation)
    {
        var files = await FilesAsync(f => f.AppealId == appeal.Id, cancellation);
        var uploads = await UnfinishedAsync(u => u.AppealId == appeal.Id, cancellation);
        return new UploadsPage(appeal.Reference, [.. files, .. uploads], limits.Value.MaxFileLength);
    }

    public async Task<UploadRow?> FindAsync(Guid ownerId, Guid id, CancellationToken cancellation) =>
        (await FilesAsync(f => f.StoredFileId == id && f.Appeal.CreatorId == ownerId, cancellation)).SingleOrDefault()
        ?? (await UnfinishedAsync(u => u.Id == id && u.OwnerId == ownerId, cancellation)).SingleOrDefault();

    private async Task<List<UploadRow>> FilesAsync(Expression<Func<EvidenceFile, bool>> which, CancellationToken cancellation)
    {
        var files = await db.EvidenceFiles.AsNoTracking().Where(which).Where(f => f.RemovedAt == null).Include(f => f.StoredFile).Include(f => f.Appeal)
            .OrderBy(f => f.UploadedAt).ToListAsync(cancellation);
        var ids = files.Select(f => (Guid?)f.Id).ToList();
        var pictures = await db.AnalysisRuns.AsNoTracking().Where(r => r.State == RunState.Done && ids.Contains(r.EvidenceFileId))
            .SelectMany(r => r.Previews, (r, p) => new { r.EvidenceFileId, p.AnalysisRunId, p.Name }).Where(p => p.Name.StartsWith("source/")).ToListAsync(cancellation);
        return [.. files.Select(f => Row(f, pictures.Where(p => p.EvidenceFileId == f.Id).Select(p => $"/files/previews/{p.AnalysisRunId:N}/{p.Name}").FirstOrDefault()))];
    }

    private async Task<List<UploadRow>> UnfinishedAsync(Expression<Func<Upload, bool>> which, CancellationToken cancellation)
    {
        var now = time.Now();
        var uploads = await db.Uploads.AsNoTracking().Where(which).Where(u => u.EvidenceFileId == null && u.ExpiresAt > now).OrderBy(u => u.CreatedAt).ToListAsync(cancellation);
        return [.. uploads.Select(u => new UploadRow(u.Id, u.Name, u.Length, u.Offset, UploadState.Unfinished, UploadWords.Code(u.Format),
            u.Format == FileFormat.Unknown ? null : words.Format(u.Format), null, null, Removable: true, Picture: null))];
    }

    private UploadRow Row(EvidenceFile file, string? picture)
    {
        var inspection = file.InspectionJson is { } json ? JsonSerializer.Deserialize<AnalysisReport>(json, ReportJson.Options) : null;
        var length = file.StoredFile.Length;
        return new UploadRow(file.StoredFileId, file.Name, length, length, inspection is null ? UploadState.Checking : UploadState.Done, UploadWords.Code(file.Format),
            words.Describe(file.Format, inspection), words.Problem(file.Format, inspection), file.Id, file.Appeal.State == AppealState.Draft, picture);
    }
}
