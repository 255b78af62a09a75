using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Timeline: created ≤ changed ≤ saved ≤ published ≤ labelled, of what is known of these. One finding if a file says any time at all. Always neutral: a
/// reinstalled clock, a copy, a conversion or another time zone puts dates out of order, and dates in order are typed as easily. Times without a zone are
/// compared so that no zone on earth would put them right again. Weight (how much a person should look at it) 0.1 for what cannot be as it stands, 0.05 for a
/// file begun after publication, 0 otherwise. Source of the times: see <see cref="HistorySignal"/>; also zip entries (APPNOTE, section 4.4.6) and TIFF's tag 306.
/// Times before 1985 and after 2099 are taken for none.
/// </summary>
internal sealed class TimelineSignal : ISignal
{
    private const double Impossible = 0.1, Odd = 0.05;

    private static readonly Wording Method = new(
        "Dates in the files were held against each other and against the times of publication and label. Where a file does not say its time zone, only what no zone could explain was called out of order.",
        "将文件中的日期相互比较，并与发布和加标识的时间对照。文件未注明时区的，只有任何时区都无法解释时才视为顺序不符。");
    private static readonly Wording Weakness = new(
        "Dates are text: a metadata editor, or the computer's clock set back before saving, gives any order one likes, in seconds.",
        "日期只是文本：用元数据编辑器，或在保存前把系统时钟调回去，几秒钟就能得到任意顺序。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Timeline.All(static m => m.Source is null)) yield break;
        var oddities = Oddities(evidence).ToList();
        var sentences = oddities.Count > 0
            ? new Wording(
                $"{string.Join(" ", oddities.Select(static o => o.Words.En).Distinct(StringComparer.Ordinal))} Copies, conversions and wrong clocks do this; a sentence about why helps.",
                $"{string.Concat(oddities.Select(static o => o.Words.Zh).Distinct(StringComparer.Ordinal))}复制、转换格式或时钟不准都会造成这种情况；用一句话说明原因即可。")
            : new("Every date we know comes after the one before it. Dates are easily changed, so this counts for little.", "已知的日期前后顺序相符。日期很容易改动，因此权重很低。");
        yield return new()
        {
            Signal = "timeline",
            Direction = Direction.Neutral,
            Weight = oddities.Select(static o => o.Weight).DefaultIfEmpty().Max(),
            Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["moments"] = evidence.Timeline.Count, ["outOfOrder"] = oddities.Count(static o => o.Weight > 0) },
            Title = oddities.Count == 0 ? new("The dates are in order", "日期顺序相符")
                : oddities.Exists(static o => o.Weight > 0) ? new("Some dates are out of order", "部分日期顺序不符")
                : new("The file was saved again later", "文件后来又保存过"),
            Reason = sentences,
            Layers = [],
            Method = Method,
            Weakness = Weakness,
        };
    }

    private static IEnumerable<Oddity> Oddities(Evidence evidence)
    {
        var (published, labelled) = (evidence.Moment(TimelineKind.Published, null), evidence.Moment(TimelineKind.Labelled, null));
        if (IsAfter(published, labelled))
            yield return new(Odd, new("By the platform's own times the label is older than the publication.", "按平台自己的时间，标识早于发布。"));
        foreach (var source in evidence.Sources.Where(static s => s.File is not null))
        {
            var (created, changed, saved) = (evidence.Moment(TimelineKind.Created, source.Id), evidence.Moment(TimelineKind.LastChange, source.Id), evidence.Moment(TimelineKind.Saved, source.Id));
            if (IsAfter(created, saved)) yield return new(Impossible, new("A file says that it was saved before it was created.", "有文件显示保存时间早于创建时间。"));
            if (FileHistory.Of(source.File!).EventsBackwards is not null)
                yield return new(Impossible, new("Steps of an editing history run backwards in time.", "编辑历史中有步骤的时间倒退。"));
            if (IsAfter(created, labelled)) yield return new(Impossible, new("A file says that it was created after the label was set.", "有文件显示创建时间晚于加标识的时间。"));
            else if (IsAfter(created, published)) yield return new(Odd, new("A file says that it was created after the picture was published.", "有文件显示创建时间晚于发布时间。"));
            else if (IsAfter(saved, labelled) || IsAfter(changed, labelled)) yield return new(0, new("A file was saved again after the label was set.", "有文件在加标识之后又保存过。"));
        }
    }

    private static bool IsAfter(FileMoment? one, FileMoment? other) => one is { } a && other is { } b && a.IsSurelyAfter(b);

    private sealed record Oddity(double Weight, Wording Words);
}
