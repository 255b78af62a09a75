using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Reporting;

/// <summary>A page under construction. Whatever stands in a hole of an interpolated string is encoded; only the program's own literals are markup.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _page = new();

    public Html Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds what the program brings along, as it stands.</summary>
    public void AddOwn(string markup) => _page.Append(markup);

    public override string ToString() => _page.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Handler(int literalLength, int holes, Html html)
    {
        public int Length { get; } = literalLength + holes;

        public void AppendLiteral(string markup) => html._page.Append(markup);

        public void AppendFormatted(string? text) => html._page.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => html._page.Append(number.ToString("#,0", CultureInfo.InvariantCulture));

        /// <summary>In both languages; the page shows one of them.</summary>
        public void AppendFormatted(Wording words)
        {
            html._page.Append("<span lang=\"en\">").Append(Encoder.Encode(words.En)).Append("</span>");
            html._page.Append("<span lang=\"zh-Hans\">").Append(Encoder.Encode(words.Zh)).Append("</span>");
        }

        /// <summary>A picture, within the page itself.</summary>
        public void AppendFormatted(byte[] webp) => html._page.Append("data:image/webp;base64,").Append(Convert.ToBase64String(webp));
    }
}
