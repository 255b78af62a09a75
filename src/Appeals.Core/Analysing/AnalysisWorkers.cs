using Appeals.Core.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Analysing;

/// <summary>
/// This node's hands: as many workers as children may live at a time, each taking run after run until none is left.
/// They are not Quartz's own threads, so that long analyses never hold up mails and decisions.
/// </summary>
public sealed class AnalysisWorkers(IServiceScopeFactory scopes, IOptions<AnalysingOptions> options, ILogger<AnalysisWorkers> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _free = new(options.Value.Parallelism);
    private readonly Lock _lock = new();
    private long _wakes;
    private Task? _stopped;

    public Task StartAsync(CancellationToken cancellationToken) =>
        AnalyzerProgram.Find(options.Value.Analyzer) is { Exists: true } ? Task.CompletedTask : throw new InvalidOperationException(
            $"The analyzer was not found. {AnalysingOptions.Section}:{nameof(AnalysingOptions.Analyzer)} must name it; a build places it in analyzer/ beside the server.");

    /// <summary>Another worker, unless all are at work already; those look again before they rest.</summary>
    /// <returns>Ends when the worker finds nothing more to do; at once if there is no new one.</returns>
    public Task Wake()
    {
        lock (_lock)
        {
            _wakes++;
            return !_stopping.IsCancellationRequested && _free.Wait(0, CancellationToken.None) ? Task.Run(WorkAsync, CancellationToken.None) : Task.CompletedTask;
        }
    }

    /// <summary>May be asked twice at once: by the host, and by who started it.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock) _stopped ??= EndAsync();
        return _stopped.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _free.Dispose();
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        for (var i = 0; i < options.Value.Parallelism; i++) await _free.WaitAsync(CancellationToken.None);
    }

    private async Task WorkAsync()
    {
        for (var seen = Interlocked.Read(ref _wakes); ; seen = Interlocked.Read(ref _wakes))
        {
            await DrainAsync();
            lock (_lock)
            {
                if (_wakes != seen && !_stopping.IsCancellationRequested) continue;
                _free.Release();
                return;
            }
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested && await TakeAsync() is { } run) await RunAsync(run);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // what was taken has been given back
        }
        catch (Exception failed)
        {
            logger.LogError(failed, "Runs cannot be taken; the next sweep tries again");
        }
    }

    private async Task<TakenRun?> TakeAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RunLeases>().TakeAsync(_stopping.Token);
    }

    private async Task RunAsync(TakenRun run)
    {
        await using var lease = new LeaseKeeper(scopes, run, options.Value.Lease, _stopping.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RunExecution>().ExecuteAsync(run, lease.Held);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await GiveBackAsync(leases => leases.ReleaseAsync(run, CancellationToken.None));
        }
        catch (OperationCanceledException) when (lease.Held.IsCancellationRequested)
        {
            logger.LogWarning("Analysis run {Run} was lost to another node", run.Id);
        }
        catch (Exception failed)
        {
            logger.LogError(failed, "Analysis run {Run} failed on the server's side at attempt {Attempt}; it is tried again later", run.Id, run.Attempts);
            var counts = await IsStoreWellAsync();
            await GiveBackAsync(leases => leases.DeferAsync(run, counts, CancellationToken.None));
        }
    }

    /// <summary>While the store is away, full or read-only, every run fails, however often it is begun.</summary>
    private async Task<bool> IsStoreWellAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EvidenceStore>().TakesFilesAsync(CancellationToken.None);
    }

    private async Task GiveBackAsync(Func<RunLeases, Task> give)
    {
        await using var scope = scopes.CreateAsyncScope();
        await give(scope.ServiceProvider.GetRequiredService<RunLeases>());
    }
}
