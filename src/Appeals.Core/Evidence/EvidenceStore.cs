using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Appeals.Core.Data;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>
/// Write-once files, each sealed under a key of its own while it streams in. The bytes come first, the row second:
/// a file whose transaction never committed has no row, and the sweep removes it.
/// </summary>
public sealed class EvidenceStore(EvidenceFolder folder, FileKeys keys, TimeProvider time)
{
    /// <summary>Seals, hashes and recognises what comes, then puts it under its final name. The row is the caller's to add.</summary>
    /// <exception cref="FileTooLongException">More came than <paramref name="maxLength"/>; nothing was kept.</exception>
    public async Task<StoredFile> SaveAsync(Stream plain, long maxLength, CancellationToken cancellation)
    {
        var id = time.NewId();
        var part = folder.PartOf(id);
        var (key, wrapped) = keys.Create(id);
        try
        {
            StoredFile stored;
            using (var file = EvidenceFolder.OpenPart(part, FileMode.CreateNew))
            {
                stored = await SealAsync(plain, maxLength, id, key, wrapped, file, cancellation);
                RandomAccess.FlushToDisk(file);
            }
            folder.Publish(id);
            return stored;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The plain bytes, seekable. Reading throws <see cref="CryptographicException"/> where the file was tampered with.</summary>
    /// <exception cref="InvalidOperationException">The file was erased.</exception>
    /// <exception cref="InvalidDataException">The file on disk is not as long as it should be.</exception>
    public Stream OpenRead(StoredFile file)
    {
        var key = keys.Open(file);
        var sealedFile = new FileStream(folder.PathOf(file.Id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0 });
        try
        {
            return new UnsealingStream(sealedFile, key, file.Id, file.Length);
        }
        catch
        {
            sealedFile.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>What the child needs to open the file; it holds the key, so it goes through the child's standard input and nowhere else.</summary>
    public SealedInput Describe(StoredFile file, string id) => new(id, folder.PathOf(file.Id), keys.Open(file), file.Id, file.Length);

    /// <summary>
    /// Throws the key away in the caller's transaction; from its commit on the bytes are noise, wherever copies of them lie.
    /// The sweep removes them, or <see cref="DeleteBytes"/> after the commit.
    /// </summary>
    public static void Erase(StoredFile file) => file.WrappedKey = null;

    /// <exception cref="InvalidOperationException">Its key still exists.</exception>
    public void DeleteBytes(StoredFile file)
    {
        if (file.WrappedKey is not null) throw new InvalidOperationException("A file is erased key first.");
        File.Delete(folder.PathOf(file.Id));
    }

    private async Task<StoredFile> SealAsync(
        Stream plain, long maxLength, Guid id, byte[] key, WrappedSecret wrapped, SafeFileHandle file, CancellationToken cancellation)
    {
        using var writer = new SealingWriter(file, key, id);
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
            writer.Write(index, chunk.AsSpan(0, count), last: nextCount == 0);
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
