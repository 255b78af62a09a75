using Appeals.Analysis.Reports;

namespace Appeals.Core.Evidence;

/// <summary>A file while it is being sealed, in the hands of its one writer.</summary>
internal abstract class UnfinishedFile : IAsyncDisposable
{
    /// <summary>What the stored bytes before the acknowledged offset look like: equal marks, equal bytes. Read it after opening or flushing.</summary>
    public abstract string Mark { get; }

    /// <summary>Seals the next chunk to its place. Chunks come in order; one thread at a time.</summary>
    public abstract ValueTask WriteAsync(long chunk, ReadOnlyMemory<byte> plain, bool last);

    /// <summary>Makes the chunks before the plain <paramref name="offset"/> durable.</summary>
    /// <param name="underWay">More is being written meanwhile: only what costs no detour.</param>
    /// <returns>Up to where they are durable; <paramref name="offset"/> itself unless <paramref name="underWay"/>.</returns>
    public abstract Task<long> FlushAsync(long offset, bool underWay);

    /// <summary>Forgets everything from <paramref name="offset"/> on, a chunk boundary or the end.</summary>
    public abstract void Truncate(long offset);

    /// <summary>False if bytes that were acknowledged are gone.</summary>
    public abstract bool Holds(long offset);

    /// <summary>How far whole, authentic chunks reach beyond what was acknowledged: what a writer left that died.</summary>
    public abstract long Verify(long acknowledged);

    /// <summary>By the first chunk, which must be there.</summary>
    public abstract FileFormat Recognise();

    /// <summary>Durable under its final name when this returns; nothing can be written any more. Doing it again after a crash is harmless.</summary>
    public abstract Task PublishAsync();

    public abstract ValueTask DisposeAsync();
}
