using System.Globalization;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Strokes: how many stroke-like marks the contributing layers hold, as a range (<see cref="StrokeMarks"/> has the method and its limits), with the median width,
/// the spread of widths and the taper of each. A count is no evidence, since a program draws strokes at no cost; it helps a person to picture the work.
/// Known failures: strokes of one colour that cross count once, texture and noise count as marks, marks finer than the reduced canvas are estimated.
/// </summary>
internal sealed class StrokesSignal : StudySignal
{
    private const double LeastThin = 0.2;

    protected override string Name => "strokes";

    protected override Wording Method { get; } = new(
        "Patches of one colour were counted on each layer and measured for width, length and taper; the range allows for strokes that join, cross or are too fine.",
        "逐层统计同色斑块，并测量宽度、长度和收尖；给出的范围考虑了相连、交叉和过细的笔触。");

    protected override Wording Weakness { get; } = new(
        "A program that lays strokes makes any number of them in minutes.", "程序可以在几分钟内生成任意数量的笔触。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        var marked = study.Layers.Select(l => (Layer: l, Marks: study.Marks[l.Id])).ToList();
        double least = marked.Sum(static m => m.Marks.Least), most = marked.Sum(static m => m.Marks.Most), painted = marked.Sum(static m => m.Layer.Painted);
        if (painted <= 0) return null;
        double Mean(Func<StrokeMarks, double> of) => marked.Sum(m => m.Layer.Painted * of(m.Marks)) / painted;
        var values = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["least"] = Rounded(least), ["most"] = Rounded(most), ["thin"] = Mean(static m => m.Thin), ["width"] = Mean(static m => m.Width), ["widthSpread"] = Mean(static m => m.WidthSpread), ["taper"] = Mean(static m => m.Taper),
        };
        var (low, high) = (Count(least), Count(most));
        return new(Direction.Neutral, 0, values, new($"About {low} to {high} marks", $"约 {low} 至 {high} 处笔触"),
            new("Counted on the layers that make the picture, at a reduced size: an estimate, and no evidence by itself.", "在构成画面的图层上以缩小尺寸统计，是估计值，本身不作为证据。"),
            marked.Where(static m => m.Marks.Thin >= LeastThin).OrderByDescending(static m => m.Marks.Patches).Select(static m => m.Layer.Id));
    }

    private static string Count(double value) => Rounded(value).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Two digits.</summary>
    private static double Rounded(double value)
    {
        if (value < 10) return Math.Round(value);
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(value / unit) * unit;
    }
}
