using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>One writer per upload among all processes. The lease lies in the database and runs out by itself when its holder dies.</summary>
public sealed class UploadLeases(IServiceScopeFactory scopes, IOptions<EvidenceOptions> options, TimeProvider time)
{
    public TimeSpan Duration => options.Value.UploadLease;

    /// <summary>Null while somebody else holds it.</summary>
    public async Task<UploadLease?> TryTakeAsync(Guid uploadId, bool withChecksum, CancellationToken cancellation)
    {
        var (now, id) = (time.Now(), time.NewId());
        await using var scope = scopes.CreateAsyncScope();
        var uploads = scope.ServiceProvider.GetRequiredService<AppealsDb>().Uploads;
        var upload = await uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == uploadId, cancellation);
        if (upload is null || upload.LeaseUntil > now) return null;
        var taken = await uploads.Where(u => u.Id == uploadId && u.Version == upload.Version).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.LeaseId, id)
            .SetProperty(u => u.LeaseUntil, now + Duration)
            .SetProperty(u => u.LeaseHasChecksum, withChecksum)
            .SetProperty(u => u.Version, time.NewId()), cancellation);
        return taken == 1 ? new UploadLease(this, uploadId, id, distrustLeftovers: upload is { LeaseId: not null, LeaseHasChecksum: true }) : null;
    }

    internal Task<bool> RenewAsync(UploadLease lease)
    {
        var until = time.Now() + Duration;
        return UpdateAsync(lease, set => set.SetProperty(u => u.LeaseUntil, until).SetProperty(u => u.Version, time.NewId()));
    }

    internal Task<bool> AcknowledgeAsync(UploadLease lease, long offset, FileFormat format)
    {
        var now = time.Now();
        var (until, expires) = (now + Duration, now + options.Value.UploadLifetime);
        return UpdateAsync(lease, set => set
            .SetProperty(u => u.Offset, offset)
            .SetProperty(u => u.Format, format)
            .SetProperty(u => u.LeaseUntil, until)
            .SetProperty(u => u.ExpiresAt, expires)
            .SetProperty(u => u.Version, time.NewId()));
    }

    internal Task ReleaseAsync(UploadLease lease) => UpdateAsync(lease, set => set
        .SetProperty(u => u.LeaseId, (Guid?)null)
        .SetProperty(u => u.LeaseUntil, (DateTime?)null)
        .SetProperty(u => u.LeaseHasChecksum, false)
        .SetProperty(u => u.Version, time.NewId()));

    private async Task<bool> UpdateAsync(UploadLease lease, Action<UpdateSettersBuilder<Upload>> set)
    {
        await using var scope = scopes.CreateAsyncScope();
        var uploads = scope.ServiceProvider.GetRequiredService<AppealsDb>().Uploads;
        return await uploads.Where(u => u.Id == lease.UploadId && u.LeaseId == lease.Id).ExecuteUpdateAsync(set) == 1;
    }
}

/// <summary>The right to write one upload, until it is disposed or runs out.</summary>
public sealed class UploadLease(UploadLeases leases, Guid uploadId, Guid id, bool distrustLeftovers) : IAsyncDisposable
{
    public Guid UploadId { get; } = uploadId;
    public Guid Id { get; } = id;
    /// <summary>The holder before died owing a checksum.</summary>
    public bool DistrustLeftovers { get; } = distrustLeftovers;

    public Task<bool> RenewAsync() => leases.RenewAsync(this);

    public Task<bool> AcknowledgeAsync(long offset, FileFormat format) => leases.AcknowledgeAsync(this, offset, format);

    public async ValueTask DisposeAsync() => await leases.ReleaseAsync(this);
}
