using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>AI share: what the layers or areas that the creator declared as AI do to the picture. A declaration is honesty, not evidence against.</summary>
internal sealed class AiShareSignal : ISignal
{
    private static readonly Wording Method = new(
        "The picture was composed with and without the declared layers. A place counts as touched if its colour changes visibly (OKLab distance above 0.02); declared areas count whole.",
        "分别在包含和去掉所声明图层的情况下合成画面。颜色变化可见（OKLab 距离大于 0.02）的位置算作受影响；声明的区域整体计入。");
    private static readonly Wording Weakness = new(
        "It measures only what was declared. AI-made paint on another layer does not show here.",
        "这里只衡量已声明的部分；其他图层上的 AI 内容不会在此体现。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.AiShare is { } map) yield return Describe(evidence, map.Share);
        if (evidence.MissingDeclared.Count > 0) yield return DescribeMissing(evidence);
    }

    private static Finding Describe(Evidence evidence, AiShare share) => new()
    {
        Signal = "aiShare",
        Direction = Direction.Neutral,
        Weight = Math.Round(Math.Clamp(share.Area, 0, 1), 3),
        Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["area"] = share.Area, ["difference"] = share.Difference },
        Title = new($"Declared AI touches {Phrase.PercentEn(share.Area)} of the picture", $"声明的 AI 影响画面的 {Phrase.PercentZh(share.Area)}"),
        Reason = new(
            $"What was declared makes {Phrase.PercentEn(share.Difference)} of the visible difference from white paper. The map shows where.",
            $"声明的部分占画面（相对白纸）可见差异的 {Phrase.PercentZh(share.Difference)}，分布见图。"),
        Layers = [.. evidence.Sources.SelectMany(s => s.Declared.Order(StringComparer.Ordinal).Select(layer => evidence.Name(s, layer)))],
        Previews = [PreviewNames.AiShare],
        Method = Method,
        Weakness = Weakness,
    };

    private static Finding DescribeMissing(Evidence evidence) => new()
    {
        Signal = "aiShare",
        Direction = Direction.Neutral,
        Weight = 0,
        Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["missing"] = evidence.MissingDeclared.Count },
        Title = new("A declared layer is not in the files", "文件中没有所声明的图层"),
        Reason = new(
            $"{evidence.MissingDeclared.Count} declared layer name(s) were not found, so their part could not be measured. Please check the names.",
            $"有 {evidence.MissingDeclared.Count} 个声明的图层名未找到，无法测量其占比。请检查名称。"),
        Layers = [],
        Method = Method,
    };
}
