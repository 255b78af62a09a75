using Appeals.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Analysing;

/// <summary>Renews a run's lease while its child lives. <see cref="Held"/> is cancelled when the run is lost or the server stops.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly IServiceScopeFactory _scopes;
    private readonly TakenRun _run;
    private readonly TimeSpan _lease;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public LeaseKeeper(IServiceScopeFactory scopes, TakenRun run, TimeSpan lease, CancellationToken stopping)
    {
        _scopes = scopes;
        _run = run;
        _lease = lease;
        _held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _renewing = RenewAsync();
    }

    public CancellationToken Held => _held.Token;

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _done.Dispose();
        _held.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_lease / RenewalsPerLease);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                await using var scope = _scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<RunLeases>().RenewAsync(_run, _done.Token)) continue;
                break;
            }
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            return;
        }
        catch (Exception unreachable) when (unreachable.MeansDatabaseIsAway() || unreachable is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            // without the database nobody can say whose run it is
        }
        await _held.CancelAsync();
    }
}
