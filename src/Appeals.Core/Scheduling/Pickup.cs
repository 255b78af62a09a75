using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Appeals.Core.Scheduling;

/// <summary>How often rows are looked for.</summary>
public sealed record PickupInterval<TJob>(TimeSpan Length);

/// <summary>
/// Looks for rows that are work, on every worker, again and again and whenever nudged. Leases on the rows, not the schedule, keep two nodes from
/// doing the same, so unlike recurring jobs this is each node's own affair.
/// </summary>
public sealed class Pickup<TJob>(IServiceScopeFactory scopes, Nudge nudge, PickupInterval<TJob> interval, ILogger<Pickup<TJob>> log) : BackgroundService
    where TJob : class, IJob
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = nudge.Signal<TJob>();
        await using var timer = new Timer(_ => signal.Writer.TryWrite(true), null, TimeSpan.Zero, interval.Length);
        await foreach (var _ in signal.Reader.ReadAllAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider).Execute(null!, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // what was begun has been given back
        }
        catch (Exception failed)
        {
            log.LogError(failed, "{Job} failed; it looks again soon", typeof(TJob).Name);
            await Task.Delay(RestAfterFailure, stopping);
        }
    }
}
