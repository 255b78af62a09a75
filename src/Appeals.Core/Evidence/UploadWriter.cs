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
        var sha256 = hashes.Take(uploadId, offset) ?? session.File.Hash(offset);
        try
        {
            await AppendAsync(session, offset, checksum, body, sha256, cancellation);
            if (session.IsWhole) await completion.CompleteAsync(session, sha256.GetCurrentHash());
        }
        catch
        {
            sha256.Dispose();
            throw;
        }
        if (session.IsWhole) sha256.Dispose();
        else hashes.Keep(uploadId, session.Upload.Offset, sha256);
        return session.Upload;
    }

    /// <summary>The upload as it really stands: after a crash, whole chunks that a dead writer left count, and a whole file becomes evidence.</summary>
    public async Task<Upload> CatchUpAsync(Upload upload, CancellationToken cancellation)
    {
        if (upload.LeaseUntil > time.Now() || !sessions.NeedsRecovery(upload)) return upload;
        try
        {
            await using var session = await sessions.OpenAsync(upload.Id, withChecksum: false, cancellation);
            if (!session.IsWhole) return session.Upload;
            using var sha256 = session.File.Hash(session.Upload.Length);
            await completion.CompleteAsync(session, sha256.GetCurrentHash());
            return session.Upload;
        }
        catch (UploadRefusedException refused) when (refused.Reason == UploadRefusal.Locked)
        {
            return upload;
        }
    }

    private async Task AppendAsync(UploadSession session, long offset, UploadChecksum? checksum, Stream body, IncrementalHash sha256, CancellationToken cancellation)
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

    private async Task TakeInAsync(UploadSession session, UploadIntake intake, Stream body, bool acknowledgeMeanwhile, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(session, acknowledgeMeanwhile ? intake : null, stop, done.Token);
        try
        {
            await intake.RunAsync(body, stop.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    /// <summary>A long request is acknowledged while it lasts, so that a crash loses seconds of it. Without the lease nothing more is taken in.</summary>
    private async Task RenewAsync(UploadSession session, UploadIntake? acknowledge, CancellationTokenSource stop, CancellationToken done)
    {
        using var timer = new PeriodicTimer(leases.Duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                if (!await session.TryAcknowledgeAsync(acknowledge?.Sealed is > 0 and var reached ? reached : null)) break;
            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // the request has ended
        }
        catch (DbException)
        {
            await stop.CancelAsync();
        }
    }
}
