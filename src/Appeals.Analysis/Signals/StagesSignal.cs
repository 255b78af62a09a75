using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Stages: which parts of a working process the layers play (lines, flats, shade, light, effects), told from blend modes and paint, never from names; and whether
/// lines that are hidden, faint or lowest look like a sketch, which follows the finished edges but not to the pixel, or were derived from them, which agree exactly.
/// Supports by 0.05 for each stage beyond the first and 0.1 for a sketch, since a program gives layers such parts at little cost.
/// </summary>
internal sealed class StagesSignal : StudySignal
{
    private const double OfStage = 0.05, OfSketch = 0.1;

    protected override string Name => "stages";

    protected override Wording Method { get; } = new(
        "Each layer's part was told from its blend mode, and from how sparse, thin or flat its paint is; lines that may be a sketch were compared with the edges of the picture.",
        "根据图层的混合模式、颜料的稀疏、纤细或平涂程度判断其作用；可能是草图的线条与画面边缘比较。");

    protected override Wording Weakness { get; } = new(
        "Blend modes are set by a click, and edge detection gives lines; lines that agree with the picture to the pixel are such.", "混合模式一点即可设置，边缘检测就能生成线条；与画面逐像素吻合的线条正是如此。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        var stages = study.Layers.Select(l => study.Roles[l.Id]).Where(static r => r != LayerRole.Paint).Distinct().ToList();
        var sketches = study.Sketches.Where(static s => s.Value.IsSketch).Select(static s => s.Key).ToList();
        var derived = study.Sketches.Where(static s => s.Value.IsDerived).Select(static s => s.Key).ToList();
        if (stages.Count == 0 && sketches.Count == 0) return null;
        int Of(LayerRole role) => study.Layers.Count(l => study.Roles[l.Id] == role);
        var values = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["lines"] = Of(LayerRole.Lines), ["flats"] = Of(LayerRole.Flats), ["shade"] = Of(LayerRole.Shade), ["light"] = Of(LayerRole.Light), ["effects"] = Of(LayerRole.Effect),
            ["sketches"] = sketches.Count, ["derived"] = derived.Count,
        };
        var weight = (OfStage * Math.Max(0, stages.Count - 1)) + (sketches.Count > 0 ? OfSketch : 0);
        var (en, zh) = (string.Join(", ", stages.Order().Select(static s => Words(s).En)), string.Join("、", stages.Order().Select(static s => Words(s).Zh)));
        var sketch = sketches.Count > 0 ? new Wording(" A sketch follows the finished lines without being them.", "有草图，与最终线条相随而不重合。")
            : derived.Count > 0 ? new Wording(" Lines that might be a sketch agree with the picture to the pixel.", "疑似草图的线条与画面逐像素吻合。") : new Wording("", "");
        return new(weight > 0 ? Direction.Supports : Direction.Neutral, weight, values, new("Layers play different parts", "图层各有分工"),
            new($"Told from their paint and modes: {(en.Length == 0 ? "a sketch" : en)}.{sketch.En}", $"根据颜料与混合模式判断：{(zh.Length == 0 ? "草图" : zh)}。{sketch.Zh}"), sketches.Concat(derived));
    }

    private static Wording Words(LayerRole role) => role switch
    {
        LayerRole.Lines => new("lines", "线稿"),
        LayerRole.Flats => new("flat colours", "底色"),
        LayerRole.Shade => new("shade", "阴影"),
        LayerRole.Light => new("light", "光"),
        _ => new("effects", "效果"),
    };
}
