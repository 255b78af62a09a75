using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>
/// Stored picture: the flat picture that the application saved beside the layers should be what the layers make. If it is not, the layers were
/// changed by a program that did not renew it, or by hand. Said only if we could draw the whole file; it can be an innocent accident.
/// </summary>
internal sealed class StoredPictureSignal : ISignal
{
    private const double DiffersFrom = 0.1;

    private static readonly Wording Method = new(
        "The layers were stacked and compared, place by place, with the flat picture stored in the file.",
        "将图层叠加后，与文件中保存的合成图逐处比较。");
    private static readonly Wording Weakness = new(
        "Saving the file again in its application renews the stored picture.",
        "在原软件中重新保存一次，存储的合成图就会更新。");

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var source in evidence.Sources)
        {
            if (source.Stored is not { Differing: >= DiffersFrom } stored || evidence.Problems.Any(p => p.Source == source.Id)) continue;
            yield return new()
            {
                Signal = "storedPicture",
                Direction = Direction.Neutral,
                Weight = 0,
                Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["differing"] = Math.Round(stored.Differing, 4) },
                Title = new("The file's own preview shows something else", "文件自带的合成图与图层不一致"),
                Reason = new(
                    $"{Phrase.PercentEn(stored.Differing)} of the flat picture stored in the file differs from what the layers make. Hidden layers or another program may be the cause; saving the file again in its application clears it up.",
                    $"文件中保存的合成图有 {Phrase.PercentZh(stored.Differing)} 与图层叠加的结果不同。可能是隐藏了图层，或由其他软件保存所致；在原软件中重新保存即可澄清。"),
                Layers = [],
                Previews = source.Composite is null ? [] : [PreviewNames.Source(source.Id)],
                Method = Method,
                Weakness = Weakness,
            };
        }
    }
}
