using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <param name="Length">Sealed bytes.</param>
public readonly record struct StoredBytes(Guid Id, long Length, DateTime WrittenAt);

/// <summary>
/// Where sealed bytes lie: <see cref="EvidenceFolder"/> or <see cref="EvidenceBucket"/>. Names are ids, never from outside; what is whole appears at once
/// and is never written again. When the place cannot be reached, a bucket throws <see cref="EvidenceUnavailableException"/>, a folder what the system throws.
/// </summary>
public abstract class EvidenceStorage
{
    protected const string Incoming = "incoming";
    protected const string SealedSuffix = ".sealed";

    /// <summary>Where the chunks before the plain <paramref name="offset"/> end.</summary>
    public static long SealedEnd(long offset) => offset == 0 ? 0 : SealedFormat.SealedLength(offset);

    /// <summary>The sealed bytes, seekable; to be read asynchronously.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    public abstract Task<Stream> OpenReadAsync(Guid id, CancellationToken cancellation);

    /// <summary>Sealed bytes; null if there are none.</summary>
    public abstract Task<long?> LengthAsync(Guid id, CancellationToken cancellation);

    /// <summary>A file that the child can open, which has neither network nor keys to the storage. Sealed as it lies here.</summary>
    public abstract Task<LocalFile> FetchAsync(Guid id, CancellationToken cancellation);

    /// <summary>Not being there is no error.</summary>
    public abstract Task DeleteAsync(Guid id, CancellationToken cancellation);

    /// <summary>Forgets everything of a file that never became whole. Not being there is no error.</summary>
    public abstract Task DropUnfinishedAsync(Guid id, CancellationToken cancellation);

    /// <summary>Writes a little and throws if that fails: only a write shows that one can write.</summary>
    public abstract Task ProbeAsync(CancellationToken cancellation);

    public abstract IAsyncEnumerable<StoredBytes> WholeAsync(CancellationToken cancellation);

    public abstract IAsyncEnumerable<StoredBytes> UnfinishedAsync(CancellationToken cancellation);

    /// <summary>Removes what a process left on this machine that died.</summary>
    public virtual void Tidy() { }

    /// <summary>A new file, written in one go.</summary>
    internal abstract UnfinishedFile Create(Guid id, ReadOnlySpan<byte> key);

    /// <summary>The file of an upload where it was left; null if another process still has it open.</summary>
    internal abstract Task<UnfinishedFile?> TryOpenAsync(Upload upload, byte[] key, CancellationToken cancellation);

    /// <summary>A writer that died may have left more than was acknowledged.</summary>
    internal abstract bool MayHoldMore(Upload upload);

    protected static string NameOf(Guid id) => id.ToString("N");

    /// <summary>The last two digits are random in a version 7 id, so the folders fill evenly.</summary>
    protected static string FolderOf(Guid id) => NameOf(id)[^2..];
}

/// <summary>A sealed file on this machine's disk, for as long as this is held.</summary>
public sealed class LocalFile(string path, bool temporary) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose()
    {
        if (temporary) File.Delete(Path);
    }
}
