using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Appeals.Core.Data;

namespace Appeals.Core.Evidence;

/// <summary>
/// Write-once files, each sealed under a key of its own while it streams in. The bytes come first, the row second:
/// a file whose transaction never committed has no row, and the sweep removes it.
/// </summary>
public sealed class EvidenceStore(EvidenceStorage storage, FileKeys keys, TimeProvider time)
{
    /// <summary>Seals, hashes and recognises what comes, then puts it under its final name. The row is the caller's to add.</summary>
    /// <exception cref="FileTooLongException">More came than <paramref name="maxLength"/>; nothing was kept.</exception>
    /// <exception cref="EvidenceUnavailableException">Nothing was kept.</exception>
    public async Task<StoredFile> SaveAsync(Stream plain, long maxLength, CancellationToken cancellation)
    {
        var id = time.NewId();
        var (key, wrapped) = keys.Create(id);
        await using var file = Create(id, key);
        CryptographicOperations.ZeroMemory(key);
        try
        {
            var stored = await SealAsync(plain, maxLength, id, wrapped, file, cancellation);
            await StoringAsync(async () =>
            {
                await file.FlushAsync(stored.Length, underWay: true);
                await file.PublishAsync();
            });
            return stored;
        }
        catch
        {
            await file.DisposeAsync();
            await TryAsync(() => storage.DropUnfinishedAsync(id, CancellationToken.None));
            throw;
        }
    }

    /// <summary>The plain bytes, seekable, to be read asynchronously. Reading throws <see cref="CryptographicException"/> where the file was tampered with.</summary>
    /// <exception cref="InvalidOperationException">The file was erased.</exception>
    /// <exception cref="InvalidDataException">The stored file is not as long as it should be.</exception>
    /// <exception cref="FileNotFoundException">The bytes are missing.</exception>
    /// <exception cref="EvidenceUnavailableException">The store does not answer.</exception>
    public async Task<Stream> OpenReadAsync(StoredFile file, CancellationToken cancellation)
    {
        var key = keys.Open(file);
        Stream? sealedFile = null;
        try
        {
            sealedFile = await storage.OpenReadAsync(file.Id, cancellation);
            return new UnsealingStream(sealedFile, key, file.Id, file.Length);
        }
        catch
        {
            if (sealedFile is not null) await sealedFile.DisposeAsync();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The sealed bytes where the child can read them. Hold it until the child has ended.</summary>
    public Task<LocalFile> FetchAsync(StoredFile file, CancellationToken cancellation) => storage.FetchAsync(file.Id, cancellation);

    /// <summary>What the child needs to open the file; it holds the key, so it goes through the child's standard input and nowhere else.</summary>
    public SealedInput Describe(StoredFile file, LocalFile local, string id) => new(id, local.Path, keys.Open(file), file.Id, file.Length);

    /// <summary>
    /// Throws the key away in the caller's transaction; from its commit on the bytes are noise, wherever copies of them lie.
    /// The sweep removes them, or <see cref="DeleteBytesAsync"/> after the commit.
    /// </summary>
    public static void Erase(StoredFile file) => file.WrappedKey = null;

    /// <exception cref="InvalidOperationException">Its key still exists.</exception>
    public Task DeleteBytesAsync(StoredFile file, CancellationToken cancellation) => file.WrappedKey is null
        ? storage.DeleteAsync(file.Id, cancellation)
        : throw new InvalidOperationException("A file is erased key first.");

    /// <summary>For a file whose row never came. Should the bytes resist, the sweep removes them later.</summary>
    public Task DiscardAsync(StoredFile file)
    {
        Erase(file);
        return TryAsync(() => DeleteBytesAsync(file, CancellationToken.None));
    }

    /// <summary>False while the place is missing, full, read-only or does not answer.</summary>
    public async Task<bool> TakesFilesAsync(CancellationToken cancellation)
    {
        try
        {
            await storage.ProbeAsync(cancellation);
            return true;
        }
        catch (Exception error) when (error is EvidenceUnavailableException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private UnfinishedFile Create(Guid id, byte[] key)
    {
        try
        {
            return storage.Create(id, key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceUnavailableException(error);
        }
    }

    private static Task WriteAsync(UnfinishedFile file, long chunk, ReadOnlyMemory<byte> plain, bool last) => StoringAsync(() => file.WriteAsync(chunk, plain, last).AsTask());

    /// <summary>Tells a store that fails from a source that does.</summary>
    private static async Task StoringAsync(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceUnavailableException(error);
        }
    }

    private static async Task TryAsync(Func<Task> clean)
    {
        try
        {
            await clean();
        }
        catch (Exception error) when (error is EvidenceUnavailableException or IOException or UnauthorizedAccessException)
        {
            // the sweep will
        }
    }

    private async Task<StoredFile> SealAsync(
        Stream plain, long maxLength, Guid id, WrappedSecret wrapped, UnfinishedFile file, CancellationToken cancellation)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (chunk, next) = (new byte[SealedFormat.ChunkLength], new byte[SealedFormat.ChunkLength]);
        var count = await FillAsync(plain, chunk, cancellation);
        var format = FileSignature.Recognise(chunk.AsSpan(0, Math.Min(count, FileSignature.Length)));
        long length = 0;
        for (long index = 0; ; index++)
        {
            length += count;
            if (length > maxLength) throw new FileTooLongException(maxLength);
            // only the chunk after it tells whether this one is the last
            var nextCount = count == chunk.Length ? await FillAsync(plain, next, cancellation) : 0;
            sha256.AppendData(chunk, 0, count);
            await WriteAsync(file, index, chunk.AsMemory(0, count), last: nextCount == 0);
            if (nextCount == 0) break;
            (chunk, next, count) = (next, chunk, nextCount);
        }
        return new StoredFile
        {
            Id = id,
            Length = length,
            Sha256 = sha256.GetHashAndReset(),
            Format = format,
            WrappedKey = wrapped.Bytes,
            MasterKeyId = wrapped.MasterKeyId,
            CreatedAt = time.Now(),
        };
    }

    private static ValueTask<int> FillAsync(Stream plain, byte[] chunk, CancellationToken cancellation) =>
        plain.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellation);
}
