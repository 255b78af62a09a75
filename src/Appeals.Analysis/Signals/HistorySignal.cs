using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// History: traces of work over time that the file's own program keeps. One finding for each source that keeps any; that a file keeps none is normal
/// (every export drops them, and many programs write none) and is not mentioned.
/// <list type="bullet">
/// <item>Times of layers: PSD tagged block <c>shmd</c>, entry <c>cust</c>, <c>layerTime</c> (Adobe Photoshop File Formats, "Metadata setting").</item>
/// <item>Editing history and document ids: <c>xmpMM:History</c>, <c>DocumentID</c>, <c>OriginalDocumentID</c>, <c>InstanceID</c> (XMP part 2, section 1.2.4); GIMP keeps them in the parasite <c>gimp-image-metadata</c>.</item>
/// <item>Editing time and saves: Krita's <c>documentinfo.xml</c> (<c>editing-time</c> in seconds, <c>editing-cycles</c>); Procreate's <c>SilicaDocumentTrackedTimeKey</c>.</item>
/// <item>Time-lapse: Procreate's <c>video/segments</c>; measured in number and bytes, not played.</item>
/// <item>Items ever made: GIMP's tattoos (xcf.txt, PROP_TATTOO), Clip Studio's <c>sqlite_sequence</c>; more than there are tells of what was removed again.</item>
/// </list>
/// Each fact of a source that makes the published picture adds to the weight: editing time up to 0.1 (from two hours on), times of at least three layers
/// up to 0.1 (from two hours on), editing steps over more than an hour 0.05, a time-lapse 0.1, twice as many items made as are left 0.05, the published file
/// naming this document as its origin 0.1; at most 0.3 together. Never against anyone. Known failures: a counter starts anew with a converted copy; layers
/// that were moved together get one time.
/// </summary>
internal sealed class HistorySignal : ISignal
{
    private const double Most = 0.3, Fact = 0.1, LesserFact = 0.05;
    private const double LongSeconds = 7200;
    private const double TimelapseFrom = 100_000;

    private static readonly Wording Method = new(
        "Counters, times and identifiers were read where the program that saved the file keeps them. Most files keep few of them; their absence means nothing.",
        "按保存文件的软件存放的位置，读取其中的计数、时间和标识符。多数文件只保留很少几项；没有也不说明任何问题。");
    private static readonly Wording Weakness = new(
        "All of these are plain fields without a signature. Dates, counters and identifiers are changed in minutes with a metadata or zip editor; a file left open adds editing time by itself. A time-lapse that fits the layers costs most: somebody must paint, or film a copy being painted.",
        "这些都是没有签名的普通字段。日期、计数和标识符用元数据或压缩包工具几分钟即可改掉；文件开着不动也会累计编辑时间。与图层吻合的绘画录屏造假成本最高：得有人真的画，或录下临摹过程。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var source in evidence.Sources)
        {
            if (source.File is not { } file) continue;
            var facts = Facts(FileHistory.Of(file), evidence.PublishedDocuments).ToList();
            if (facts.Count == 0) continue;
            var matches = evidence.Verdict == MatchVerdict.Same && evidence.Match!.Source == source;
            var weight = matches ? Math.Round(Math.Min(Most, facts.Sum(static f => f.Weight)), 3) : 0;
            yield return new()
            {
                Signal = "history",
                Direction = weight > 0 ? Direction.Supports : Direction.Neutral,
                Weight = weight,
                Values = facts.SelectMany(static f => f.Values).ToDictionary(static v => v.Key, static v => Math.Round(v.Value, 1), StringComparer.Ordinal),
                Title = new("The file remembers some of the work", "文件留有部分创作过程的记录"),
                Reason = new($"{string.Join(" ", facts.Select(static f => f.Words.En))} Such records are easily lost and easily changed; they count little by themselves.",
                    $"{string.Concat(facts.Select(static f => f.Words.Zh))}这类记录容易丢失，也容易改动，单独来看权重不高。"),
                Layers = [],
                Method = Method,
                Weakness = Weakness,
            };
        }
    }

    private static IEnumerable<HistoryFact> Facts(FileHistory history, IReadOnlyList<string> published)
    {
        if (history.EditingSeconds is { } seconds)
            yield return new(Fact * Math.Min(1, seconds / LongSeconds),
                new($"It was open for editing for {Phrase.SpanEn(seconds)}.", $"累计编辑时间 {Phrase.SpanZh(seconds)}。"), ("editingSeconds", seconds));
        if (history.Cycles is { } cycles)
            yield return new(0, new(cycles == 1 ? "It was saved once." : $"It was saved {Phrase.Count(cycles)} times.", $"保存过 {Phrase.Count(cycles)} 次。"), ("editingCycles", cycles));
        if (history.LayerTimes.Count >= 3 && history.LayerSpan.TotalMinutes >= 1)
            yield return new(Fact * Math.Min(1, history.LayerSpan.TotalSeconds / LongSeconds),
                new($"{history.LayerTimes.Count} layers say when they were last changed, over {Phrase.SpanEn(history.LayerSpan.TotalSeconds)}.",
                    $"有 {history.LayerTimes.Count} 个图层记有最后改动时间，前后相隔 {Phrase.SpanZh(history.LayerSpan.TotalSeconds)}。"),
                ("layerTimes", history.LayerTimes.Count), ("layerSpanSeconds", history.LayerSpan.TotalSeconds));
        if (history.Events is { } events && history.EventSpan.TotalMinutes >= 1)
            yield return new(history.EventSpan.TotalHours > 1 ? LesserFact : 0,
                new($"Its editing history has {Phrase.Count(events)} steps over {Phrase.SpanEn(history.EventSpan.TotalSeconds)}.",
                    $"编辑历史有 {Phrase.Count(events)} 步，前后相隔 {Phrase.SpanZh(history.EventSpan.TotalSeconds)}。"),
                ("historyEvents", events), ("historySpanSeconds", history.EventSpan.TotalSeconds));
        if (history.TimelapseSegments is { } segments)
            yield return new(history.TimelapseBytes >= TimelapseFrom ? Fact : 0,
                new("It carries a time-lapse film of the drawing.", "其中附有绘画过程的缩时视频。"), ("timelapseSegments", segments), ("timelapseBytes", history.TimelapseBytes ?? 0));
        if (history.ItemsEverMade is { } made && made > history.Items)
            yield return new(made >= 2 * history.Items ? LesserFact : 0,
                new($"Its program numbered {Phrase.Count(made)} layers and other items while it was made; {history.Items} are left.",
                    $"创作期间软件共编号 {Phrase.Count(made)} 个图层及其他对象，现存 {history.Items} 个。"), ("itemsEverMade", made));
        if (published.Intersect(history.Documents, StringComparer.Ordinal).Any())
            yield return new(Fact, new("The published file names this document as its origin.", "发布图的文件记录表明它出自这份文档。"), ("linked", 1));
    }

    /// <summary>One thing that a file remembers.</summary>
    private sealed record HistoryFact(double Weight, Wording Words, params (string Key, double Value)[] Values);
}
