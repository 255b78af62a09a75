using Appeals.Core.Metrics;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Dashboard;

/// <summary>Received above the line, decided below it, by week.</summary>
internal sealed class FlowChart(IReadOnlyList<WeekFigures> weeks)
{
    private const double Middle = (ChartFrame.Top + ChartFrame.Bottom) / 2.0;
    private const double Half = Middle - ChartFrame.Top;
    private const double Fill = 0.62;

    public IHtmlContent Draw(ChartFrame frame, string label)
    {
        var top = ChartFrame.Ceiling(weeks.Max(w => Math.Max(w.Received, w.Decided)));
        var bars = new HtmlContentBuilder();
        for (var i = 0; i < weeks.Count; i++) bars.AppendHtml(Bars(frame, i, top));
        return frame.Svg(label, Markup.Of($"{Grid(frame, top)}{bars}<path class=\"axis strong\" d=\"M{frame.Left} {Middle}H{frame.Right}\"/>{frame.WeekLabels([.. weeks.Select(w => w.Number)], frame.BarAt)}"));
    }

    private IHtmlContent Bars(ChartFrame frame, int index, double top)
    {
        var width = frame.BarWidth(weeks.Count) * Fill;
        var x = ChartFrame.N(frame.BarAt(index, weeks.Count) - (width / 2));
        var (up, down) = (Half * weeks[index].Received / top, Half * weeks[index].Decided / top);
        return Markup.Of(
            $"""<rect class="f-grey" x="{x}" y="{ChartFrame.N(Middle - up)}" width="{ChartFrame.N(width)}" height="{ChartFrame.N(up)}"/><rect class="f-accent" x="{x}" y="{ChartFrame.N(Middle)}" width="{ChartFrame.N(width)}" height="{ChartFrame.N(down)}"/>""");
    }

    private static HtmlContentBuilder Grid(ChartFrame frame, double top)
    {
        var lines = new HtmlContentBuilder();
        foreach (var share in new[] { 1, 0.5, -0.5, -1 })
        {
            var y = Middle - (Half * share);
            lines.AppendHtml(Markup.Of(
                $"<path class=\"axis\" d=\"M{frame.Left} {ChartFrame.N(y)}H{frame.Right}\"/><text x=\"{frame.Left - 6}\" y=\"{ChartFrame.N(y + 4)}\" text-anchor=\"end\">{Figures.Number(top * Math.Abs(share), 0)}</text>"));
        }
        return lines;
    }
}
