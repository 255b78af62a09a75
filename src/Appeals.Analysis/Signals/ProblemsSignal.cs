using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>Problems: what could not be read or rendered, so that nobody takes a gap in our reading for a gap in the work.</summary>
internal sealed class ProblemsSignal : ISignal
{
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var group in evidence.Problems.GroupBy(static p => p.Source))
        {
            var source = evidence.Sources.FirstOrDefault(s => s.Id == group.Key);
            var layers = source?.File?.Layers.Select(static l => l.Id).Intersect(group.Select(static p => p.Layer).OfType<string>(), StringComparer.Ordinal).ToList() ?? [];
            var (title, reason) = Words(group.Key is null, source?.Composite is not null, group.First().Message, layers.Count);
            yield return new()
            {
                Signal = "problems",
                Direction = Direction.Neutral,
                Weight = 0,
                Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["problems"] = group.Count(), ["layers"] = layers.Count },
                Title = title,
                Reason = reason,
                Layers = source is null ? [] : [.. layers.Select(layer => evidence.Name(source, layer))],
            };
        }
    }

    private static (Wording Title, Wording Reason) Words(bool published, bool readable, Wording first, int layers)
    {
        if (published) return (new("The published picture could not be read", "发布图无法读取"), first);
        if (!readable) return (new("A file could not be read", "有文件无法读取"), first);
        return layers > 0
            ? (new("Some layers were not read fully", "部分图层未能完整读取"),
                new($"{layers} layer(s) are missing from our picture or look different. {first.En}", $"有 {layers} 个图层未出现在合成图中，或显示有差异。{first.Zh}"))
            : (new("The file was not read fully", "文件未能完整读取"), first);
    }
}
