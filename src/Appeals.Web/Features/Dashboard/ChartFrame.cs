using System.Globalization;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Dashboard;

/// <summary>The drawing area of a chart by weeks: where a week stands, where a value stands, and the grid behind. One for wide pages, one for narrow ones.</summary>
internal sealed record ChartFrame(string Class, int Width, int Left, int Right, int LabelEvery)
{
    public const int Top = 12;
    public const int Bottom = 196;
    public const int Height = 226;
    private const int Lines = 4;
    private static readonly double[] Steps = [1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

    public static ChartFrame Wide { get; } = new("wide", 680, 40, 560, 1);
    public static ChartFrame Narrow { get; } = new("narrow", 340, 34, 262, 2);
    public static ChartFrame WideBars { get; } = new("wide", 480, 36, 480, 1);
    public static ChartFrame NarrowBars { get; } = new("narrow", 340, 34, 340, 2);

    public IHtmlContent Svg(string label, IHtmlContent inside) =>
        Markup.Of($"<svg class=\"{Class}\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{label}\">{inside}</svg>");

    /// <summary>Points stand on the edges, bars in the middle of their share of the width.</summary>
    public double PointAt(int index, int count) => Left + ((Right - Left) * (double)index / Math.Max(1, count - 1));

    public double BarWidth(int count) => (Right - Left) / (double)count;

    public double BarAt(int index, int count) => Left + (BarWidth(count) * (index + 0.5));

    public HtmlContentBuilder Grid(double top)
    {
        var lines = new HtmlContentBuilder();
        for (var i = 0; i <= Lines; i++)
        {
            var y = Bottom - ((Bottom - Top) * i / (double)Lines);
            lines.AppendHtml(Markup.Of(
                $"<path class=\"axis\" d=\"M{Left} {N(y)}H{Right}\"/><text x=\"{Left - 6}\" y=\"{N(y + 4)}\" text-anchor=\"end\">{Figures.Number(top * i / Lines, 0)}</text>"));
        }
        return lines;
    }

    public HtmlContentBuilder WeekLabels(IReadOnlyList<int> numbers, Func<int, int, double> place)
    {
        var labels = new HtmlContentBuilder();
        for (var i = 0; i < numbers.Count; i++)
        {
            // the current week is always named
            if ((numbers.Count - 1 - i) % LabelEvery == 0)
                labels.AppendHtml(Markup.Of($"<text x=\"{N(place(i, numbers.Count))}\" y=\"216\" text-anchor=\"middle\">{numbers[i]}</text>"));
        }
        return labels;
    }

    /// <summary>The smallest round number that is not below the largest value and whose quarters are whole.</summary>
    public static double Ceiling(double largest)
    {
        if (largest <= 8) return largest <= 4 ? 4 : 8;
        var magnitude = Math.Pow(10, Math.Max(1, Math.Floor(Math.Log10(largest))));
        return Steps.Select(step => step * magnitude).First(top => top >= largest);
    }

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
