using System.Collections.Concurrent;
using System.Threading.Channels;
using Quartz;

namespace Appeals.Core.Scheduling;

/// <summary>
/// Wakes a pick-up of this process at once, after the commit that gave it work. In a process without that pick-up nothing happens:
/// the row is there, and a worker looks within the second.
/// </summary>
public sealed class Nudge
{
    private readonly ConcurrentDictionary<Type, Channel<bool>> _signals = new();

    public Task WakeAsync<TJob>(CancellationToken cancellation = default) where TJob : class, IJob =>
        Signal<TJob>().Writer.WriteAsync(true, cancellation).AsTask();

    /// <summary>However often it is woken while it works, it looks once more.</summary>
    internal Channel<bool> Signal<TJob>() where TJob : class, IJob =>
        _signals.GetOrAdd(typeof(TJob), _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
