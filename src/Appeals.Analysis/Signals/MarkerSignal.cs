using Appeals.Analysis.Markers;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Markers: what a file says of its own making. One finding for each file that says anything of AI or of human work. That a file says nothing is no
/// finding: saving it again strips everything. Range of the verdict: see <see cref="MarkerVerdict"/>. A label in the published picture may be what is
/// contested here, put there by the platform itself, and does not count against anyone; nor does help by AI, which is to be declared.
/// Only a source file that calls itself generated speaks against human creation.
/// </summary>
internal sealed class MarkerSignal : ISignal
{
    private const int MostNamed = 6;
    private const double FromGenerator = 0.6, Declared = 0.1;

    private static readonly Wording Method = new(
        "The file's metadata was read in the places where its format keeps it. Text elsewhere, and the absence of marks, mean nothing.",
        "按文件格式规定的位置读取元数据。其他位置的文字不算数；没有标识信息也不说明任何问题。");
    private static readonly Wording Weakness = new(
        "Every mark that is not signed can be added or removed with a text editor, in either direction; signatures were checked against the certificate in the file, not against a list of trusted ones.",
        "未签名的标识可以随意添加或删除，两个方向都可能造假；签名只与文件内的证书核对，未核对可信名单。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var (source, report) in evidence.Markers.Where(m => m.Report.Verdict != MarkerVerdict.None))
        {
            var (direction, weight) = source is null ? OfPublished(report.Verdict) : OfSource(report.Verdict);
            var where = source is null ? new Wording("The published picture", "发布图") : new Wording("A source file", "源文件");
            var (title, reason) = Words(report.Verdict, where, source is null);
            var speaking = report.Markers.Where(m => m.Says != "none").ToList();
            yield return new()
            {
                Signal = "markers",
                Direction = direction,
                Weight = weight,
                Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["markers"] = speaking.Count },
                Title = title,
                Reason = new(
                    $"{reason.En} Found: {string.Join("; ", speaking.Select(m => $"{MarkerNames.Of(m).En} ({m.Location})").Distinct(StringComparer.Ordinal).Take(MostNamed))}.",
                    $"{reason.Zh}发现：{string.Join("；", speaking.Select(m => $"{MarkerNames.Of(m).Zh}（{m.Location}）").Distinct(StringComparer.Ordinal).Take(MostNamed))}。"),
                Layers = [],
                Method = Method,
                Weakness = Weakness,
            };
        }
    }

    private static (Direction, double) OfSource(MarkerVerdict verdict) => verdict switch
    {
        MarkerVerdict.AiGenerated => (Direction.Contradicts, FromGenerator),
        MarkerVerdict.HumanDeclared => (Direction.Supports, Declared),
        _ => (Direction.Neutral, 0),
    };

    private static (Direction, double) OfPublished(MarkerVerdict verdict) => verdict switch
    {
        MarkerVerdict.HumanDeclared => (Direction.Supports, Declared),
        _ => (Direction.Neutral, 0),
    };

    private static (Wording Title, Wording Reason) Words(MarkerVerdict verdict, Wording where, bool published) => verdict switch
    {
        MarkerVerdict.AiGenerated => (
            new($"{where.En} is marked as AI-generated", $"{where.Zh}带有“AI 生成”标识"),
            published
                ? new("Its metadata says so. If that mark is wrong, or came from the platform or from a picture used as reference, say how it got there.",
                    "其元数据如此标注。如果标识有误，或来自平台、参考图，请说明它从何而来。")
                : new("Its metadata says so. If a generated picture was only used as reference, say so, and where.",
                    "其元数据如此标注。如果生成的图片仅用作参考，请说明用在何处。")),
        MarkerVerdict.AiAssisted => (
            new($"{where.En} is marked as made partly with AI", $"{where.Zh}带有“部分使用 AI”标识"),
            new("Its metadata says that a model had a hand in some steps. That fits a declaration of the same.", "其元数据表明部分步骤使用了模型，应与申报内容相互对照。")),
        MarkerVerdict.AiPossible or MarkerVerdict.AiSuspected => (
            new($"{where.En} carries a mark of possible AI", $"{where.Zh}带有“可能”或“疑似” AI 的标识"),
            new("Platforms write such marks when they label; it may be the very label that is contested. Traces of programs count little by themselves.",
                "平台打标时会写入这类标识，它可能正是被申诉的标识本身；软件痕迹单独来看意义有限。")),
        MarkerVerdict.NeedsReview => (
            new($"{where.En} carries a mark that a person should read", $"{where.Zh}带有需要人工查看的标识"),
            new("It is damaged, unusual, or contradicts another.", "标识已损坏、不常见，或与其他标识矛盾。")),
        MarkerVerdict.AiToolUsed => (
            new($"{where.En} was opened with an AI plug-in", $"{where.Zh}曾用 AI 插件处理"),
            new("The plug-in left a record of its use. What it made is not recorded.", "插件留下了使用记录，但未记录其产出内容。")),
        _ => (
            new($"{where.En} is declared as human work", $"{where.Zh}声明为人工创作"),
            new("Its metadata says so; anybody can write that, so it counts little.", "其元数据如此声明；任何人都可以写入，因此权重很低。")),
    };
}
