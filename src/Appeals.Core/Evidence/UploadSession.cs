using System.Security.Cryptography;
using Appeals.Core.Data;
using Appeals.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Appeals.Core.Evidence;

/// <summary>One upload in the hands of its one writer: the lease, the file, and how far the bytes are durable.</summary>
internal sealed class UploadSession(Upload upload, UploadLease lease, UnfinishedFile file) : IAsyncDisposable
{
    public Upload Upload { get; } = upload;
    public UnfinishedFile File { get; } = file;
    public bool IsWhole => Upload.Offset == Upload.Length;

    public Task<bool> RenewAsync() => lease.RenewAsync();

    /// <summary>Makes the bytes before <paramref name="reach"/> durable, then says so, and keeps the lease. False if the lease was lost meanwhile.</summary>
    /// <param name="underWay">More is being written: only what costs no detour is made durable and said.</param>
    public async Task<bool> TryAcknowledgeAsync(long reach, bool underWay)
    {
        var offset = await File.FlushAsync(reach, underWay);
        if (offset <= Upload.Offset) return await lease.RenewAsync();
        var format = File.Recognise();
        if (!await lease.AcknowledgeAsync(offset, format)) return false;
        Instruments.UploadedBytes.Add(offset - Upload.Offset);
        (Upload.Offset, Upload.Format) = (offset, format);
        return true;
    }

    /// <exception cref="UploadRefusedException">The lease was lost meanwhile.</exception>
    public async Task AcknowledgeAsync(long offset)
    {
        if (!await TryAcknowledgeAsync(offset, underWay: false)) throw new UploadRefusedException(UploadRefusal.Locked);
    }

    public async ValueTask DisposeAsync()
    {
        await File.DisposeAsync();
        await lease.DisposeAsync();
    }
}

/// <summary>Opens sessions, and takes over what a dead writer left.</summary>
public sealed class UploadSessions(AppealsDb db, EvidenceStorage storage, FileKeys keys, UploadLeases leases, ILogger<UploadSessions> log)
{
    /// <exception cref="UploadRefusedException">Locked, gone or not there.</exception>
    internal async Task<UploadSession> OpenAsync(Guid uploadId, bool withChecksum, CancellationToken cancellation)
    {
        var lease = await leases.TryTakeAsync(uploadId, withChecksum, cancellation) ?? throw new UploadRefusedException(UploadRefusal.Locked);
        UnfinishedFile? file = null;
        try
        {
            var upload = await db.Uploads.AsNoTracking().SingleAsync(u => u.Id == uploadId, cancellation);
            file = await OpenAsync(upload, cancellation) ?? throw new UploadRefusedException(UploadRefusal.Locked);
            var session = new UploadSession(upload, lease, file);
            await RecoverAsync(session, lease.DistrustLeftovers);
            return session;
        }
        catch
        {
            if (file is not null) await file.DisposeAsync();
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>There may be more than was acknowledged, or it is all there and was never turned into evidence.</summary>
    internal bool NeedsRecovery(Upload upload) =>
        upload.EvidenceFileId is null && (upload.Offset == upload.Length || storage.MayHoldMore(upload));

    private async Task<UnfinishedFile?> OpenAsync(Upload upload, CancellationToken cancellation)
    {
        var key = keys.Open(upload);
        try
        {
            return await storage.TryOpenAsync(upload, key, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task RecoverAsync(UploadSession session, bool distrust)
    {
        var acknowledged = session.Upload.Offset;
        if (!session.File.Holds(acknowledged))
        {
            log.LogError("Upload {Upload} lost bytes that were acknowledged", session.Upload.Id);
            throw new UploadRefusedException(UploadRefusal.Gone);
        }
        if (session.IsWhole) return;
        var reach = distrust ? acknowledged : session.File.Verify(acknowledged);
        session.File.Truncate(reach);
        if (reach > acknowledged) await session.AcknowledgeAsync(reach);
    }
}
