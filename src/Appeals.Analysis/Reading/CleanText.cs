using System.Globalization;
using System.Text;

namespace Appeals.Analysis.Reading;

/// <summary>
/// Makes text from a file fit to be stored, sent and shown: valid UTF-16 without control characters, and without the invisible
/// direction marks by which a name could pretend to be another or turn the text around it.
/// </summary>
internal static class CleanText
{
    public static string From(ReadOnlySpan<char> text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength) break;
            if (IsSpace(rune)) clean.Append(' ');
            else if (!IsUnwanted(rune)) clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    public static string From(string? text, int maxLength) => From(text.AsSpan(), maxLength);

    /// <summary>UTF-16 as PSD stores it; a trailing odd byte is ignored.</summary>
    public static string FromUtf16BigEndian(ReadOnlySpan<byte> bytes, int maxLength) => FromUtf16(bytes, maxLength, littleEndian: false);

    public static string FromUtf16(ReadOnlySpan<byte> bytes, int maxLength, bool littleEndian)
    {
        var chars = new char[Math.Min(bytes.Length / 2, maxLength * 2)];
        for (var i = 0; i < chars.Length; i++) chars[i] = littleEndian ? (char)((bytes[2 * i + 1] << 8) | bytes[2 * i]) : (char)((bytes[2 * i] << 8) | bytes[2 * i + 1]);
        return From(chars, maxLength);
    }

    private static bool IsSpace(Rune rune) => rune.Value is '\t' or '\n' or '\r' or 0x85 or 0x2028 or 0x2029;

    private static bool IsUnwanted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x206F) or 0xFEFF or 0xFFF9 or 0xFFFA or 0xFFFB
        || (rune.Value & 0xFFFE) == 0xFFFE;
}
