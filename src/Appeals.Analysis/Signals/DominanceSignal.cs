using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Dominance: does one layer alone show the picture? Similarity is the lesser of two shares: of the picture's structure, what the layer echoes, and of the canvas,
/// what it paints; in [0, 1]; a tint over it does not hide it, since gradients are compared, not colours. Hidden layers and merged copies of what the others make do not
/// count. A painter who works on one layer looks the same: it takes support away and speaks against no one.
/// Known failures: a single rich background layer behind sparse figures; a painter's final paint-over.
/// </summary>
internal sealed class DominanceSignal : StudySignal
{
    public const double Plain = 0.7;

    protected override string Name => "dominance";

    protected override Wording Method { get; } = new(
        "Each layer alone was compared with the whole picture: how much of its detail comes from that layer, and how much of the canvas the layer covers.",
        "将每个图层单独与整幅画面比较：画面细节有多少来自该图层，该图层覆盖了多少画布。");

    protected override Wording Weakness { get; } = new(
        "Cutting the flat picture into several layers lowers this at no cost; that shows as verbatim pixels and cuts.",
        "把成品图切成几层即可轻易降低此值，但会表现为“像素照搬”与切口。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        if (study.Dominant is not { } layer || study.Layers.Count < 2) return null;
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { ["similarity"] = layer.Alone, ["detail"] = layer.Detail, ["area"] = layer.Painted, ["merged"] = source.Contributions!.Merged.Count };
        var (en, zh) = (Phrase.PercentEn(layer.Detail), Phrase.PercentZh(layer.Detail));
        return layer.Alone >= Plain
            ? new(Direction.Neutral, 0, values, new("One layer alone already shows the picture", "单独一个图层已显示整幅画面"),
                new($"{en} of the detail comes from one layer. Others add to it, but how that layer itself was made does not show here. Sketches, a time-lapse or an earlier save would help.",
                    $"{zh} 的细节来自同一图层。其他图层有所补充，但看不出该图层本身如何画成。草图、绘画录屏或较早的存档会有帮助。"), [layer.Id])
            : new(Direction.Neutral, 0, values, new("No single layer shows the picture", "没有哪个图层单独显示整幅画面"),
                new($"The layer that shows most of it carries {en} of the detail.", $"单独显示最多的图层也只包含 {zh} 的细节。"), [layer.Id]);
    }
}
