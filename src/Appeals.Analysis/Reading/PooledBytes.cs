using System.Buffers;

namespace Appeals.Analysis.Reading;

/// <summary>Bytes borrowed from the shared pool once they are asked for; first touch of fresh memory costs more than decoding into it.</summary>
internal sealed class PooledBytes(int length) : IDisposable
{
    private byte[]? _array;
    private bool _isDisposed;

    public int Length => length;
    public byte[] Array => _array ??= _isDisposed ? throw new ObjectDisposedException(nameof(PooledBytes)) : ArrayPool<byte>.Shared.Rent(length);
    public Span<byte> Span => Array.AsSpan(0, length);

    public void Dispose()
    {
        if (_array is { } array) ArrayPool<byte>.Shared.Return(array);
        (_array, _isDisposed) = (null, true);
    }
}
