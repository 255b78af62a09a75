using System.Security.Cryptography;

namespace Appeals.Analysis.Sealing;

/// <summary>The plain bytes of a sealed file, seekable, one chunk in memory at a time. Not thread-safe.</summary>
public sealed class UnsealingStream : Stream
{
    private readonly Stream _sealed;
    private readonly AesGcm _key;
    private readonly Guid _fileId;
    private readonly long _length;
    private readonly byte[] _sealedChunk = new byte[SealedFormat.SealedChunkLength];
    private readonly byte[] _plain = new byte[SealedFormat.ChunkLength];
    private long _chunk = -1;
    private int _plainLength;
    private long _position;

    /// <summary>Takes ownership of <paramref name="sealedFile"/>, which must be seekable.</summary>
    /// <exception cref="InvalidDataException">The sealed file's size does not fit <paramref name="length"/>.</exception>
    public UnsealingStream(Stream sealedFile, ReadOnlySpan<byte> key, Guid fileId, long length)
    {
        if (length < 0 || sealedFile.Length != SealedFormat.SealedLength(length))
            throw new InvalidDataException("The sealed file's size does not fit the length on record.");
        _sealed = sealedFile;
        _key = new AesGcm(key, SealedFormat.TagLength);
        _fileId = fileId;
        _length = length;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <exception cref="CryptographicException">A chunk was changed, moved, or sealed under another key.</exception>
    public override int Read(Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length && _position < _length)
        {
            Load(_position / SealedFormat.ChunkLength);
            total += Take(buffer[total..]);
        }
        return total;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="CryptographicException">A chunk was changed, moved, or sealed under another key.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var total = 0;
        while (total < buffer.Length && _position < _length)
        {
            await LoadAsync(_position / SealedFormat.ChunkLength, cancellationToken);
            total += Take(buffer.Span[total..]);
        }
        return total;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _key.Dispose();
            _sealed.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }
        base.Dispose(disposing);
    }

    /// <summary>From the chunk that is in memory.</summary>
    private int Take(Span<byte> buffer)
    {
        var within = (int)(_position % SealedFormat.ChunkLength);
        var count = Math.Min(buffer.Length, _plainLength - within);
        _plain.AsSpan(within, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private void Load(long chunk)
    {
        if (chunk == _chunk) return;
        _sealed.ReadExactly(Seek(chunk).Span);
        Open(chunk);
    }

    private async ValueTask LoadAsync(long chunk, CancellationToken cancellation)
    {
        if (chunk == _chunk) return;
        await _sealed.ReadExactlyAsync(Seek(chunk), cancellation);
        Open(chunk);
    }

    private Memory<byte> Seek(long chunk)
    {
        _chunk = -1;
        _plainLength = (int)Math.Min(SealedFormat.ChunkLength, _length - (chunk * SealedFormat.ChunkLength));
        _sealed.Position = chunk * SealedFormat.SealedChunkLength;
        return _sealedChunk.AsMemory(0, _plainLength + SealedFormat.Overhead);
    }

    private void Open(long chunk)
    {
        var last = (chunk * SealedFormat.ChunkLength) + _plainLength == _length;
        SealedFormat.Open(_key, _fileId, chunk, last, _sealedChunk.AsSpan(0, _plainLength + SealedFormat.Overhead), _plain);
        _chunk = chunk;
    }
}
