using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <summary>
/// An unfinished file in a bucket. Each part is made of whole sealed chunks, the same number in every part but the last; while one is on its way the next is
/// filled, so at most two are in memory. A part may be sent again, sealed anew, and then replaces the one before: only what was acknowledged counts.
/// </summary>
/// <param name="upload">Null for a file that is written in one go.</param>
internal sealed class BucketFile(EvidenceBucket bucket, ReadOnlySpan<byte> key, Guid id, int partChunks, Upload? upload = null) : UnfinishedFile
{
    private readonly AesGcm _key = new(key, SealedFormat.TagLength);
    private readonly CancellationTokenSource _disposed = new();
    private readonly List<string> _tags = [];
    private readonly int _partLength = partChunks * SealedFormat.SealedChunkLength;
    private FileFormat _format = upload?.Format ?? FileFormat.Unknown;
    private string? _parts;
    private string? _tailTag;
    private byte[]? _part;
    private byte[]? _other;
    private int _filled;
    private long _written;
    private long _settled;
    private Task _sending = Task.CompletedTask;
    private bool _holds = true;
    private bool _whole;
    private bool _gone;

    public override string Mark => $"{string.Join(',', _tags)};{_tailTag}";

    public override async ValueTask WriteAsync(long chunk, ReadOnlyMemory<byte> plain, bool last)
    {
        if (chunk == 0) _format = FileSignature.Recognise(plain.Span[..Math.Min(plain.Length, FileSignature.Length)]);
        _part ??= bucket.Buffers.Rent(_partLength);
        _filled += SealedFormat.Seal(_key, id, chunk, last, plain.Span, _part.AsSpan(_filled));
        _written += plain.Length;
        if (_filled == _partLength) await SendPartAsync();
    }

    public override async Task<long> FlushAsync(long offset, bool underWay)
    {
        if (underWay) return Interlocked.Read(ref _settled);
        await _sending;
        if (_settled == offset) return offset;
        if (offset == upload?.Length)
        {
            await SendPartAsync();
            await _sending;
            return offset;
        }
        _tailTag = await bucket.PutTailAsync(id, _tags.Count + 1, _part.AsMemory(0, _filled), _disposed.Token);
        return _settled = offset;
    }

    /// <summary>What was not flushed is only in memory, or in parts that nobody counts.</summary>
    public override void Truncate(long offset) { }

    public override bool Holds(long offset) => _holds;

    public override long Verify(long acknowledged) => acknowledged;

    public override FileFormat Recognise() => _format;

    public override async Task PublishAsync()
    {
        if (_whole) return;
        await _sending;
        // an upload always goes by parts, so that a writer who lost its lease finds them completed and cannot write over them
        if (_parts is null && upload is null) await bucket.PutWholeAsync(id, _part.AsMemory(0, _filled), _disposed.Token);
        else await CompleteAsync();
        _whole = true;
    }

    /// <summary>Finds what was acknowledged: the parts before <paramref name="offset"/>, and the chunks of the one that is not full.</summary>
    public async Task ResumeAsync(long offset, CancellationToken cancellation)
    {
        if (offset == 0) return;
        var isWhole = offset == upload!.Length;
        var end = EvidenceStorage.SealedEnd(offset);
        _whole = isWhole && await bucket.LengthAsync(id, cancellation) == end;
        if (_whole) return;
        var tail = isWhole ? 0 : (int)(end % _partLength);
        _holds = await FindPartsAsync(end - tail, cancellation) && (tail == 0 || await FindTailAsync(tail, cancellation));
        (_written, _settled) = (offset, offset);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_gone) return;
        _gone = true;
        await _disposed.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bucket.Buffers.Return(_part);
        bucket.Buffers.Return(_other);
        _disposed.Dispose();
        _key.Dispose();
    }

    private async Task SendPartAsync()
    {
        await _sending;
        _sending = SendAsync(_part.AsMemory(0, _filled), _written);
        (_part, _other, _filled) = (_other, _part, 0);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> part, long reach)
    {
        _parts ??= await bucket.BeginPartsAsync(id, _disposed.Token);
        _tags.Add(await bucket.PutPartAsync(id, _parts, _tags.Count + 1, part, _disposed.Token));
        _tailTag = null;
        Interlocked.Exchange(ref _settled, reach);
    }

    private async Task CompleteAsync()
    {
        if (_filled > 0)
        {
            await SendPartAsync();
            await _sending;
        }
        if (!await bucket.CompletePartsAsync(id, _parts!, _tags, _disposed.Token) && await bucket.LengthAsync(id, _disposed.Token) is null)
            throw new EvidenceUnavailableException(new InvalidOperationException("The parts of a file are gone."));
        try
        {
            await bucket.DropNotesAsync(id, _disposed.Token);
        }
        catch (EvidenceUnavailableException)
        {
            // the sweep removes them
        }
    }

    private async Task<bool> FindPartsAsync(long length, CancellationToken cancellation)
    {
        if (length == 0) return true;
        _parts = await bucket.FindPartsAsync(id, cancellation);
        if (_parts is null) return false;
        var there = await bucket.ListPartsAsync(id, _parts, cancellation);
        for (long at = 0; at < length; at += _partLength)
        {
            if (!there.TryGetValue(_tags.Count + 1, out var part) || part.Length != Math.Min(_partLength, length - at)) return false;
            _tags.Add(part.Tag);
        }
        return true;
    }

    private async Task<bool> FindTailAsync(int length, CancellationToken cancellation)
    {
        _part = bucket.Buffers.Rent(_partLength);
        var read = await bucket.ReadTailAsync(id, _tags.Count + 1, _part.AsMemory(0, length), cancellation);
        if (read is not { } tail || tail.Count < length) return false;
        (_filled, _tailTag) = (length, tail.Tag);
        return true;
    }
}
