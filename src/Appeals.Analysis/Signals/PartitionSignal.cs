using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Partition: do the layers tile the canvas like a jigsaw? Shares in [0, 1]: how much of the painted canvas has other paint beneath (covered),
/// how much of it has paint of several layers (overlap), and how much of the outlines runs through paint that goes on smoothly beyond (cut), where a painter
/// would have had no reason to stop; and how often the picture changes more across the hard end of a layer than just before it (step, see <see cref="OutlineStep"/>; 1 if that
/// could not be measured), which takes support away where it is no more than by chance. Speaks against a source only if all of it holds: verbatim pixels, nothing beneath, cuts, at least four layers.
/// Known failures: cuts along real edges do not show as cuts; panels of a comic lie side by side, but their borders are edges; swatches of patterns
/// side by side have cuts of about 0.3.
/// </summary>
internal sealed class PartitionSignal : StudySignal
{
    private const int LeastLayers = 4;
    private const double LittleBeneath = 0.1, SomeBeneath = 0.15, Cuts = 0.45, Verbatim = 0.85;
    private const double Against = 0.7;

    protected override string Name => "partition";

    protected override Wording Method { get; } = new(
        "The outlines of all layers were followed: does the picture change there, or does the same paint go on in the next layer? And is there other paint beneath?",
        "沿各图层的轮廓检查：画面在该处是否有变化，还是同样的颜料在相邻图层中继续？下面是否有别的颜料？");

    protected override Wording Weakness { get; } = new(
        "Growing the pieces and filling what they hide takes a script and minutes; the filling shows as hidden paint that is smooth, or that begins just where it is hidden.",
        "用脚本把碎片扩大并填补被遮部分只需几分钟；填补会表现为过于平滑、或恰在被遮处开始的隐藏颜料。");

    /// <summary>Whether the layers are pieces of one picture, beyond what honest work looks like.</summary>
    public static bool IsJigsaw(PictureStudy study) =>
        study.Layers.Count >= LeastLayers && study.Map.Pixels >= LeastPixels && study.Verbatim >= Verbatim && study.Map.Covered <= LittleBeneath && study.Cut >= Cuts;

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        if (study.Layers.Count < 2) return null;
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { ["overlap"] = study.Map.Overlap, ["covered"] = study.Map.Covered, ["cut"] = study.Cut, ["step"] = study.Step ?? 1 };
        if (IsJigsaw(study))
            return new(Direction.Contradicts, Against, values, new("The layers fit together like a jigsaw", "图层像拼图一样拼接"),
                new($"{Phrase.PercentEn(study.Cut)} of their outlines cut through paint that goes on in the next layer, and hardly anything lies beneath. A picture is also cut up for animation or print: a word about it helps.",
                    $"{Phrase.PercentZh(study.Cut)} 的图层轮廓切过连续的颜料，下面几乎没有别的内容。为动画或印刷拆分画面也会这样：说明一下会有帮助。"),
                study.Layers.OrderByDescending(static l => l.Cut * l.OutlineLength).Select(static l => l.Id));
        return study.Map.Covered >= SomeBeneath
            ? new(Direction.Supports, 0.3 * Weighing.Ramp(study.Map.Covered, 0.1, 0.5), values, new("Layers lie over one another", "图层互相覆盖"),
                new($"On {Phrase.PercentEn(study.Map.Covered)} of the painted canvas there is other paint than the one that is seen.", $"在 {Phrase.PercentZh(study.Map.Covered)} 的作画区域，可见颜料之外还有别的颜料。"), [])
            : new(Direction.Neutral, 0, values, new("Layers lie mostly side by side", "图层大多并排"),
                new("Hardly any paint lies beneath other paint. Shapes, sprites and lettering look so; it says little either way.", "几乎没有颜料互相覆盖。图形、像素素材和文字都会这样，说明不了什么。"), []);
    }
}
