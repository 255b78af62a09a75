using System.Threading.Channels;

namespace Appeals.Web.Features.Live;

/// <summary>One listener's place in the feed.</summary>
public sealed class LiveSubscription(Guid personId, Channel<LiveItem> channel, Func<LiveSubscription, Task> leave) : IAsyncDisposable
{
    public Guid PersonId => personId;

    public ChannelReader<LiveItem> Items => channel.Reader;

    /// <summary>A listener that does not keep up is cut off; its browser comes back and reads everything anew.</summary>
    internal void Offer(LiveItem item)
    {
        if (!channel.Writer.TryWrite(item)) channel.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync() => await leave(this);
}
