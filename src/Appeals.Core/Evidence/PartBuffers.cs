using System.Collections.Concurrent;

namespace Appeals.Core.Evidence;

/// <summary>Blocks for parts, kept between requests: so large ones would otherwise wait long for the garbage collector.</summary>
internal sealed class PartBuffers
{
    private const int Kept = 16;
    private readonly ConcurrentBag<byte[]> _free = [];

    public byte[] Rent(int length) => _free.TryTake(out var block) && block.Length == length ? block : GC.AllocateUninitializedArray<byte>(length);

    public void Return(byte[]? block)
    {
        if (block is not null && _free.Count < Kept) _free.Add(block);
    }
}
