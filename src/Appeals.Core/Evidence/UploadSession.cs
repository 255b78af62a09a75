using Appeals.Core.Data;
using Appeals.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Appeals.Core.Evidence;

/// <summary>One upload in the hands of its one writer: the lease, the file, and how far the bytes are durable.</summary>
internal sealed class UploadSession(Upload upload, UploadLease lease, SealedUpload file) : IAsyncDisposable
{
    public Upload Upload { get; } = upload;
    public SealedUpload File { get; } = file;
    public bool IsWhole => Upload.Offset == Upload.Length;

    /// <summary>Makes the bytes before <paramref name="offset"/> durable, then says so, and keeps the lease. False if the lease was lost meanwhile.</summary>
    /// <param name="offset">Null only keeps the lease.</param>
    public async Task<bool> TryAcknowledgeAsync(long? offset)
    {
        if (offset is null) return await lease.RenewAsync();
        File.Flush();
        var format = File.Recognise();
        if (!await lease.AcknowledgeAsync(offset.Value, format)) return false;
        Instruments.UploadedBytes.Add(offset.Value - Upload.Offset);
        (Upload.Offset, Upload.Format) = (offset.Value, format);
        return true;
    }

    /// <exception cref="UploadRefusedException">The lease was lost meanwhile.</exception>
    public async Task AcknowledgeAsync(long offset)
    {
        if (!await TryAcknowledgeAsync(offset)) throw new UploadRefusedException(UploadRefusal.Locked);
    }

    public async ValueTask DisposeAsync()
    {
        File.Dispose();
        await lease.DisposeAsync();
    }
}

/// <summary>Opens sessions, and takes over what a dead writer left.</summary>
public sealed class UploadSessions(AppealsDb db, EvidenceFolder folder, FileKeys keys, UploadLeases leases, ILogger<UploadSessions> log)
{
    /// <exception cref="UploadRefusedException">Locked, gone or not there.</exception>
    internal async Task<UploadSession> OpenAsync(Guid uploadId, bool withChecksum, CancellationToken cancellation)
    {
        var lease = await leases.TryTakeAsync(uploadId, withChecksum, cancellation) ?? throw new UploadRefusedException(UploadRefusal.Locked);
        SealedUpload? file = null;
        try
        {
            var upload = await db.Uploads.AsNoTracking().SingleAsync(u => u.Id == uploadId, cancellation);
            file = SealedUpload.TryOpen(folder, upload, keys.Open(upload)) ?? throw new UploadRefusedException(UploadRefusal.Locked);
            var session = new UploadSession(upload, lease, file);
            await RecoverAsync(session, lease.DistrustLeftovers);
            return session;
        }
        catch
        {
            file?.Dispose();
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>There is more on disk than was acknowledged, or it is all there and was never turned into evidence.</summary>
    internal bool NeedsRecovery(Upload upload) =>
        upload.EvidenceFileId is null && (upload.Offset == upload.Length || SealedUpload.LengthOnDisk(folder, upload) > SealedUpload.SealedEnd(upload.Offset));

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
