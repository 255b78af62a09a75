using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Reporting;

/// <summary>The words of the page that are not in the report itself.</summary>
internal static class ReportWords
{
    public static readonly Wording Title = new("What the files show", "文件说明了什么");
    public static readonly Wording Advice = new("Measured by a program. It informs; a person decides.", "由程序测得，仅供参考，由人决定。");
    public static readonly Wording Pictures = new("Pictures", "画面");
    public static readonly Wording Published = new("Published", "发布图");
    public static readonly Wording Composite = new("From the layers", "由图层合成");
    public static readonly Wording Wipe = new("One over the other: pull the corner at the lower right", "上下对照：拖动右下角");
    public static readonly Wording Difference = new("Difference: brighter is more", "差异：越亮差别越大");
    public static readonly Wording AiShare = new("What the declared AI touches, in white", "声明的 AI 影响到的区域（白色）");
    public static readonly Wording Alike = new("alike", "相似");
    public static readonly Wording Covered = new("of the picture covered", "画面被覆盖");
    public static readonly Wording AiArea = new("touched by declared AI", "受声明的 AI 影响");
    public static readonly Wording Score = new("score, from −1 to 1", "评分，−1 至 1");
    public static readonly Wording Findings = new("Findings", "结论");
    public static readonly Wording HowMeasured = new("How this was measured", "如何测得");
    public static readonly Wording HowFooled = new("How it can be fooled:", "可能如何被骗过：");
    public static readonly Wording Dates = new("Dates", "日期");
    public static readonly Wording NoZone = new("time zone not said", "未注明时区");
    public static readonly Wording Markers = new("Marks of origin in the files", "文件中的来源标识");
    public static readonly Wording NoMarkers = new("None were found. That says nothing: saving a file again removes them.", "未发现标识。这不说明任何问题：重新保存即会丢失。");
    public static readonly Wording Source = new("Source file", "源文件");
    public static readonly Wording Layers = new("Layers, the topmost first", "图层（自上而下）");
    public static readonly Wording Layer = new("Layer", "图层");
    public static readonly Wording Mode = new("Mode", "混合模式");
    public static readonly Wording Opacity = new("Opacity", "不透明度");
    public static readonly Wording Contribution = new("Part of the picture", "画面占比");
    public static readonly Wording Area = new("Area", "面积");
    public static readonly Wording Hidden = new("hidden", "隐藏");
    public static readonly Wording Declared = new("declared as AI", "声明为 AI");
    public static readonly Wording Metadata = new("What the file says of itself", "文件自身的记录");
    public static readonly Wording Problems = new("What could not be read", "未能读取的内容");
    public static readonly Wording Canvas = new("Canvas", "画布");
    public static readonly Wording Application = new("Program", "软件");
    public static readonly Wording NotSaid = new("not said", "未说明");

    public static Wording Of(Grade grade) => grade switch
    {
        Grade.Strong => new("Strong", "充分"),
        Grade.Moderate => new("Moderate", "较充分"),
        Grade.Limited => new("Limited", "有限"),
        Grade.Inconclusive => new("Inconclusive", "尚无定论"),
        _ => new("Contradicted", "相矛盾"),
    };

    public static Wording Of(Direction direction) => direction switch
    {
        Direction.Supports => new("supports human creation", "支持人工创作"),
        Direction.Neutral => new("neutral", "中性"),
        _ => new("speaks against it", "与之相反"),
    };

    public static Wording OfWeight(double weight) => weight switch
    {
        >= 0.6 => new("weighs much", "权重高"),
        >= 0.2 => new("weighs something", "权重中"),
        _ => new("weighs little", "权重低"),
    };

    public static Wording Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Created => new("Created", "创建"),
        TimelineKind.FirstChange => new("First recorded change", "首次记录的改动"),
        TimelineKind.LastChange => new("Last recorded change", "最后记录的改动"),
        TimelineKind.Saved => new("Saved", "保存"),
        TimelineKind.Published => new("Published", "发布"),
        _ => new("Labelled", "加标识"),
    };

    /// <param name="says">As <see cref="Marker.Says"/> has it.</param>
    public static Wording OfSaying(string says) => says switch
    {
        "aiGenerated" => new("AI-generated", "AI 生成"),
        "aiAssisted" => new("made partly with AI", "部分使用 AI"),
        "aiPossible" => new("possibly AI", "可能为 AI"),
        "aiSuspected" => new("suspected of AI", "疑似 AI"),
        "aiToolUsed" => new("an AI tool was opened", "用过 AI 工具"),
        "needsReview" => new("a person should look", "需人工查看"),
        "humanDeclared" => new("declared as human work", "声明为人工创作"),
        _ => new("says nothing by itself", "本身不说明什么"),
    };

    public static Wording OfStrength(string strength) => strength switch
    {
        "strong" => new("clear", "明确"),
        "medium" => new("a sign", "迹象"),
        _ => new("a hint", "线索"),
    };
}
