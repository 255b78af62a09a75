using System.Globalization;
using Appeals.Analysis.Reports;

namespace Appeals.Web.Localisation;

/// <summary>The languages of the interface.</summary>
public static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-CN";
    public const string Cookie = "language";

    public static IReadOnlyList<string> All { get; } = [English, Chinese];

    public static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>For <c>html lang</c>: the script matters to fonts and line breaking, the country does not.</summary>
    public static string HtmlLang => IsChinese ? "zh-Hans" : "en";

    /// <summary>In the reader's language.</summary>
    public static string Read(Wording wording) => IsChinese ? wording.Zh : wording.En;

    /// <summary>The language that a wish such as <c>zh-TW</c> or <c>en-GB</c> comes closest to; null if none.</summary>
    public static string? Closest(string? wish) => wish switch
    {
        null => null,
        _ when wish.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => Chinese,
        _ when wish.StartsWith("en", StringComparison.OrdinalIgnoreCase) => English,
        _ => null,
    };
}
