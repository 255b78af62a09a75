using Appeals.Core.Metrics;
using Appeals.Web.Features.Shared.Parts;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Dashboard;

/// <summary>A rate as a dot within its interval, on a line from 0 to 100 %. The figures stand beside it, so it is hidden from screen readers.</summary>
internal static class IntervalChart
{
    private const double Left = 4;
    private const double Length = 192;

    public static IHtmlContent Draw(double rate, Interval interval)
    {
        var (low, high, dot) = (X(interval.Low), X(interval.High), X(rate));
        return Markup.Of(
            $"""<svg class="interval" viewBox="0 0 200 22" width="200" height="22" aria-hidden="true"><path class="axis" d="M4 11H196M4 8v6M52 8v6M100 8v6M148 8v6M196 8v6"/><path d="M{low} 11H{high}" stroke="var(--ink-2)" stroke-width="3"/><path d="M{low} 6v10M{high} 6v10" stroke="var(--ink-2)" stroke-width="1.5"/><circle cx="{dot}" cy="11" r="4.5" fill="var(--ink)" stroke="var(--surface)" stroke-width="1.5"/></svg>""");
    }

    private static string X(double share) => ChartFrame.N(Left + (Length * share));
}
