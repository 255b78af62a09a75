using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Copies: are several layers functions of one picture: duplicates, stacks of opacity, frequency bands, colour channels? Share of the picture's structure that two
/// or more layers echo at the same places (gradient correlation 0.85), in [0, 1], and the number of layers that alone show most of the picture; and how far an
/// operand over the whole picture (a layer in another mode than normal) was computed from it (derived, in [0, 1]).
/// Known failures: a doubled line layer echoes itself, on few places; retouching by frequency bands does so honestly, with two or three copies of everything.
/// </summary>
internal sealed class CopiesSignal : StudySignal
{
    private const double Twice = 0.5, Shows = 0.6, Against = 0.65, Computed = 0.3;
    /// <summary>Those who retouch keep a copy or two of everything, and mean no harm.</summary>
    private const int LeastLayers = 4;

    protected override string Name => "copies";

    protected override Wording Method { get; } = new(
        "Detail was compared place by place: does it come from one layer, or do several layers repeat the same detail?", "逐处比较细节：是来自一个图层，还是多个图层重复同样的细节？");

    protected override Wording Weakness { get; } = new(
        "Splitting a picture by a mask instead of by copies avoids this; then no paint lies beneath.", "改用蒙版拆分而非复制即可避开，但那样下面就没有别的颜料。");

    protected override Said? Judge(PictureStudy study, ExaminedSource source)
    {
        var merged = source.Contributions!.Merged;
        var twice = study.Map.EchoedBy(2);
        var alike = study.Layers.Where(static l => l.Alone >= Shows).Select(static l => l.Id).ToList();
        if (merged.Count == 0 && twice < 0.1 && study.Derived < Computed) return null;
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { ["repeated"] = twice, ["derived"] = study.Derived, ["alike"] = alike.Count, ["merged"] = merged.Count };
        if (twice >= Twice && alike.Count >= LeastLayers && study.Map.Pixels >= LeastPixels)
            return new(Direction.Contradicts, Against, values, new("Several layers are the same picture again", "多个图层是同一幅画面的重复"),
                new($"{Phrase.PercentEn(twice)} of the detail lies on two or more layers at once, as when one picture is copied or split into bands. Retouching does this too: a word about it and the layers from before help.",
                    $"{Phrase.PercentZh(twice)} 的细节同时存在于两个以上图层，像是同一画面被复制或分频。修图也会这样：说明一下，并提供之前的图层，会有帮助。"), alike);
        if (study.Derived >= Computed)
            return new(Direction.Neutral, 0, values, new("A layer over the whole picture was computed from it", "有覆盖全图的图层由画面计算而来"),
                new("Its structure is the picture's own, as with sharpening, frequency bands, or a shade that was worked out from the finished picture. What lies beneath counts for less.",
                    "其结构就是画面本身的结构，如锐化、分频，或由成品图推算出的阴影。其下的内容因此权重降低。"), study.Layers.Where(static l => l.Derived >= Computed).Select(static l => l.Id));
        return merged.Count > 0
            ? new(Direction.Neutral, 0, values, new("A merged copy lies over the layers", "图层之上有一个合并副本"),
                new("The layers beneath make the same picture, so they were weighed without the copy.", "下面的图层同样能构成该画面，因此分析时不计入该副本。"), merged)
            : new(Direction.Neutral, 0, values, new("Some detail lies on several layers", "部分细节在多个图层上重复"),
                new($"{Phrase.PercentEn(twice)} of the detail is repeated. Doubled lines and retouching look so.", $"{Phrase.PercentZh(twice)} 的细节有重复。线稿加重、修图都会这样。"), alike);
    }
}
