using System.Security.Cryptography;

namespace Appeals.Core.Filing;

/// <summary>References that people read out and type: no letter that looks like another, 29 bits.</summary>
public static class AppealReference
{
    public const int Length = 9;
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Create() => "AP-" + RandomNumberGenerator.GetString(Letters, Length - 3);
}
