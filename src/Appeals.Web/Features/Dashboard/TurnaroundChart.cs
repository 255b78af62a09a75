using Appeals.Core.Metrics;
using Appeals.Web.Features.Shared.Parts;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Dashboard;

/// <summary>Median and 90th percentile by week as two lines that differ by dash and carry their names. A week without decisions is a gap.</summary>
internal sealed class TurnaroundChart(IReadOnlyList<WeekFigures> weeks, string medianName, string percentileName)
{
    private const double LeastDistance = 15;

    public IHtmlContent Draw(ChartFrame frame, string label)
    {
        var top = ChartFrame.Ceiling(weeks.Max(w => w.Turnaround?.Percentile90.TotalHours ?? 0));
        var percentile = Path(frame, top, s => s.Percentile90);
        var median = Path(frame, top, s => s.Median);
        return frame.Svg(label, Markup.Of(
            $"{frame.Grid(top)}<path class=\"c-2\" d=\"{percentile}\"/><path class=\"c-1\" d=\"{median}\"/>{Names(frame, top)}{frame.WeekLabels([.. weeks.Select(w => w.Number)], frame.PointAt)}"));
    }

    private string Path(ChartFrame frame, double top, Func<Spread, TimeSpan> value)
    {
        var path = new System.Text.StringBuilder();
        var pen = 'M';
        for (var i = 0; i < weeks.Count; i++)
        {
            if (weeks[i].Turnaround is not { } spread)
            {
                pen = 'M';
                continue;
            }
            var (x, y) = (ChartFrame.N(frame.PointAt(i, weeks.Count)), ChartFrame.N(Y(value(spread), top)));
            path.Append(pen).Append(x).Append(' ').Append(y);
            // a week between two gaps is a dot: a line of no length with round ends
            if (pen == 'M') path.Append('h').Append("0.01");
            pen = 'L';
        }
        return path.ToString();
    }

    private IHtmlContent Names(ChartFrame frame, double top)
    {
        var last = weeks.Select((w, i) => (w.Turnaround, Index: i)).LastOrDefault(w => w.Turnaround is not null);
        if (last.Turnaround is not { } spread) return HtmlString.Empty;
        var x = frame.PointAt(last.Index, weeks.Count);
        var (median, percentile) = (Y(spread.Median, top), Y(spread.Percentile90, top));
        var above = Math.Min(percentile, median - LeastDistance);
        return Markup.Of(
            $"""<circle cx="{ChartFrame.N(x)}" cy="{ChartFrame.N(median)}" r="4" class="f-ink"/><text class="t-ink" x="{ChartFrame.N(frame.Right + 10)}" y="{ChartFrame.N(median + 4)}">{medianName}</text><text x="{ChartFrame.N(frame.Right + 10)}" y="{ChartFrame.N(above + 4)}">{percentileName}</text>""");
    }

    private static double Y(TimeSpan value, double top) => ChartFrame.Bottom - ((ChartFrame.Bottom - ChartFrame.Top) * value.TotalHours / top);
}
