using System.Threading.Channels;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Live;

/// <summary>Reads one sequence of rows for all listeners of this process, and only while there are any.</summary>
public sealed class LiveFeed(IServiceScopeFactory scopes, IOptions<LiveOptions> options, IHostApplicationLifetime lifetime, ILogger<LiveFeed> log) : IDisposable
{
    private const int Batch = 500;
    private const int Backlog = 1000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<LiveSubscription> _subscriptions = [];
    private long _last;

    /// <summary>From now on nothing is missed; what was before is the caller's to read. Null if this person listens too often already.</summary>
    public async Task<LiveSubscription?> SubscribeAsync(Guid personId, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_subscriptions.Count(s => s.PersonId == personId) >= options.Value.ConnectionsPerPerson) return null;
            if (_subscriptions.Count == 0) await BeginAsync(cancellation);
            var subscription = new LiveSubscription(personId, Channel.CreateBounded<LiveItem>(Backlog), Leave);
            _subscriptions.Add(subscription);
            return subscription;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task BeginAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        _last = await scope.ServiceProvider.GetRequiredService<AppealsDb>().LiveEvents.MaxAsync(e => (long?)e.Sequence, cancellation) ?? 0;
        _ = Task.Run(PollAsync, CancellationToken.None);
    }

    private async Task Leave(LiveSubscription subscription)
    {
        await _gate.WaitAsync(CancellationToken.None);
        _subscriptions.Remove(subscription);
        _gate.Release();
    }

    private async Task PollAsync()
    {
        using var timer = new PeriodicTimer(options.Value.Poll);
        try
        {
            while (await timer.WaitForNextTickAsync(lifetime.ApplicationStopping) && await PassOnAsync()) { }
        }
        catch (OperationCanceledException)
        {
            // the site stops; its listeners end by themselves
        }
    }

    /// <returns>False when nobody listens any more.</returns>
    private async Task<bool> PassOnAsync()
    {
        await _gate.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            if (_subscriptions.Count == 0) return false;
            foreach (var item in await ReadAsync())
            {
                foreach (var subscription in _subscriptions) subscription.Offer(item);
                _last = item.Sequence;
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log.LogWarning(failed, "Live events could not be read; the next second tries again");
        }
        finally
        {
            _gate.Release();
        }
        return true;
    }

    private async Task<List<LiveItem>> ReadAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        return await db.Items(db.LiveEvents.Where(e => e.Sequence > _last)).Take(Batch).ToListAsync(lifetime.ApplicationStopping);
    }
}
