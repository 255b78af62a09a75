using System.Globalization;
using System.Text;
using Appeals.Analysis.Reports;

namespace Appeals.Core.Evidence;

/// <summary>What files are called on pages. On disk they are called by their id.</summary>
public static class EvidenceNames
{
    private const string Nameless = "file";
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// A name from outside made fit to be shown: the last part of a path, without control characters, bidi marks, other invisible ones and
    /// lone surrogates, in NFC, at most <see cref="EvidenceFile.NameLength"/> long.
    /// </summary>
    public static string Clean(string? name)
    {
        var clean = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
            if (IsShown(rune)) clean.Append(rune);
        var last = clean.ToString().Normalize(NormalizationForm.FormC).Split('/', '\\')[^1].Trim();
        last = Cut(last, EvidenceFile.NameLength);
        return last.Trim('.', ' ').Length == 0 ? Nameless : last;
    }

    /// <summary>What staff see until they have decided.</summary>
    public static string Blind(int number, FileFormat format) => string.Create(CultureInfo.InvariantCulture, $"source-{number}.{Extension(format)}");

    public static string Extension(FileFormat format) => format switch
    {
        FileFormat.Unknown => "bin",
        FileFormat.Jpeg => "jpg",
        _ => format.ToString().ToLowerInvariant(),
    };

    /// <summary>Broken surrogates come as U+FFFD.</summary>
    private static bool IsShown(Rune rune) => rune != Rune.ReplacementChar && (rune.Value == ZeroWidthJoiner || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));

    private static string Cut(string name, int length)
    {
        if (name.Length <= length) return name;
        return char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)] : name[..length];
    }
}
