using System.Threading.Channels;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Live;

/// <summary>
/// Reads one sequence of rows for all listeners of this process, and only while there are any. On a database server a row may appear
/// after one with a higher number, because its transaction took longer: the last seconds are read again, and what was passed on is remembered.
/// </summary>
public sealed class LiveFeed(
    IServiceScopeFactory scopes, IOptions<LiveOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<LiveFeed> log) : IDisposable
{
    private const int Batch = 500;
    private const int Backlog = 1000;
    /// <summary>Longer than any transaction lives from writing its row to its commit.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<LiveSubscription> _subscriptions = [];
    private readonly HashSet<long> _passedOn = [];
    private readonly Queue<(long Read, long Highest)> _marks = [];
    private long _settled;
    private long _highest;

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
        var events = scope.ServiceProvider.GetRequiredService<AppealsDb>().LiveEvents;
        var since = time.Now() - Overlap;
        var recent = await events.Where(e => e.At >= since).Select(e => e.Sequence).ToListAsync(cancellation);
        _highest = await events.MaxAsync(e => (long?)e.Sequence, cancellation) ?? 0;
        _settled = recent.Count > 0 ? recent.Min() - 1 : _highest;
        _passedOn.Clear();
        _passedOn.UnionWith(recent);
        _marks.Clear();
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
                _passedOn.Add(item.Sequence);
                _highest = Math.Max(_highest, item.Sequence);
            }
            Settle();
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
        var (from, stop) = (_settled, lifetime.ApplicationStopping);
        var found = await db.LiveEvents.Where(e => e.Sequence > from).Select(e => e.Sequence).ToListAsync(stop);
        var missing = found.Where(sequence => !_passedOn.Contains(sequence)).Order().Take(Batch).ToList();
        return missing.Count == 0 ? [] : await db.Items(db.LiveEvents.Where(e => missing.Contains(e.Sequence))).ToListAsync(stop);
    }

    /// <summary>What was the highest number a while ago: below it nothing appears any more.</summary>
    private void Settle()
    {
        _marks.Enqueue((time.GetTimestamp(), _highest));
        while (_marks.TryPeek(out var mark) && time.GetElapsedTime(mark.Read) > Overlap)
        {
            _settled = mark.Highest;
            _marks.Dequeue();
        }
        _passedOn.RemoveWhere(sequence => sequence <= _settled);
    }
}
