using Appeals.Core.People;

namespace Appeals.Testing;

/// <summary>The app on somebody's phone, from the key that the page shows.</summary>
public sealed class AuthenticatorApp(string key, FakeTime time)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly byte[] _seed = Decode(key);

    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>What it shows now.</summary>
    public string Code() => Totp.CodeAt(Totp.StepAt(time.Now), _seed);

    /// <summary>What it shows after the one that was used.</summary>
    public string NextCode()
    {
        time.Advance(Totp.Step);
        return Code();
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in key.Where(char.IsAsciiLetterOrDigit))
        {
            (buffer, bits) = (((buffer << 5) | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xfff, bits + 5);
            if (bits >= 8) bytes.Add((byte)((buffer >> (bits -= 8)) & 0xff));
        }
        return [.. bytes];
    }
}
