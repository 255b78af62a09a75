using System.Security.Cryptography;
using System.Text;

namespace Appeals.Core.People;

/// <summary>What lies wrapped in <see cref="SecondFactor.WrappedSecret"/>: the seed, then the key under which recovery codes are hashed.</summary>
internal sealed class SecondFactorSecret(byte[] bytes)
{
    private const int CodeKeyLength = 32;
    /// <summary>No letter that looks like another.</summary>
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CodeLength = 10;

    public byte[] Bytes => bytes;
    public ReadOnlySpan<byte> Seed => bytes.AsSpan(0, Totp.SeedLength);
    private ReadOnlySpan<byte> CodeKey => bytes.AsSpan(Totp.SeedLength, CodeKeyLength);

    public static SecondFactorSecret Create() => new(RandomNumberGenerator.GetBytes(Totp.SeedLength + CodeKeyLength));

    /// <summary>Such as <c>7K2M4-QX9TF</c>, 49 bits.</summary>
    public static string NewRecoveryCode() => RandomNumberGenerator.GetString(Letters, CodeLength).Insert(CodeLength / 2, "-");

    /// <summary>However it was typed.</summary>
    public byte[] HashOf(string code) => HMACSHA256.HashData(CodeKey, Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));
}
