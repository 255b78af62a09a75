using System.Security.Cryptography;
using System.Text;

namespace Appeals.Core.Evidence;

/// <summary>A secret wrapped by the master key of that id: nonce (12) ‖ ciphertext ‖ tag (16).</summary>
public sealed record WrappedSecret(string MasterKeyId, byte[] Bytes);

/// <summary>The keys that wrap every other key. Several may be known, one wraps what is new.</summary>
public sealed class MasterKeyRing
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Dictionary<string, byte[]> _keys;

    /// <exception cref="InvalidOperationException">No key, no 32 bytes, or no such current key; the message says what to set.</exception>
    public MasterKeyRing(IReadOnlyDictionary<string, string> keys, string? current)
    {
        if (keys.Count == 0)
            throw new InvalidOperationException($"No master key is set. Set {EvidenceOptions.Section}:{nameof(EvidenceOptions.MasterKeys)}:<id> to 32 random " +
                "bytes in base64 (openssl rand -base64 32), the same on every node, and keep a copy apart from the backups: without it no file can be read again.");
        _keys = keys.ToDictionary(k => k.Key, k => Decode(k.Key, k.Value), StringComparer.Ordinal);
        CurrentId = current ?? (keys.Count == 1 ? keys.Keys.Single() : "");
        if (!_keys.ContainsKey(CurrentId))
            throw new InvalidOperationException($"{EvidenceOptions.Section}:{nameof(EvidenceOptions.MasterKey)} must name one of the master keys: " +
                $"{string.Join(", ", _keys.Keys.Order(StringComparer.Ordinal))}.");
    }

    public string CurrentId { get; }

    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <param name="purpose">Bound into the seal: what was wrapped for one purpose opens for no other.</param>
    public WrappedSecret Wrap(ReadOnlySpan<byte> secret, string purpose)
    {
        var wrapped = new byte[NonceLength + secret.Length + TagLength];
        var nonce = wrapped.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var key = new AesGcm(_keys[CurrentId], TagLength);
        key.Encrypt(nonce, secret, wrapped.AsSpan(NonceLength, secret.Length), wrapped.AsSpan(NonceLength + secret.Length), Encoding.UTF8.GetBytes(purpose));
        return new WrappedSecret(CurrentId, wrapped);
    }

    /// <exception cref="CryptographicException">The key is unknown here or another one, or the purpose is another.</exception>
    public byte[] Unwrap(WrappedSecret wrapped, string purpose)
    {
        if (!_keys.TryGetValue(wrapped.MasterKeyId, out var bytes)) throw new CryptographicException($"This node does not know the master key '{wrapped.MasterKeyId}'.");
        var length = wrapped.Bytes.Length - NonceLength - TagLength;
        if (length < 0) throw new CryptographicException("A wrapped secret is too short.");
        var secret = new byte[length];
        using var key = new AesGcm(bytes, TagLength);
        key.Decrypt(wrapped.Bytes.AsSpan(0, NonceLength), wrapped.Bytes.AsSpan(NonceLength, length), wrapped.Bytes.AsSpan(NonceLength + length), secret,
            Encoding.UTF8.GetBytes(purpose));
        return secret;
    }

    /// <summary>The same secret under the current key.</summary>
    public WrappedSecret Rewrap(WrappedSecret wrapped, string purpose)
    {
        var secret = Unwrap(wrapped, purpose);
        try
        {
            return Wrap(secret, purpose);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static byte[] Decode(string id, string text)
    {
        var bytes = new byte[KeyLength + 1];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyLength
            ? bytes[..KeyLength]
            : throw new InvalidOperationException($"The master key '{id}' is not 32 bytes in base64.");
    }
}
