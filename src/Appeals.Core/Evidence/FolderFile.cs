using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>An unfinished file in the folder <c>incoming/</c>. Each chunk has its own place, so what a dead writer left can be checked and gone on with.</summary>
internal sealed class FolderFile(EvidenceFolder folder, SafeFileHandle file, ReadOnlySpan<byte> key, Guid id, long length) : UnfinishedFile
{
    private readonly AesGcm _key = new(key, SealedFormat.TagLength);
    private readonly byte[] _sealed = new byte[SealedFormat.SealedChunkLength];

    /// <summary>One handle writes at a time, and the system keeps it so.</summary>
    public override string Mark => "";

    public override ValueTask WriteAsync(long chunk, ReadOnlyMemory<byte> plain, bool last)
    {
        var count = SealedFormat.Seal(_key, id, chunk, last, plain.Span, _sealed);
        RandomAccess.Write(file, _sealed.AsSpan(0, count), chunk * SealedFormat.SealedChunkLength);
        return ValueTask.CompletedTask;
    }

    public override Task<long> FlushAsync(long offset, bool underWay)
    {
        RandomAccess.FlushToDisk(file);
        return Task.FromResult(offset);
    }

    public override void Truncate(long offset)
    {
        var end = EvidenceStorage.SealedEnd(offset);
        if (RandomAccess.GetLength(file) > end) RandomAccess.SetLength(file, end);
    }

    public override bool Holds(long offset) => RandomAccess.GetLength(file) >= EvidenceStorage.SealedEnd(offset);

    public override long Verify(long acknowledged)
    {
        using var chunks = new ChunkReader(file, _key, id, length);
        while (acknowledged < length && chunks.TryRead(acknowledged, out var plain)) acknowledged += plain.Length;
        return acknowledged;
    }

    public override FileFormat Recognise()
    {
        using var chunks = new ChunkReader(file, _key, id, length);
        return chunks.TryRead(0, out var plain) ? FileSignature.Recognise(plain[..Math.Min(plain.Length, FileSignature.Length)]) : FileFormat.Unknown;
    }

    public override Task PublishAsync()
    {
        file.Dispose();
        folder.Publish(id);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        file.Dispose();
        _key.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class ChunkReader(SafeFileHandle file, AesGcm key, Guid id, long length) : IDisposable
    {
        private readonly byte[] _sealed = new byte[SealedFormat.SealedChunkLength];
        private readonly byte[] _plain = new byte[SealedFormat.ChunkLength];

        public bool TryRead(long position, out ReadOnlySpan<byte> plain)
        {
            plain = default;
            var index = position / SealedFormat.ChunkLength;
            var count = (int)Math.Min(SealedFormat.ChunkLength, length - position);
            var chunk = _sealed.AsSpan(0, count + SealedFormat.Overhead);
            if (ReadAll(chunk, index * SealedFormat.SealedChunkLength) < chunk.Length) return false;
            try
            {
                SealedFormat.Open(key, id, index, last: position + count == length, chunk, _plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
            plain = _plain.AsSpan(0, count);
            return true;
        }

        public void Dispose() => CryptographicOperations.ZeroMemory(_plain);

        private int ReadAll(Span<byte> buffer, long at)
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(file, buffer[total..], at + total) is > 0 and var count) total += count;
            return total;
        }
    }
}
