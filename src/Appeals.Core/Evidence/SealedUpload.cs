using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>The unfinished file of one upload, open for its one writer.</summary>
internal sealed class SealedUpload : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _key;
    private readonly Guid _id;
    private readonly long _length;

    private SealedUpload(SafeFileHandle file, byte[] key, Upload upload) => (_file, _key, _id, _length) = (file, key, upload.Id, upload.Length);

    /// <summary>Null if another process still has it open.</summary>
    private const int LinuxBusy = 11;
    private const int MacBusy = 35;
    private const int WindowsBusy = unchecked((int)0x80070020);

    public static SealedUpload? TryOpen(EvidenceFolder folder, Upload upload, byte[] key)
    {
        try
        {
            return new SealedUpload(Open(folder, upload), key, upload);
        }
        catch (IOException busy) when (busy.HResult is LinuxBusy or MacBusy or WindowsBusy)
        {
            return null;
        }
    }

    public static long LengthOnDisk(EvidenceFolder folder, Upload upload) => new FileInfo(folder.PartOf(upload.Id)) is { Exists: true, Length: var length } ? length : 0;

    /// <summary>Where the chunks before <paramref name="offset"/> end on disk.</summary>
    public static long SealedEnd(long offset) => offset == 0 ? 0 : SealedFormat.SealedLength(offset);

    public SealingWriter CreateWriter() => new(_file, _key, _id);

    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Forgets everything from <paramref name="offset"/> on, a chunk boundary or the end.</summary>
    public void Truncate(long offset)
    {
        var end = SealedEnd(offset);
        if (RandomAccess.GetLength(_file) > end) RandomAccess.SetLength(_file, end);
    }

    /// <summary>False if bytes that were acknowledged are gone.</summary>
    public bool Holds(long offset) => RandomAccess.GetLength(_file) >= SealedEnd(offset);

    /// <summary>How far whole, authentic chunks reach beyond what was acknowledged: what a writer left that died.</summary>
    public long Verify(long acknowledged)
    {
        using var chunks = new ChunkReader(_file, _key, _id, _length);
        while (acknowledged < _length && chunks.TryRead(acknowledged, out var plain)) acknowledged += plain.Length;
        return acknowledged;
    }

    /// <exception cref="CryptographicException">An acknowledged chunk does not open.</exception>
    public IncrementalHash Hash(long offset)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var chunks = new ChunkReader(_file, _key, _id, _length);
        for (long position = 0; position < offset;)
        {
            if (!chunks.TryRead(position, out var plain)) throw new CryptographicException("An acknowledged chunk of an upload does not open.");
            hash.AppendData(plain);
            position += plain.Length;
        }
        return hash;
    }

    /// <summary>From the first chunk, which must be there.</summary>
    public FileFormat Recognise()
    {
        using var chunks = new ChunkReader(_file, _key, _id, _length);
        return chunks.TryRead(0, out var plain) ? FileSignature.Recognise(plain[..Math.Min(plain.Length, FileSignature.Length)]) : FileFormat.Unknown;
    }

    public void Dispose()
    {
        _file.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }

    /// <summary>A whole upload may lie under its final name already, if the process died before the row was written.</summary>
    private static SafeFileHandle Open(EvidenceFolder folder, Upload upload)
    {
        var part = folder.PartOf(upload.Id);
        return upload.Offset == upload.Length && !File.Exists(part) && File.Exists(folder.PathOf(upload.Id))
            ? File.OpenHandle(folder.PathOf(upload.Id))
            : EvidenceFolder.OpenPart(part, FileMode.OpenOrCreate);
    }

    private sealed class ChunkReader(SafeFileHandle file, byte[] key, Guid id, long length) : IDisposable
    {
        private readonly AesGcm _key = new(key, SealedFormat.TagLength);
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
                SealedFormat.Open(_key, id, index, last: position + count == length, chunk, _plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
            plain = _plain.AsSpan(0, count);
            return true;
        }

        public void Dispose()
        {
            _key.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        private int ReadAll(Span<byte> buffer, long at)
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(file, buffer[total..], at + total) is > 0 and var count) total += count;
            return total;
        }
    }
}
