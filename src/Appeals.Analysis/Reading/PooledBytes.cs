using System.Buffers;

namespace Appeals.Analysis.Reading;

/// <summary>Bytes borrowed from the shared pool; first touch of fresh memory costs more than decoding into it.</summary>
internal sealed class PooledBytes(int length) : IDisposable
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(length);

    public int Length => length;
    public byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledBytes));
    public Span<byte> Span => Array.AsSpan(0, length);

    public void Dispose()
    {
        if (_array is { } array) ArrayPool<byte>.Shared.Return(array);
        _array = null;
    }
}
