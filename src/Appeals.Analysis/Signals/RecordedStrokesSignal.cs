using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Recorded strokes: how many strokes the file itself counts or keeps. Procreate keeps one number (<c>strokeCount</c> in <c>Document.archive</c>); MyPaint the shape of
/// every stroke (<c>mypaint_strokemap_v2</c>); Clip Studio the points of every stroke on vector layers (<c>VectorObjectList</c>). Range 1 to 10⁹; more is taken for a broken counter.
/// Weight, for a source that makes the published picture: a counter up to 0.1, kept strokes up to 0.25, in full from 1,000 strokes on. A low number says
/// nothing: fills, stamps and imported sketches are few strokes. Known failures: merging or converting sets the counter to zero.
/// </summary>
internal sealed class RecordedStrokesSignal : ISignal
{
    private const double Full = 1000;
    private const double OfCounter = 0.1, OfKept = 0.25;

    private static readonly Wording CounterMethod = new("The program's own counter was read from the file.", "从文件中读取软件自身的计数。");
    private static readonly Wording KeptMethod = new("The strokes that the file keeps one by one were counted.", "逐一统计文件中保存的笔画。");
    private static readonly Wording CounterWeakness = new(
        "One number in a property list; it is changed with a plist editor in minutes. Empty strokes count too.",
        "只是属性列表里的一个数字，用编辑器几分钟即可改掉；空笔画也会计入。");
    private static readonly Wording KeptWeakness = new(
        "A script can write strokes into a file; making them fit the pixels of their layer, with human pressure and pace, takes days. Compare them with the picture.",
        "脚本可以写入笔画；但要让笔画与图层像素吻合，并带有真人的压感与节奏，需要数日。请与画面对照。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var source in evidence.Sources)
        {
            if (source.File is not { } file) continue;
            var history = FileHistory.Of(file);
            var matches = evidence.Verdict == MatchVerdict.Same && evidence.Match!.Source == source;
            if (history.CountedStrokes is { } counted)
                yield return Describe(counted, matches ? OfCounter : 0, CounterMethod, CounterWeakness,
                    new($"Procreate counted {Phrase.Count(counted)} {Strokes(counted)}", $"Procreate 记录了 {Phrase.Count(counted)} 笔"));
            if (history.RecordedStrokes is { } recorded)
                yield return Describe(recorded, matches ? OfKept : 0, KeptMethod, KeptWeakness,
                    new($"MyPaint kept {Phrase.Count(recorded)} {Strokes(recorded)} one by one", $"MyPaint 逐笔保存了 {Phrase.Count(recorded)} 笔"));
            if (history.VectorStrokes is { } vectors)
                yield return Describe(vectors, matches ? OfKept : 0, KeptMethod, KeptWeakness,
                    new($"Vector layers keep {Phrase.Count(vectors)} {Strokes(vectors)}", $"矢量图层保存了 {Phrase.Count(vectors)} 笔"));
        }
    }

    private static string Strokes(double count) => count == 1 ? "stroke" : "strokes";

    private static Finding Describe(double strokes, double most, Wording method, Wording weakness, Wording title)
    {
        var weight = Math.Round(most * Math.Min(1, strokes / Full), 3);
        return new()
        {
            Signal = "recordedStrokes",
            Direction = weight > 0 ? Direction.Supports : Direction.Neutral,
            Weight = weight,
            Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["strokes"] = strokes },
            Title = title,
            Reason = new("The number stands in the file itself; it is no estimate of ours. Few strokes say nothing: fills, stamps and imported sketches need few.",
                "这个数字来自文件本身，并非我们的估计。笔数少不说明问题：填色、图章和导入的草图都只需很少几笔。"),
            Layers = [],
            Method = method,
            Weakness = weakness,
        };
    }
}
