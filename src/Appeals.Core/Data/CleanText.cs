using System.Globalization;
using System.Text;

namespace Appeals.Core.Data;

/// <summary>Text from outside, without what could disguise it on a page: control characters, bidi marks, invisible spaces and lone surrogates.</summary>
public static class CleanText
{
    /// <summary>One line; line breaks become spaces.</summary>
    public static string Line(string text) => Clean(text, ' ');

    /// <summary>Several lines; line breaks stay.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), '\n');

    private static string Clean(string text, char lineBreak)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t') clean.Append(rune.Value == '\n' ? lineBreak : ' ');
            else if (!IsDisguise(rune)) clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    // a lone surrogate is enumerated as the replacement character
    private static bool IsDisguise(Rune rune) =>
        rune.Value is 0xFFFD or 0x061C or 0x200B or 0x200E or 0x200F or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
