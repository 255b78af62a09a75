using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>Removes what a crash, a deadline or the creator left behind, and reports evidence whose bytes are missing.</summary>
public sealed class EvidenceSweep(AppealsDb db, EvidenceFolder folder, IOptions<EvidenceOptions> options, TimeProvider time, ILogger<EvidenceSweep> log)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await DropExpiredUploadsAsync(cancellation);
        await EraseRemovedAsync(cancellation);
        await DropPartsWithoutUploadAsync(cancellation);
        await DropFilesWithoutRowAsync(cancellation);
        await ReportMissingAsync(cancellation);
    }

    private async Task DropExpiredUploadsAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var expired = db.Uploads.Where(u => u.ExpiresAt <= now && (u.LeaseUntil == null || u.LeaseUntil <= now));
        foreach (var id in await expired.Select(u => u.Id).ToListAsync(cancellation))
            if (await expired.Where(u => u.Id == id).ExecuteDeleteAsync(cancellation) == 1) File.Delete(folder.PartOf(id));
    }

    /// <summary>Keys first: once they are gone from the database, the bytes and every copy of them are noise.</summary>
    private async Task EraseRemovedAsync(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var removed = await db.EvidenceFiles.Include(f => f.StoredFile)
            .Where(f => f.RemovedAt != null && f.StoredFile.WrappedKey != null).OrderBy(f => f.Id).Take(Batch).ToListAsync(cancellation);
        if (removed.Count == 0) return;
        var ids = removed.Select(f => (Guid?)f.Id).ToList();
        var previews = await db.AnalysisRuns.Where(r => ids.Contains(r.EvidenceFileId)).SelectMany(r => r.Previews).Select(p => p.StoredFile).ToListAsync(cancellation);
        List<StoredFile> erased = [.. removed.Select(f => f.StoredFile), .. previews];
        erased.ForEach(EvidenceStore.Erase);
        await db.SaveChangesAsync(cancellation);
        erased.ForEach(file => File.Delete(folder.PathOf(file.Id)));
    }

    private async Task DropPartsWithoutUploadAsync(CancellationToken cancellation)
    {
        foreach (var parts in Old(folder.Parts()).Chunk(Batch))
        {
            var ids = parts.Select(p => p.Id).ToList();
            var known = await db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id).ToHashSetAsync(cancellation);
            foreach (var part in parts.Where(p => !known.Contains(p.Id))) Drop(part);
        }
    }

    private async Task DropFilesWithoutRowAsync(CancellationToken cancellation)
    {
        foreach (var files in Old(folder.Whole()).Chunk(Batch))
        {
            var ids = files.Select(f => f.Id).ToList();
            var known = await db.StoredFiles.Where(f => ids.Contains(f.Id) && f.WrappedKey != null).Select(f => f.Id).ToHashSetAsync(cancellation);
            known.UnionWith(await db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellation));
            foreach (var file in files.Where(f => !known.Contains(f.Id))) Drop(file);
        }
    }

    private async Task ReportMissingAsync(CancellationToken cancellation)
    {
        var after = Guid.Empty;
        for (List<Guid> ids; ; after = ids[^1])
        {
            ids = await db.StoredFiles.Where(f => f.WrappedKey != null && f.Id.CompareTo(after) > 0).OrderBy(f => f.Id).Select(f => f.Id).Take(Batch).ToListAsync(cancellation);
            foreach (var id in ids.Where(id => !File.Exists(folder.PathOf(id)))) log.LogCritical("The bytes of stored file {StoredFile} are missing", id);
            if (ids.Count < Batch) return;
        }
    }

    private IEnumerable<(Guid Id, string Path)> Old(IEnumerable<(Guid Id, string Path)> files)
    {
        var before = time.Now() - options.Value.OrphanAge;
        return files.Where(f => File.GetLastWriteTimeUtc(f.Path) < before);
    }

    private void Drop((Guid Id, string Path) file)
    {
        log.LogInformation("Swept {File}", file.Id);
        File.Delete(file.Path);
    }
}
