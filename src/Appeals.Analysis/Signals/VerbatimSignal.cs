using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Verbatim pixels: share of all paint whose colour equals the finished picture's at that place within rounding (4 of 255 per channel), in [0, 1].
/// Layers that were painted hold much that later paint covers, tints or shades; pieces of a finished picture hold only it. High in honest files of few opaque
/// layers and of shapes side by side (buttons, sprites), so that alone it says nothing.
/// </summary>
internal sealed class VerbatimSignal : StudySignal
{
    public const double High = 0.9;

    protected override string Name => "verbatim";

    protected override Wording Method { get; } = new(
        "For each layer, its own colours were compared with the finished picture at the same places.", "逐层将图层自身的颜色与成品画面同一位置的颜色比较。");

    protected override Wording Weakness { get; } = new(
        "A tint or a shift of colour over all layers makes pixels differ at no cost; the structure of a layer is compared as well, and does not change by that.",
        "给所有图层加一层色调即可让像素不再相等，成本极低；但我们也比较图层的结构，结构不会因此改变。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        if (study.Layers.Count < 3) return null;
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { ["verbatim"] = study.Verbatim, ["echoed"] = study.Map.EchoedBy(1) };
        var (en, zh) = (Phrase.PercentEn(study.Verbatim), Phrase.PercentZh(study.Verbatim));
        var high = study.Layers.Where(static l => l.Verbatim >= High).OrderByDescending(static l => l.Painted).Select(static l => l.Id);
        return study.Verbatim >= High
            ? new(Direction.Neutral, 0, values, new("The layers hold little but the finished picture", "各图层几乎只含成品画面的像素"),
                new($"{en} of all paint is exactly what one sees in the end. Shapes side by side look so, and so does a finished picture that was taken apart.",
                    $"全部颜料中有 {zh} 与最终画面完全相同。并排的图形会这样，把成品图拆开也会这样。"), high)
            : new(Direction.Neutral, 0, values, new("The layers hold more than one sees in the end", "图层中有最终看不到的内容"),
                new($"Only {en} of all paint is exactly what one sees in the end; the rest was covered, shaded or tinted by other layers.",
                    $"全部颜料中只有 {zh} 与最终画面完全相同，其余被其他图层遮盖、加阴影或改色。"), []);
    }
}
