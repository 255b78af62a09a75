using System.Data;
using System.Security.Cryptography;
using Appeals.Analysis.Sealing;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Evidence;

/// <summary>Turns a whole upload into evidence: the file under its final name first, then every row of it in one transaction. Doing it twice changes nothing.</summary>
public sealed class UploadCompletion(AppealsDb db, EvidenceStorage storage, FileKeys keys, AnalysisQueue queue, HistoryLog history, TimeProvider time)
{
    private const int Attempts = 5;

    /// <param name="sha256">Null if it must be read back from what is stored.</param>
    /// <exception cref="UploadRefusedException">The appeal was closed meanwhile; nothing was added.</exception>
    internal async Task CompleteAsync(UploadSession session, byte[]? sha256)
    {
        await session.File.PublishAsync();
        sha256 ??= await HashAsync(session.Upload);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var strategy = db.Database.CreateExecutionStrategy();
                session.Upload.EvidenceFileId = await strategy.ExecuteAsync(() => CommitAsync(session.Upload.Id, sha256));
                return;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // somebody added to the same appeal at the same time: its next number, or the next link of its history, was taken
            }
        }
    }

    private async Task<byte[]> HashAsync(Upload upload)
    {
        await using var stored = await storage.OpenReadAsync(upload.Id, CancellationToken.None);
        var key = keys.Open(upload);
        await using var plain = new UnsealingStream(stored, key, upload.Id, upload.Length);
        CryptographicOperations.ZeroMemory(key);
        return await SHA256.HashDataAsync(plain);
    }

    private async Task<Guid> CommitAsync(Guid uploadId, byte[] sha256)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        var upload = await db.Uploads.SingleAsync(u => u.Id == uploadId);
        if (upload.EvidenceFileId is { } done) return done;
        var appeal = await db.Appeals.SingleAsync(a => a.Id == upload.AppealId);
        if (!appeal.TakesEvidence) throw new UploadRefusedException(UploadRefusal.AppealClosed);
        var evidence = await AddAsync(upload, appeal, sha256);
        queue.AddInspection(evidence);
        if (appeal.State != AppealState.Draft) await SayAsync(appeal, evidence);
        upload.EvidenceFileId = evidence.Id;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return evidence.Id;
    }

    private async Task<EvidenceFile> AddAsync(Upload upload, Appeal appeal, byte[] sha256)
    {
        var number = await db.EvidenceFiles.CountAsync(f => f.AppealId == appeal.Id) + 1;
        var evidence = new EvidenceFile
        {
            Id = time.NewId(),
            AppealId = appeal.Id,
            Name = upload.Name,
            BlindName = EvidenceNames.Blind(number, upload.Format),
            Format = upload.Format,
            StoredFileId = upload.Id,
            StoredFile = new StoredFile
            {
                Id = upload.Id,
                Length = upload.Length,
                Sha256 = sha256,
                Format = upload.Format,
                WrappedKey = upload.WrappedKey,
                MasterKeyId = upload.MasterKeyId,
                CreatedAt = time.Now(),
            },
            UploadedAt = time.Now(),
        };
        db.EvidenceFiles.Add(evidence);
        return evidence;
    }

    /// <summary>On a filed appeal a new file is an event, and everything is measured again.</summary>
    private async Task SayAsync(Appeal appeal, EvidenceFile evidence)
    {
        var creator = new Actor(appeal.CreatorId, null, new HashSet<string>(StringComparer.Ordinal) { Roles.Creator });
        await history.AppendAsync(appeal, HistoryKind.FileAdded, creator, new { evidence.Id, evidence.Format, evidence.StoredFile.Length });
        appeal.UpdatedAt = time.Now();
        queue.AddAnalysis(appeal);
        db.LiveEvents.Add(new LiveEvent
        {
            AppealId = appeal.Id,
            CreatorId = appeal.CreatorId,
            PlatformId = appeal.PlatformId,
            Kind = LiveEventKind.AppealChanged,
            SubjectId = evidence.Id,
            At = time.Now(),
        });
    }
}
