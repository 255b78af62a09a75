using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Appeals.Web.Tests.Shell;

internal static partial class PageReader
{
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public static async Task<IDocument> PageAsync(this HttpClient browser, string path) => Parse(await browser.GetStringAsync(path));

    /// <summary>What the content security policy would refuse: inline styles, scripts and handlers. Data for scripts is not code.</summary>
    public static IEnumerable<string> InlineCode(IDocument page) => page.All
        .Where(e => e.HasAttribute("style") || e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)) || e.LocalName == "style" || (e.LocalName == "script" && !e.HasAttribute("src") && e.GetAttribute("type") != "application/json"))
        .Select(e => e.OuterHtml);

    /// <summary>Sentences of a Chinese page that stand there in English, unless marked as a foreign language.</summary>
    public static IEnumerable<string> EnglishLeftIn(IDocument page) => page.Body!.Descendants<IText>()
        .Where(t => t.ParentElement!.Closest("[lang]")?.GetAttribute("lang") == "zh-Hans" && t.ParentElement!.Closest("script, .mono, kbd") is null)
        .Select(t => t.Text.Trim())
        .Concat(page.All.SelectMany(e => new[] { "aria-label", "alt", "title", "placeholder" }.Select(e.GetAttribute).OfType<string>()))
        .Where(text => Words().IsMatch(text) && !Han().IsMatch(text));

    [GeneratedRegex(@"[a-z]{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Han();
}
