using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Hidden paint: paint that other paint covers, shades or tints, and that the finished picture does not give away. Squares of the painted canvas (8 pixels at a long side
/// of 512, fewer on icons) where some layer's mean colour is plainly another than the picture's (beneath); where it has structure of its own there (own); where its colours are
/// not found anywhere near (foreign). All in [0, 1], shares of the painted canvas. Structure is what has edges: gradients are measured with and without smoothing, which takes most of the
/// energy of noise and little of an edge's, so that noise over a smooth filling is no detail. Layers that one mostly sees through (opacity below a half) differ from the picture
/// for that alone, and hide nothing; smooth paint of the colour that the picture has on average around, and a square that is the picture blurred to the pixel, is what anyone
/// gets by blurring it, and does not count; nor does what is drawn on a layer of which one sees less than a twentieth anywhere, since any picture could lie there. The weight is
/// √beneath, less if hardly any of it has detail, and less for a seam.
/// Filled in afterwards, hidden paint begins just where it becomes hidden: the layer changes across that border more than just before it (seam, about 0.5 where
/// painted and up to 1, beneath lines not looked at, see <see cref="HiddenSeam"/>), or changes there and goes on as a smear of its edge, with less change just beneath than just before (calm, likewise; alone it says nothing), or it is smoother than the seen part (grain: edges within hidden paint over edges within seen paint of the same layer, borders not among them; 1 and more where painted, 0.5 in
/// some works of few layers). Both count for less.
/// Known failures: flats under shading alone are smooth and count by colour only; a painter who lifts everything onto one layer has none.
/// </summary>
internal sealed class HiddenPaintSignal : StudySignal
{
    protected override string Name => "hiddenPaint";

    protected override Wording Method { get; } = new(
        "Paint on each layer was compared with the finished picture, square by square: another colour, detail of its own, or a smooth fill; and whether it changes just where other paint begins to hide it.",
        "逐格比较各图层的颜料与成品画面：颜色不同、自有细节，还是平滑填充；以及它是否恰在开始被遮住处发生变化。");

    protected override Wording Weakness { get; } = new(
        "Inventing detail beneath that goes on naturally takes a painter, or a generator used object by object with care: hours, or a good tool. Repainting another picture beneath takes a real picture.",
        "要在下层编造自然延续的细节，需要真正会画的人，或细心地逐物体使用生成工具，耗时且不易。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        if (study.Layers.Count < 2) return null;
        var (map, reading) = (study.Map, Weighing.Of(study));
        var values = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["beneath"] = map.BiasedArea, ["own"] = map.OwnArea, ["foreign"] = map.ForeignArea, ["smooth"] = map.SmoothArea, ["grain"] = study.Grain, ["seam"] = study.Seam ?? 0.5, ["calm"] = study.Calm ?? 0.5,
        };
        var layers = study.Layers.Where(static l => l.Biased > 0.005).OrderByDescending(static l => l.Own + l.Biased).Select(static l => l.Id);
        var (en, zh) = (Phrase.PercentEn(map.BiasedArea), Phrase.PercentZh(map.BiasedArea));
        if (map.BiasedArea < 0.02)
            return new(Direction.Neutral, 0, values, new("Hardly any paint lies beneath other paint", "几乎没有被遮盖的颜料"),
                new("What the layers hold is what one sees. Some paint so; it tells us little about how the picture came about.", "图层里的内容就是看到的画面。有人就是这样画的，但由此看不出画面如何形成。"), []);
        return reading.Filled > 0.6
            ? new(Direction.Neutral, 0, values, new("What lies beneath begins just where it is hidden", "隐藏的颜料恰在被遮住处开始"),
                new($"On {en} of the painted canvas there is other paint beneath, but the layers change along the border of what is seen, as if filled in or corrected from above. Tell us how those layers were made.",
                    $"作画区域的 {zh} 下面有别的颜料，但图层沿可见区域的边界发生变化，像是事后填补或从上方修正。请告诉我们这些图层是怎样画的。"), layers)
            : reading.Grain < 0.7
            ? new(Direction.Supports, reading.HiddenPaint, values, new("What lies beneath is smoother than what is seen", "被遮住的部分比可见部分更平滑"),
                new($"On {en} of the painted canvas there is other paint beneath, but it has less detail than the seen parts of the same layers. Painters who spare themselves what no one sees do so; a program that fills in does too.",
                    $"作画区域的 {zh} 下面有别的颜料，但比同一图层的可见部分缺少细节。不画看不见之处的画师会这样，自动填补的程序也会这样。"), layers)
            : new(Direction.Supports, reading.HiddenPaint, values, new("There is real paint beneath the paint", "可见颜料之下还有颜料"),
                new($"On {en} of the painted canvas layers hold colours that the finished picture does not show, on {Phrase.PercentEn(map.OwnArea)} with detail of their own. That is what painting leaves behind.",
                    $"作画区域的 {zh} 上，图层中有成品画面看不到的颜色，其中 {Phrase.PercentZh(map.OwnArea)} 带有自身细节。这正是绘画过程留下的痕迹。"), layers);
    }
}
