using System.Data.Common;
using System.Security.Cryptography;
using Appeals.Core.Data;

namespace Appeals.Core.Evidence;

/// <summary>Writes the bytes of one request into its upload, and completes it with the last one.</summary>
public sealed class UploadWriter(UploadSessions sessions, UploadLeases leases, UploadHashes hashes, UploadCompletion completion, TimeProvider time)
{
    /// <summary>The upload as it stands afterwards, durable: up to a chunk boundary at or before the last byte that came, or to the end.</summary>
    /// <exception cref="UploadRefusedException">Nothing of the request was kept.</exception>
    public async Task<Upload> AppendAsync(Guid uploadId, long offset, UploadChecksum? checksum, Stream body, CancellationToken cancellation)
    {
        await using var session = await sessions.OpenAsync(uploadId, checksum is not null, cancellation);
        if (offset != session.Upload.Offset) throw new UploadRefusedException(UploadRefusal.WrongOffset);
        if (session.Upload.EvidenceFileId is not null) return session.Upload;
        var sha256 = offset == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : hashes.Take(uploadId, offset, session.File.Mark);
        try
        {
            await AppendAsync(session, offset, checksum, body, sha256, cancellation);
            if (session.IsWhole) await CompleteAsync(session, sha256?.GetCurrentHash());
        }
        catch
        {
            sha256?.Dispose();
            throw;
        }
        if (session.IsWhole) sha256?.Dispose();
        else if (sha256 is not null) hashes.Keep(uploadId, session.Upload.Offset, session.File.Mark, sha256);
        return session.Upload;
    }

    /// <summary>The upload as it really stands: after a crash, whole chunks that a dead writer left count, and a whole file becomes evidence.</summary>
    /// <exception cref="UploadRefusedException">All bytes are here, and their writer has not made them evidence yet, or died before: ask again.</exception>
    public async Task<Upload> CatchUpAsync(Upload upload, CancellationToken cancellation)
    {
        if (upload.LeaseUntil > time.Now() || !sessions.NeedsRecovery(upload)) return Settled(upload);
        try
        {
            await using var session = await sessions.OpenAsync(upload.Id, withChecksum: false, cancellation);
            if (session is { IsWhole: true, Upload.EvidenceFileId: null }) await CompleteAsync(session, sha256: null);
            return session.Upload;
        }
        catch (UploadRefusedException refused) when (refused.Reason == UploadRefusal.Locked)
        {
            return Settled(upload);
        }
    }

    /// <summary>Who is told that every byte is here asks no more, so it must not be said before it is evidence.</summary>
    private static Upload Settled(Upload upload) =>
        upload.Offset < upload.Length || upload.EvidenceFileId is not null ? upload : throw new UploadRefusedException(UploadRefusal.Locked);

    private async Task AppendAsync(UploadSession session, long offset, UploadChecksum? checksum, Stream body, IncrementalHash? sha256, CancellationToken cancellation)
    {
        using var promised = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm);
        var intake = new UploadIntake(session.File, sha256, promised, offset, session.Upload.Length);
        try
        {
            await TakeInAsync(session, intake, body, acknowledgeMeanwhile: checksum is null, cancellation);
            if (intake.TooLong) throw new UploadRefusedException(UploadRefusal.LongerThanAnnounced);
            if (checksum is not null && (intake.Broken || !promised!.GetCurrentHash().AsSpan().SequenceEqual(checksum.Expected)))
                throw new UploadRefusedException(UploadRefusal.WrongChecksum);
            if (intake is { Broken: false, Received: > 0 } && intake.Sealed == offset) throw new UploadRefusedException(UploadRefusal.LessThanAChunk);
        }
        catch
        {
            session.File.Truncate(session.Upload.Offset);
            throw;
        }
        session.File.Truncate(intake.Sealed);
        if (intake.Sealed > session.Upload.Offset) await session.AcknowledgeAsync(intake.Sealed);
    }

    /// <param name="sha256">Null if this process did not see every byte: then what is stored is read back, once.</param>
    private Task CompleteAsync(UploadSession session, byte[]? sha256) =>
        KeepAsync(session.RenewAsync, _ => completion.CompleteAsync(session, sha256), CancellationToken.None);

    /// <summary>A long request is acknowledged while it lasts, so that a crash loses seconds of it.</summary>
    private Task TakeInAsync(UploadSession session, UploadIntake intake, Stream body, bool acknowledgeMeanwhile, CancellationToken cancellation) => KeepAsync(
        () => acknowledgeMeanwhile && intake.Sealed > session.Upload.Offset ? session.TryAcknowledgeAsync(intake.Sealed, underWay: true) : session.RenewAsync(),
        stop => intake.RunAsync(body, stop),
        cancellation);

    /// <summary>Keeps the lease while <paramref name="work"/> lasts, which is stopped should the lease be lost.</summary>
    private async Task KeepAsync(Func<Task<bool>> renew, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(renew, stop, done.Token);
        try
        {
            await work(stop.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(Func<Task<bool>> renew, CancellationTokenSource stop, CancellationToken done)
    {
        using var timer = new PeriodicTimer(leases.Duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                if (!await renew()) break;
            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // the request has ended
        }
        catch (Exception error) when (error is DbException or EvidenceUnavailableException || error.MeansDatabaseIsAway())
        {
            await stop.CancelAsync();
        }
    }
}
