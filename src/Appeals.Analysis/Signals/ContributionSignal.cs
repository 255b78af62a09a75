using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Contribution: how the picture is spread over the layers. Layers that change nothing count for nothing, so that a pasted picture with
/// forty empty layers is one layer. A painter who works on a single layer is not held against it.
/// </summary>
internal sealed class ContributionSignal : ISignal
{
    /// <summary>Effective layers at which the picture begins to be spread.</summary>
    private const double SpreadFrom = 2;
    private const int Named = 12;

    private static readonly Wording Method = new(
        "The picture was composed again without each visible layer, and the visible change summed up. The effective number of layers is exp(entropy) of those shares.",
        "依次去掉每个可见图层重新合成，累计可见变化。等效图层数为这些占比的熵的指数。");
    private static readonly Wording Weakness = new(
        "A flat picture cut into pieces has many effective layers too; then hardly any paint lies over other paint (depth near 1).",
        "把成品图切成多块也会有较多等效图层，但那样几乎没有互相覆盖的颜料（层叠深度接近 1）。");

    /// <summary>In [0, 1]: 0 for one layer, 0.53 for four, 0.83 for eight effective ones.</summary>
    public static double Spread(LayerContributions contributions) => contributions.Effective <= 1 ? 0 : 1 - Math.Exp(-(contributions.Effective - 1) / 4);

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var source in evidence.Sources)
        {
            if (source.Contributions is not { } measured || measured.Layers.Count == 0) continue;
            var matches = evidence.Verdict == MatchVerdict.Same && evidence.Match!.Source == source;
            var spread = measured.Effective >= SpreadFrom;
            var (title, reason) = Words(measured, spread);
            yield return new()
            {
                Signal = "contribution",
                Direction = spread && matches ? Direction.Supports : Direction.Neutral,
                Weight = spread && matches ? Math.Round(Spread(measured), 3) : 0,
                Values = new Dictionary<string, double>(StringComparer.Ordinal)
                {
                    ["layers"] = measured.Layers.Count, ["contributing"] = measured.Contributing, ["effective"] = Math.Round(measured.Effective, 2),
                    ["largest"] = Math.Round(measured.Largest, 4), ["depth"] = Math.Round(measured.Depth, 2),
                },
                Title = title,
                Reason = reason,
                Layers = [.. measured.Layers.Where(static l => l.Value.Share >= LayerContributions.Noticeable)
                    .OrderByDescending(static l => l.Value.Share).Take(Named).Select(l => evidence.Name(source, l.Key))],
                Method = Method,
                Weakness = Weakness,
            };
        }
    }

    private static (Wording Title, Wording Reason) Words(LayerContributions measured, bool spread)
    {
        var effective = Phrase.Number(measured.Effective);
        var (largestEn, largestZh) = (Phrase.PercentEn(measured.Largest), Phrase.PercentZh(measured.Largest));
        if (measured.Contributing == 0)
            return (new("No visible layer makes the picture", "没有可见图层构成画面"),
                new("What we could draw of this file is empty. Perhaps its layers are hidden, or of a kind that we cannot draw.",
                    "这个文件中我们能绘制的部分是空白的。可能图层被隐藏，或属于我们无法绘制的类型。"));
        if (measured.Contributing == 1)
            return (new("One layer makes the picture", "画面只由一个图层构成"),
                new("Nothing can be read from that either way: many artists paint on one layer. Sketches, a time-lapse or an earlier save would help.",
                    "这一点本身说明不了什么：很多画师只用一个图层。草图、绘画录屏或较早的存档会有帮助。"));
        return spread
            ? (new($"{measured.Contributing} layers make the picture", $"{measured.Contributing} 个图层共同构成画面"),
                new($"Of {measured.Layers.Count} visible layers, {measured.Contributing} change what one sees. The work is spread as over {effective} equal layers; the largest makes {largestEn} of it.",
                    $"{measured.Layers.Count} 个可见图层中，有 {measured.Contributing} 个影响画面。分布相当于 {effective} 个等量图层，占比最大的一层为 {largestZh}。"))
            : (new("One layer makes most of the picture", "画面大部分来自一个图层"),
                new($"Of {measured.Layers.Count} visible layers, {measured.Contributing} change what one sees, but one of them makes {largestEn} of it.",
                    $"{measured.Layers.Count} 个可见图层中，有 {measured.Contributing} 个影响画面，但其中一层占 {largestZh}。"));
    }
}
