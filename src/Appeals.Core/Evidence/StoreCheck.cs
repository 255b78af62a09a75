using System.Security.Cryptography;
using Appeals.Analysis.Sealing;
using Appeals.Core.Data;
using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

public enum StoreFaultKind
{
    /// <summary>A row with a key, and no bytes.</summary>
    Missing = 1,
    /// <summary>The sealed bytes are not as long as the row says.</summary>
    WrongLength = 2,
    /// <summary>The bytes do not open under the row's key, or are others than were hashed.</summary>
    Damaged = 3,
    /// <summary>Bytes without a row, and older than their transaction may take.</summary>
    Orphaned = 4,
    /// <summary>An appeal's history does not hold together.</summary>
    BrokenHistory = 5,
}

/// <param name="Id">Of the stored file, or of the appeal.</param>
public sealed record StoreFault(StoreFaultKind Kind, Guid Id);

/// <param name="Bytes">Plain bytes of all files.</param>
/// <param name="Unclaimed">Bytes without a row that are too young to be a fault; the sweep removes them in time.</param>
public sealed record StoreSummary(int Files, long Bytes, int Unclaimed, int Appeals, int Faults);

/// <summary>Whether database and evidence store fit together. Reads only, and may run beside the site.</summary>
public sealed class StoreCheck(AppealsDb db, EvidenceStorage storage, EvidenceStore store, IOptions<EvidenceOptions> options)
{
    private const int Batch = 500;

    /// <param name="deep">Opens every file and hashes it.</param>
    public async Task<StoreSummary> RunAsync(bool deep, Func<StoreFault, Task> found, CancellationToken cancellation)
    {
        var faults = 0;
        Task FoundAsync(StoreFaultKind kind, Guid id)
        {
            faults++;
            return found(new StoreFault(kind, id));
        }
        // rows come after bytes: what is listed first can lack nothing that a row speaks of later, except by erasure
        var there = await storage.WholeAsync(cancellation).ToDictionaryAsync(f => f.Id, cancellationToken: cancellation);
        var (files, bytes, newest) = await CheckFilesAsync(there, deep, FoundAsync, cancellation);
        var unclaimed = await CheckRestAsync(there, newest, FoundAsync, cancellation);
        return new StoreSummary(files, bytes, unclaimed, await CheckHistoriesAsync(FoundAsync, cancellation), faults);
    }

    /// <summary>Takes what has a row out of <paramref name="there"/>.</summary>
    private async Task<(int Files, long Bytes, DateTime Newest)> CheckFilesAsync(
        Dictionary<Guid, StoredBytes> there, bool deep, Func<StoreFaultKind, Guid, Task> found, CancellationToken cancellation)
    {
        var (files, bytes, newest, after) = (0, 0L, DateTime.MinValue, Guid.Empty);
        for (List<StoredFile> batch; ; after = batch[^1].Id)
        {
            batch = await db.StoredFiles.AsNoTracking().Where(f => f.WrappedKey != null && f.Id.CompareTo(after) > 0).OrderBy(f => f.Id).Take(Batch).ToListAsync(cancellation);
            foreach (var file in batch)
            {
                (files, bytes, newest) = (files + 1, bytes + file.Length, file.CreatedAt > newest ? file.CreatedAt : newest);
                var length = there.Remove(file.Id, out var listed) ? listed.Length : await storage.LengthAsync(file.Id, cancellation);
                if (await FaultAsync(file, length, deep, cancellation) is { } fault) await found(fault, file.Id);
            }
            if (batch.Count < Batch) return (files, bytes, newest);
        }
    }

    private async Task<StoreFaultKind?> FaultAsync(StoredFile file, long? length, bool deep, CancellationToken cancellation)
    {
        if (length is null) return await IsErasedAsync(file.Id, cancellation) ? null : StoreFaultKind.Missing;
        if (length != SealedFormat.SealedLength(file.Length)) return StoreFaultKind.WrongLength;
        if (!deep) return null;
        try
        {
            await using var plain = await store.OpenReadAsync(file, cancellation);
            return (await SHA256.HashDataAsync(plain, cancellation)).AsSpan().SequenceEqual(file.Sha256) ? null : StoreFaultKind.Damaged;
        }
        catch (Exception error) when (error is CryptographicException or InvalidDataException or EndOfStreamException)
        {
            return StoreFaultKind.Damaged;
        }
        catch (FileNotFoundException)
        {
            return await IsErasedAsync(file.Id, cancellation) ? null : StoreFaultKind.Missing;
        }
    }

    private Task<bool> IsErasedAsync(Guid id, CancellationToken cancellation) => db.StoredFiles.AllAsync(f => f.Id != id || f.WrappedKey == null, cancellation);

    /// <summary>Old is what was written well before the newest row: what came after a backup's database may lie in its store, and is no fault.</summary>
    private async Task<int> CheckRestAsync(Dictionary<Guid, StoredBytes> rest, DateTime newest, Func<StoreFaultKind, Guid, Task> found, CancellationToken cancellation)
    {
        var unclaimed = 0;
        foreach (var files in rest.Values.Chunk(Batch))
        {
            var ids = files.Select(f => f.Id).ToList();
            var known = await db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id).ToHashSetAsync(cancellation);
            known.UnionWith(await db.StoredFiles.Where(f => ids.Contains(f.Id) && f.WrappedKey != null).Select(f => f.Id).ToListAsync(cancellation));
            foreach (var file in files.Where(f => !known.Contains(f.Id)))
            {
                if (newest != DateTime.MinValue && file.WrittenAt < newest - options.Value.OrphanAge) await found(StoreFaultKind.Orphaned, file.Id);
                else unclaimed++;
            }
        }
        return unclaimed;
    }

    private async Task<int> CheckHistoriesAsync(Func<StoreFaultKind, Guid, Task> found, CancellationToken cancellation)
    {
        var appeals = await db.History.Select(h => h.AppealId).Distinct().ToListAsync(cancellation);
        foreach (var appeal in appeals)
            if (HistoryChain.FirstBreak(await db.History.AsNoTracking().Where(h => h.AppealId == appeal).ToListAsync(cancellation)) is not null)
                await found(StoreFaultKind.BrokenHistory, appeal);
        return appeals.Count;
    }
}
