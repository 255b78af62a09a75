using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Dashboard;

/// <summary>One bar for each age band, with its number beside it.</summary>
internal static class AgeChart
{
    private const int Row = 34;
    private const int Left = 112;
    private const int Longest = 200;

    public static IHtmlContent Draw(IReadOnlyList<(string Name, int Count)> bands, string label)
    {
        var largest = Math.Max(1, bands.Max(b => b.Count));
        var rows = new HtmlContentBuilder();
        for (var i = 0; i < bands.Count; i++)
        {
            var (name, count) = bands[i];
            var length = Longest * (double)count / largest;
            rows.AppendHtml(Markup.Of(
                $"""<text x="0" y="{22 + (i * Row)}">{name}</text><rect class="f-grey" x="{Left}" y="{8 + (i * Row)}" width="{ChartFrame.N(length)}" height="20"/><text class="t-ink" x="{ChartFrame.N(Left + length + 6)}" y="{22 + (i * Row)}">{Figures.Whole(count)}</text>"""));
        }
        return Markup.Of($"<svg viewBox=\"0 0 360 {8 + (bands.Count * Row)}\" role=\"img\" aria-label=\"{label}\">{rows}</svg>");
    }
}
