using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Appeals.Analysis.Sealing;

/// <summary>
/// How evidence lies on disk: fixed 64 KiB chunks of plain bytes, each sealed with AES-256-GCM under the file's own key as
/// nonce (12) ‖ ciphertext (n) ‖ tag (16). The nonce is random for every seal, so a resumed upload never reuses one. The associated data
/// (file id, chunk index, last flag) makes a chunk worthless anywhere else, and a file that lost its end is refused.
/// An empty file is one empty last chunk.
/// </summary>
public static class SealedFormat
{
    public const int ChunkLength = 64 * 1024;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int Overhead = NonceLength + TagLength;
    public const int SealedChunkLength = ChunkLength + Overhead;
    public const int KeyLength = 32;
    private const int AssociatedLength = 16 + 8 + 1;

    /// <summary>Bytes on disk for a plain length.</summary>
    public static long SealedLength(long plainLength) => plainLength + (ChunkCount(plainLength) * Overhead);

    /// <summary>Chunks of a file; at least one.</summary>
    public static long ChunkCount(long plainLength) => Math.Max(1, (plainLength + ChunkLength - 1) / ChunkLength);

    /// <summary>Seals one chunk. <paramref name="output"/> must hold <c>plain.Length + Overhead</c> bytes.</summary>
    public static int Seal(AesGcm key, Guid fileId, long index, bool last, ReadOnlySpan<byte> plain, Span<byte> output)
    {
        Span<byte> associated = stackalloc byte[AssociatedLength];
        Associate(fileId, index, last, associated);
        var nonce = output[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        key.Encrypt(nonce, plain, output.Slice(NonceLength, plain.Length), output.Slice(NonceLength + plain.Length, TagLength), associated);
        return plain.Length + Overhead;
    }

    /// <summary>Opens one chunk into <paramref name="plain"/>, which must hold <c>sealedChunk.Length − Overhead</c> bytes.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The chunk was changed, moved, or sealed under another key.</exception>
    public static int Open(AesGcm key, Guid fileId, long index, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        Span<byte> associated = stackalloc byte[AssociatedLength];
        Associate(fileId, index, last, associated);
        var length = sealedChunk.Length - Overhead;
        key.Decrypt(sealedChunk[..NonceLength], sealedChunk.Slice(NonceLength, length), sealedChunk[(NonceLength + length)..], plain[..length], associated);
        return length;
    }

    private static void Associate(Guid fileId, long index, bool last, Span<byte> associated)
    {
        fileId.TryWriteBytes(associated, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(associated[16..], index);
        associated[24] = last ? (byte)1 : (byte)0;
    }
}
