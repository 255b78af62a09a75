using System.Security.Cryptography;
using System.Text;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Evidence;

/// <summary>
/// Proves before anything else starts that this node holds the keys under which the database's files were sealed:
/// a node with another key would write files that the others cannot read.
/// </summary>
public sealed class MasterKeyGate(IServiceScopeFactory scopes, MasterKeyRing ring) : IHostedLifecycleService
{
    private const string Purpose = "check";
    private static readonly byte[] KnownText = Encoding.UTF8.GetBytes("Appeals master key check");

    public Task StartingAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="InvalidOperationException">A key is missing or another one; the message says which.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        var checks = await db.MasterKeyChecks.AsNoTracking().ToListAsync(cancellation);
        foreach (var check in checks) Demand(check);
        if (checks.Exists(c => c.MasterKeyId == ring.CurrentId)) return;
        await AddAsync(db, cancellation);
    }

    private async Task AddAsync(AppealsDb db, CancellationToken cancellation)
    {
        db.MasterKeyChecks.Add(new MasterKeyCheck { MasterKeyId = ring.CurrentId, Value = ring.Wrap(KnownText, Purpose).Bytes });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // another node was first; its key must be ours
            Demand(await db.MasterKeyChecks.AsNoTracking().SingleAsync(c => c.MasterKeyId == ring.CurrentId, cancellation));
        }
    }

    private void Demand(MasterKeyCheck check)
    {
        if (!ring.Ids.Contains(check.MasterKeyId))
            throw new InvalidOperationException($"This database holds secrets under the master key '{check.MasterKeyId}', which this node was not given. Set " +
                $"{EvidenceOptions.Section}:{nameof(EvidenceOptions.MasterKeys)}:{check.MasterKeyId} as on the other nodes. To retire a key, give both, make the new " +
                "one current and run the command rotate-master-key first.");
        try
        {
            if (ring.Unwrap(new WrappedSecret(check.MasterKeyId, check.Value), Purpose).AsSpan().SequenceEqual(KnownText)) return;
        }
        catch (CryptographicException)
        {
            // said below
        }
        throw new InvalidOperationException($"The master key '{check.MasterKeyId}' of this node is not the one this database was sealed under. All nodes must " +
            "share it. Nothing was changed. On a developer's machine the key lies in the evidence folder: restore it, or delete the database with it.");
    }
}
