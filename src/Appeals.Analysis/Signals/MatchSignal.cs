using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Match: do the visible layers, stacked, make the published picture? Without this nothing else about a file says anything about the picture.
/// A file that does not match is no evidence against its creator: an early version, a sketch and the wrong file look the same to us.
/// </summary>
internal sealed class MatchSignal : ISignal
{
    // Measured on paintings and line drawings: true copies, however scaled, cropped, bordered, mirrored, stamped and compressed,
    // stayed above 0.79, pale washes beneath a watermark, reduced and compressed, about 0.7, different pictures below 0.40.
    private const double SameFrom = 0.7;
    private const double PartialFrom = 0.5;
    private const double LeastCoverage = 0.3;

    private static readonly Wording Method = new(
        "The visible layers were stacked and fitted to the published picture (size, crop, border, mirroring). Then the structure of both was compared, places with detail counting most.",
        "将可见图层叠加后，与发布图对齐（缩放、裁剪、边框、镜像），再比较两者的结构，细节多的地方权重更高。");
    private static readonly Wording Weakness = new(
        "Anyone who has the flat picture can put it into a file: a match alone says nothing about how the picture was made.",
        "任何人都可以把成品图放进一个文件：仅凭吻合不能说明图是怎样画成的。");

    public static MatchVerdict Judge(double similarity, double coverage) =>
        similarity >= SameFrom && coverage >= LeastCoverage ? MatchVerdict.Same
        : similarity >= PartialFrom && coverage >= LeastCoverage ? MatchVerdict.Partial
        : MatchVerdict.Different;

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Match is not { } match) yield break;
        var layered = match.Source.Contributions is { Contributing: > 1 };
        var (title, reason) = Words(evidence, match, layered);
        yield return new()
        {
            Signal = "match",
            Direction = evidence.Verdict == MatchVerdict.Same && layered ? Direction.Supports : Direction.Neutral,
            Weight = evidence.Verdict == MatchVerdict.Same && layered ? Math.Round(match.Similarity * Math.Sqrt(match.Coverage), 3) : 0,
            Values = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["similarity"] = Math.Round(match.Similarity, 4), ["coverage"] = Math.Round(match.Coverage, 4), ["differing"] = Math.Round(match.Differing, 4), ["marked"] = Math.Round(match.Marks.Share, 4),
            },
            Title = title,
            Reason = reason,
            Layers = [],
            Previews = [PreviewNames.Composite, PreviewNames.Difference],
            Method = Method,
            Weakness = Weakness,
        };
    }

    private static (Wording Title, Wording Reason) Words(Evidence evidence, PictureMatch match, bool layered)
    {
        var (en, zh) = (Phrase.PercentEn(match.Similarity), Phrase.PercentZh(match.Similarity));
        var rest = Rest(match);
        var ours = evidence.Problems.Any(p => p.Source == match.Source.Id);
        return evidence.Verdict switch
        {
            MatchVerdict.Same when layered => (
                new("The layers make the published picture", "图层叠加即为发布图"),
                new($"Stacked as they were saved, they match what was published at {en}.{rest.En}", $"按保存的样子叠加，与发布图的相似度为 {zh}。{rest.Zh}")),
            MatchVerdict.Same => (
                new("The file shows the published picture", "文件就是发布图的画面"),
                new($"It matches what was published at {en}, but without several layers it cannot show how the picture was made. Sketches, a time-lapse or an earlier save would help.",
                    $"与发布图的相似度为 {zh}，但没有多个图层，看不出画的过程。草图、绘画录屏或较早的存档会有帮助。")),
            _ when ours => (
                new("Not all of the file could be drawn", "文件未能全部绘制"),
                new($"Similarity {en}, but parts of the file are of a kind that our program cannot draw, so the difference may be ours. A person compares by eye.",
                    $"相似度 {zh}，但文件中有我们的程序无法绘制的内容，差异可能出在我们这边，会有人工目测比较。")),
            MatchVerdict.Partial => (
                new("The file is partly the published picture", "文件与发布图部分相符"),
                new($"Similarity {en}. It may be an earlier version, or layers may be hidden that were visible at the export.", $"相似度 {zh}。可能是较早的版本，或导出时可见的图层现在被隐藏了。")),
            _ => (
                new("The file does not show the published picture", "文件不是发布图的画面"),
                new($"Similarity only {en}, however we fitted the two. If this is a sketch or an early version, say so; if it is the wrong file, add the right one.",
                    $"无论怎样对齐，相似度只有 {zh}。如果这是草图或早期版本，请告诉我们；如果传错了文件，请补传正确的文件。")),
        };
    }

    /// <summary>What is not the same, and why that does not matter.</summary>
    private static Wording Rest(PictureMatch match)
    {
        var mark = match.Marks.Places.Count == 0 ? null : Mark(match.Marks);
        if (match.Coverage < 0.97)
            return new($" They cover {Phrase.PercentEn(match.Coverage)} of it; the rest is border or was added.{mark?.En}", $"覆盖发布图的 {Phrase.PercentZh(match.Coverage)}，其余是边框或后加内容。{mark?.Zh}");
        if (mark is not null) return mark;
        return match.Differing > 0.002
            ? new($" {Phrase.PercentEn(match.Differing)} of the area plainly differs, for instance in colour.", $"有 {Phrase.PercentZh(match.Differing)} 的面积明显不同，例如颜色。")
            : new(" What is left is resizing and compression.", "其余差异来自缩放与压缩。");
    }

    private static Wording Mark(AddedMarks marks)
    {
        var place = marks.Places[0];
        var where = Zones[(Third(place.Top + (place.Height / 2), marks.Height) * 3) + Third(place.Left + (place.Width / 2), marks.Width)];
        var (en, zh) = (Phrase.PercentEn(marks.Share), Phrase.PercentZh(marks.Share));
        return marks.Places.Count == 1
            ? new($" Something was put over it {where.En} ({en} of the area), such as a label or a signature; this was left out of the comparison.", $"{where.Zh}有后加的内容（占 {zh}），例如标识或签名，比较时已排除。")
            : new($" Something was put over it in {marks.Places.Count} places ({en} of the area), the largest {where.En}, such as a label or a watermark; these were left out of the comparison.", $"有 {marks.Places.Count} 处后加的内容（共占 {zh}，最大的在{where.Zh}），例如标识或水印，比较时已排除。");
    }

    /// <summary>0 for the first third, 2 for the last.</summary>
    private static int Third(int place, int length) => Math.Clamp(place * 3 / length, 0, 2);

    private static readonly Wording[] Zones =
    [
        new("in the upper left", "左上方"), new("at the top", "上方"), new("in the upper right", "右上方"), new("on the left", "左侧"), new("in the middle", "中部"), new("on the right", "右侧"),
        new("in the lower left", "左下方"), new("at the bottom", "下方"), new("in the lower right", "右下方"),
    ];
}
