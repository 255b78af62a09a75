using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Scheduling;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Appeals.Web.Features.Health;

/// <param name="Says">What to look at; names neither hosts nor folders nor keys.</param>
public sealed record HealthCheck(string Name, bool Ok, string? Says = null);

/// <summary>
/// Whether this process can do its work. Read at most once a second, whoever asks; what fails is logged once when it begins to fail.
/// </summary>
public sealed class Readiness(IServiceProvider services, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private IReadOnlyList<HealthCheck> _last = [];
    private long? _read;

    public async Task<IReadOnlyList<HealthCheck>> ReadAsync()
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_read is { } read && time.GetElapsedTime(read) < Freshness && !lifetime.ApplicationStopping.IsCancellationRequested) return _last;
            _last = await CheckAllAsync();
            _read = time.GetTimestamp();
            return _last;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IReadOnlyList<HealthCheck>> CheckAllAsync()
    {
        List<HealthCheck> checks =
        [
            new("process", !lifetime.ApplicationStopping.IsCancellationRequested, lifetime.ApplicationStopping.IsCancellationRequested ? "The process is stopping." : null),
            await TryAsync("database", "The database does not answer, or is not migrated.", DatabaseAsync),
            await TryAsync("masterKey", "The master key could not be held against the database.", MasterKeyAsync),
            await TryAsync("evidence", "The evidence store cannot be written: missing, full or read-only.", EvidenceAsync),
        ];
        if (configuration.ReadRoles().HasFlag(ProcessRoles.Worker)) checks.Add(await TryAsync("scheduler", "The scheduler does not run.", SchedulerAsync));
        return checks;
    }

    private async Task<HealthCheck> TryAsync(string name, string says, Func<CancellationToken, Task<bool>> check)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (await check(limit.Token).WaitAsync(limit.Token))
            {
                _failing.Remove(name);
                return new HealthCheck(name, Ok: true);
            }
            if (_failing.Add(name)) log.LogError("Not ready: {Check}", name);
        }
        catch (Exception failed)
        {
            if (_failing.Add(name)) log.LogError(failed, "Not ready: {Check}", name);
        }
        return new HealthCheck(name, Ok: false, says);
    }

    private async Task<bool> DatabaseAsync(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return !(await scope.ServiceProvider.GetRequiredService<AppealsDb>().Database.GetPendingMigrationsAsync(cancellation)).Any();
    }

    private async Task<bool> MasterKeyAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<MasterKeyGate>().CheckAsync(cancellation);
        return true;
    }

    private async Task<bool> EvidenceAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<EvidenceStorage>().ProbeAsync(cancellation);
        return true;
    }

    private async Task<bool> SchedulerAsync(CancellationToken cancellation)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellation);
        return await scheduler.GetStatus(cancellation) == SchedulerStatus.Running;
    }
}
