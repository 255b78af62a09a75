using System.Data;
using System.Security.Cryptography;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>Uploads as their owner sees them. What belongs to somebody else is not there.</summary>
public sealed class UploadService(AppealsDb db, EvidenceStorage storage, FileKeys keys, IOptions<EvidenceOptions> options, TimeProvider time)
{
    private readonly EvidenceOptions _limits = options.Value;

    /// <param name="appeal">Its reference or id.</param>
    /// <exception cref="UploadRefusedException">A limit was passed, or there is no such appeal to add to.</exception>
    public Task<Upload> CreateAsync(Guid ownerId, string appeal, string? name, long length, CancellationToken cancellation)
    {
        if (length == 0) throw new UploadRefusedException(UploadRefusal.Empty);
        if (length > _limits.MaxFileLength) throw new UploadRefusedException(UploadRefusal.FileTooLong, _limits.MaxFileLength);
        return db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            // serializable, or two at once would each find room for one
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
            var target = await FindAppealAsync(ownerId, appeal, cancellation);
            await DemandRoomAsync(target.Id, length, cancellation);
            var upload = NewUpload(ownerId, target.Id, name, length);
            db.Uploads.Add(upload);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return upload;
        });
    }

    /// <exception cref="UploadRefusedException">Not there, another's, or expired.</exception>
    public async Task<Upload> FindAsync(Guid ownerId, Guid id, CancellationToken cancellation)
    {
        var now = time.Now();
        return await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == ownerId && u.ExpiresAt > now, cancellation)
            ?? throw new UploadRefusedException(UploadRefusal.NotFound);
    }

    /// <exception cref="UploadRefusedException">The appeal was decided, withdrawn or has lapsed.</exception>
    public async Task DemandOpenAsync(Upload upload, CancellationToken cancellation)
    {
        var appeal = await db.Appeals.AsNoTracking().SingleAsync(a => a.Id == upload.AppealId, cancellation);
        if (!appeal.TakesEvidence) throw new UploadRefusedException(UploadRefusal.AppealClosed);
    }

    /// <summary>Gives an upload up, or takes evidence out of a draft. Filed evidence stays.</summary>
    /// <param name="id">The upload's, which is also the stored file's.</param>
    public async Task RemoveAsync(Guid ownerId, Guid id, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var now = time.Now();
        var evidence = await db.EvidenceFiles.Include(f => f.Appeal)
            .SingleOrDefaultAsync(f => f.StoredFileId == id && f.RemovedAt == null && f.Appeal.CreatorId == ownerId, cancellation);
        if (evidence is not null)
        {
            if (evidence.Appeal.State != AppealState.Draft) throw new UploadRefusedException(UploadRefusal.AlreadyFiled);
            evidence.RemovedAt = now;
            await db.Uploads.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.ExpiresAt, now), cancellation);
            await db.SaveChangesAsync(cancellation);
            return;
        }
        await DeleteAsync(ownerId, id, now, cancellation);
    }

    private async Task DeleteAsync(Guid ownerId, Guid id, DateTime now, CancellationToken cancellation)
    {
        var upload = await FindAsync(ownerId, id, cancellation);
        var deleted = await db.Uploads
            .Where(u => u.Id == id && u.EvidenceFileId == null && (u.LeaseUntil == null || u.LeaseUntil <= now))
            .ExecuteDeleteAsync(cancellation);
        if (deleted == 0) throw new UploadRefusedException(upload.EvidenceFileId is null ? UploadRefusal.Locked : UploadRefusal.NotFound);
        await storage.DropUnfinishedAsync(id, cancellation);
    }

    private async Task<Appeal> FindAppealAsync(Guid ownerId, string key, CancellationToken cancellation)
    {
        var mine = db.Appeals.AsNoTracking().Where(a => a.CreatorId == ownerId);
        var appeal = Guid.TryParse(key, out var id)
            ? await mine.SingleOrDefaultAsync(a => a.Id == id, cancellation)
            : await mine.SingleOrDefaultAsync(a => a.Reference == key, cancellation);
        if (appeal is null) throw new UploadRefusedException(UploadRefusal.NotFound);
        return appeal.TakesEvidence ? appeal : throw new UploadRefusedException(UploadRefusal.AppealClosed);
    }

    /// <summary>Unfinished uploads take their room already.</summary>
    private async Task DemandRoomAsync(Guid appealId, long length, CancellationToken cancellation)
    {
        var now = time.Now();
        var files = db.EvidenceFiles.Where(f => f.AppealId == appealId && f.RemovedAt == null);
        var uploads = db.Uploads.Where(u => u.AppealId == appealId && u.EvidenceFileId == null && u.ExpiresAt > now);
        if (await files.CountAsync(cancellation) + await uploads.CountAsync(cancellation) >= _limits.MaxFilesPerAppeal)
            throw new UploadRefusedException(UploadRefusal.TooManyFiles, _limits.MaxFilesPerAppeal);
        var bytes = await files.SumAsync(f => f.StoredFile.Length, cancellation) + await uploads.SumAsync(u => u.Length, cancellation);
        if (length > _limits.MaxBytesPerAppeal - bytes) throw new UploadRefusedException(UploadRefusal.TooManyBytes, _limits.MaxBytesPerAppeal);
    }

    private Upload NewUpload(Guid ownerId, Guid appealId, string? name, long length)
    {
        var (id, now) = (time.NewId(), time.Now());
        var (key, wrapped) = keys.Create(id);
        CryptographicOperations.ZeroMemory(key);
        return new Upload
        {
            Id = id,
            OwnerId = ownerId,
            AppealId = appealId,
            Name = EvidenceNames.Clean(name),
            Length = length,
            WrappedKey = wrapped.Bytes,
            MasterKeyId = wrapped.MasterKeyId,
            CreatedAt = now,
            ExpiresAt = now + _limits.UploadLifetime,
        };
    }
}
