using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Appeals.Core.People;

/// <summary>Codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds), as every app knows them.</summary>
public static class Totp
{
    public const int SeedLength = 20;
    public const int Digits = 6;
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How many steps a phone's clock may be wrong.</summary>
    private const int Drift = 1;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / Step.Ticks;

    public static string CodeAt(long step, ReadOnlySpan<byte> seed)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(seed, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, near the given time; null if there is none. Takes the same time for every code.</summary>
    public static long? StepOf(string code, ReadOnlySpan<byte> seed, DateTime utc)
    {
        var given = Encoding.UTF8.GetBytes(code);
        var now = StepAt(utc);
        long? found = null;
        for (var step = now - Drift; step <= now + Drift; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CodeAt(step, seed)))) found = step;
        return found;
    }

    /// <summary>The seed as apps let it be typed.</summary>
    public static string KeyOf(ReadOnlySpan<byte> seed)
    {
        var key = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var octet in seed)
        {
            (buffer, bits) = ((buffer << 8) | octet, bits + 8);
            while (bits >= 5) key.Append(Base32[(buffer >> (bits -= 5)) & 31]);
        }
        return key.ToString();
    }

    /// <summary>What a QR code tells an app.</summary>
    public static string Address(string issuer, string account, ReadOnlySpan<byte> seed) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={KeyOf(seed)}&issuer={Uri.EscapeDataString(issuer)}";
}
