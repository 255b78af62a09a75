using System.Security.Cryptography;

namespace Appeals.Core.Evidence;

/// <summary>What a request promises about its own bytes: tus <c>Upload-Checksum</c>.</summary>
public sealed record UploadChecksum(HashAlgorithmName Algorithm, byte[] Expected)
{
    public const string Algorithms = "sha256,sha1";

    /// <summary>Null if the algorithm is unknown or the value is no base64 of its length.</summary>
    public static UploadChecksum? Parse(string header)
    {
        var parts = header.Split(' ', 2);
        var (algorithm, length) = parts[0] switch
        {
            "sha256" => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
            "sha1" => (HashAlgorithmName.SHA1, SHA1.HashSizeInBytes),
            _ => (default, 0),
        };
        var expected = new byte[length];
        return length > 0 && parts.Length == 2 && Convert.TryFromBase64String(parts[1], expected, out var written) && written == length
            ? new UploadChecksum(algorithm, expected)
            : null;
    }
}
