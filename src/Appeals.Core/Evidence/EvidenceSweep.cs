using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>Removes what a crash, a deadline or the creator left behind, and reports evidence whose bytes are missing.</summary>
public sealed class EvidenceSweep(AppealsDb db, EvidenceStorage storage, IOptions<EvidenceOptions> options, TimeProvider time, ILogger<EvidenceSweep> log)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await DropExpiredUploadsAsync(cancellation);
        await EraseRemovedAsync(cancellation);
        await DropPartsWithoutUploadAsync(cancellation);
        await ReportMissingAsync(await DropFilesWithoutRowAsync(cancellation), cancellation);
    }

    private async Task DropExpiredUploadsAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var expired = db.Uploads.Where(u => u.ExpiresAt <= now && (u.LeaseUntil == null || u.LeaseUntil <= now));
        foreach (var id in await expired.Select(u => u.Id).ToListAsync(cancellation))
            if (await expired.Where(u => u.Id == id).ExecuteDeleteAsync(cancellation) == 1) await storage.DropUnfinishedAsync(id, cancellation);
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
        foreach (var file in erased) await storage.DeleteAsync(file.Id, cancellation);
    }

    private async Task DropPartsWithoutUploadAsync(CancellationToken cancellation)
    {
        var before = time.Now() - options.Value.OrphanAge;
        await foreach (var parts in storage.UnfinishedAsync(cancellation).Where(p => p.WrittenAt < before).Select(p => p.Id).Chunk(Batch).WithCancellation(cancellation))
        {
            var known = await db.Uploads.Where(u => parts.Contains(u.Id)).Select(u => u.Id).ToHashSetAsync(cancellation);
            foreach (var id in parts.Where(id => !known.Contains(id))) await DropAsync(id, storage.DropUnfinishedAsync, cancellation);
        }
    }

    /// <returns>Every file that there is.</returns>
    private async Task<HashSet<Guid>> DropFilesWithoutRowAsync(CancellationToken cancellation)
    {
        var (there, before) = (new HashSet<Guid>(), time.Now() - options.Value.OrphanAge);
        await foreach (var files in storage.WholeAsync(cancellation).Chunk(Batch).WithCancellation(cancellation))
        {
            there.UnionWith(files.Select(f => f.Id));
            var old = files.Where(f => f.WrittenAt < before).Select(f => f.Id).ToList();
            var known = await db.StoredFiles.Where(f => old.Contains(f.Id) && f.WrappedKey != null).Select(f => f.Id).ToHashSetAsync(cancellation);
            known.UnionWith(await db.Uploads.Where(u => old.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellation));
            foreach (var id in old.Where(id => !known.Contains(id))) await DropAsync(id, storage.DeleteAsync, cancellation);
        }
        return there;
    }

    private async Task ReportMissingAsync(HashSet<Guid> there, CancellationToken cancellation)
    {
        var after = Guid.Empty;
        for (List<Guid> ids; ; after = ids[^1])
        {
            ids = await db.StoredFiles.Where(f => f.WrappedKey != null && f.Id.CompareTo(after) > 0).OrderBy(f => f.Id).Select(f => f.Id).Take(Batch).ToListAsync(cancellation);
            foreach (var id in ids.Where(id => !there.Contains(id)))
                // it may have come since
                if (await storage.LengthAsync(id, cancellation) is null) log.LogCritical("The bytes of stored file {StoredFile} are missing", id);
            if (ids.Count < Batch) return;
        }
    }

    private async Task DropAsync(Guid id, Func<Guid, CancellationToken, Task> drop, CancellationToken cancellation)
    {
        log.LogInformation("Swept {File}", id);
        await drop(id, cancellation);
    }
}
