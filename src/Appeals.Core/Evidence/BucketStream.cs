using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <summary>An object's sealed bytes, seekable, read ahead by whole sealed chunks: 1 MiB at first, which holds most previews, then 4 MiB at a time. Asynchronous only.</summary>
internal sealed class BucketStream : Stream
{
    private const int FirstWindow = 16 * SealedFormat.SealedChunkLength;
    private const int Window = 64 * SealedFormat.SealedChunkLength;
    private readonly BucketClient _client;
    private readonly string _key;
    private byte[] _window = new byte[FirstWindow];
    private long _start;
    private int _count;

    private BucketStream(BucketClient client, string key) => (_client, _key) = (client, key);

    /// <summary>Null if there is no such object.</summary>
    public static async Task<BucketStream?> TryOpenAsync(BucketClient client, string key, CancellationToken cancellation)
    {
        var stream = new BucketStream(client, key);
        if (await client.ReadAsync(key, 0, stream._window, cancellation) is not { } read) return null;
        (stream.Size, stream._count) = (read.Length, read.Count);
        return stream;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => Size;
    public override long Position { get; set; }

    private long Size { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Size || buffer.IsEmpty) return 0;
        if (Position < _start || Position >= _start + _count) await LoadAsync(cancellationToken);
        var within = (int)(Position - _start);
        var count = Math.Min(buffer.Length, _count - within);
        _window.AsMemory(within, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A bucket is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Size + offset,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task LoadAsync(CancellationToken cancellation)
    {
        if (_window.Length < Window) _window = new byte[Window];
        _count = 0;
        _start = Position / SealedFormat.SealedChunkLength * SealedFormat.SealedChunkLength;
        var read = await _client.ReadAsync(_key, _start, _window, cancellation) ?? throw new FileNotFoundException("The bytes are gone.");
        _count = read.Count;
    }
}
