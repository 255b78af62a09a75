using System.Buffers;
using System.Security.Cryptography;
using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <summary>
/// Takes one request's bytes into a sealed file. While the next block arrives, the one before is hashed on one thread and sealed and written on another.
/// </summary>
internal sealed class UploadIntake(UnfinishedFile file, IncrementalHash? sha256, IncrementalHash? checksum, long start, long length)
{
    private const int BlockLength = 16 * SealedFormat.ChunkLength;
    private const long FlushLength = 64 * BlockLength;
    private Task _flush = Task.CompletedTask;
    private long _flushed;
    private long _sealedHere;

    /// <summary>Whole chunks up to here are in the file; readable while <see cref="RunAsync"/> works.</summary>
    public long Sealed => start + Volatile.Read(ref _sealedHere);

    /// <summary>All bytes that came, also those of a chunk that is not whole.</summary>
    public long Received { get; private set; }

    /// <summary>The body went on beyond the announced length.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The body broke off before its end.</summary>
    public bool Broken { get; private set; }

    public async Task RunAsync(Stream body, CancellationToken cancellation)
    {
        var (block, other) = (ArrayPool<byte>.Shared.Rent(BlockLength), ArrayPool<byte>.Shared.Rent(BlockLength));
        var work = Task.CompletedTask;
        try
        {
            int count;
            do
            {
                var position = start + Received;
                count = await FillAsync(body, block.AsMemory(0, (int)Math.Min(BlockLength, length - position)), cancellation);
                Received += count;
                await work;
                work = TakeInAsync(block.AsMemory(0, count), position);
                FlushMeanwhile();
                (block, other) = (other, block);
            }
            while (count == BlockLength);
            await work;
            if (!Broken) TooLong = start + Received == length && await FillAsync(body, new byte[1], cancellation) > 0;
        }
        finally
        {
            await Task.WhenAll(work, _flush).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
            ArrayPool<byte>.Shared.Return(other, clearArray: true);
        }
    }

    /// <summary>The disk works while bytes arrive; else the creator waits for all of it at the end. Whether it worked shows when the offset is acknowledged.</summary>
    private void FlushMeanwhile()
    {
        if (Sealed - start - _flushed < FlushLength || !_flush.IsCompleted) return;
        _flushed = Sealed - start;
        var reach = Sealed;
        _flush = Task.Run(() => file.FlushAsync(reach, underWay: true));
    }

    /// <summary>What came before the line died still counts.</summary>
    private async Task<int> FillAsync(Stream body, Memory<byte> block, CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            while (count < block.Length && await body.ReadAsync(block[count..], cancellation) is > 0 and var read) count += read;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            Broken = true;
        }
        return count;
    }

    private async Task TakeInAsync(ReadOnlyMemory<byte> block, long position)
    {
        if (block.IsEmpty) return;
        var whole = position + block.Length == length ? block : block[..(block.Length / SealedFormat.ChunkLength * SealedFormat.ChunkLength)];
        await Task.WhenAll(Task.Run(() => Hash(block, whole)), Task.Run(() => SealAsync(whole, position)));
        Volatile.Write(ref _sealedHere, position + whole.Length - start);
    }

    private void Hash(ReadOnlyMemory<byte> block, ReadOnlyMemory<byte> whole)
    {
        sha256?.AppendData(whole.Span);
        checksum?.AppendData(block.Span);
    }

    private async Task SealAsync(ReadOnlyMemory<byte> whole, long position)
    {
        for (var done = 0; done < whole.Length; done += SealedFormat.ChunkLength)
        {
            var chunk = whole[done..Math.Min(done + SealedFormat.ChunkLength, whole.Length)];
            await file.WriteAsync((position + done) / SealedFormat.ChunkLength, chunk, last: position + done + chunk.Length == length);
        }
    }
}
