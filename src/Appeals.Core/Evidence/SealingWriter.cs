using System.Buffers;
using System.Security.Cryptography;
using Appeals.Analysis.Sealing;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>Seals chunks to their places in a file. Each has its own place, so the order does not matter; one thread at a time.</summary>
internal sealed class SealingWriter(SafeFileHandle file, ReadOnlySpan<byte> key, Guid fileId) : IDisposable
{
    private readonly AesGcm _key = new(key, SealedFormat.TagLength);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(SealedFormat.SealedChunkLength);

    public void Write(long chunk, ReadOnlySpan<byte> plain, bool last)
    {
        var length = SealedFormat.Seal(_key, fileId, chunk, last, plain, _sealed);
        RandomAccess.Write(file, _sealed.AsSpan(0, length), chunk * SealedFormat.SealedChunkLength);
    }

    public void Dispose()
    {
        _key.Dispose();
        ArrayPool<byte>.Shared.Return(_sealed);
    }
}
