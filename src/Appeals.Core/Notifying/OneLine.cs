using System.Globalization;
using System.Text;

namespace Appeals.Core.Notifying;

/// <summary>Makes what people typed safe to stand in a header: no line breaks, no control or direction marks, not too long.</summary>
internal static class OneLine
{
    public static string Of(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder();
        // lone surrogates come out as U+FFFD
        foreach (var rune in text.EnumerateRunes())
            line.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
                UnicodeCategory.Format => "",
                _ => rune.ToString(),
            });
        return Cut(line.ToString().Trim(), longest);
    }

    private static string Cut(string line, int longest)
    {
        if (line.Length <= longest) return line;
        var cut = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(line);
        while (elements.MoveNext() && cut.Length + elements.GetTextElement().Length < longest) cut.Append(elements.GetTextElement());
        return cut.Append('…').ToString();
    }
}
