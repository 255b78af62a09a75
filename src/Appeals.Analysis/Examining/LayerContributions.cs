using System.Diagnostics;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Examining;

/// <summary>What each visible layer does to the picture: the composite is made without it, and the change is summed up.</summary>
internal sealed record LayerContributions
{
    /// <summary>A layer whose share is below this does not count as one that makes the picture.</summary>
    public const double Noticeable = 0.001;
    private const byte Painted = 8;

    /// <summary>Measured layers by id.</summary>
    public required IReadOnlyDictionary<string, Measured> Layers { get; init; }
    /// <summary>exp(entropy) of the shares: so many layers of equal weight would be as varied. 0 if nothing changes the picture.</summary>
    public required double Effective { get; init; }
    /// <summary>How many layers change the picture noticeably.</summary>
    public required int Contributing { get; init; }
    /// <summary>The largest share.</summary>
    public required double Largest { get; init; }
    /// <summary>How many layers have paint at a painted place of the picture, on average. A flat picture cut up afterwards has about 1.</summary>
    public required double Depth { get; init; }
    /// <summary>Visible layers that only repeat what the others make; they are left out of all this.</summary>
    public required IReadOnlySet<string> Merged { get; init; }
    /// <summary>False if time ran out before the last layer.</summary>
    public required bool Complete { get; init; }

    /// <param name="Share">Of the change that all layers make, in [0, 1].</param>
    /// <param name="Area">Share of the canvas that changes visibly, in [0, 1].</param>
    public sealed record Measured(double Share, double Area);

    /// <summary>Ids of the layers that change the picture noticeably.</summary>
    public IReadOnlySet<string> Contributors => Layers.Where(static l => l.Value.Share >= Noticeable).Select(static l => l.Key).ToHashSet(StringComparer.Ordinal);

    /// <param name="file">What is composed again and again.</param>
    /// <param name="fine">A larger copy, for layers so small that hardly anything of them is left in the other.</param>
    public static LayerContributions Measure(ReducedFile file, ReducedFile fine, TimeSpan limit, Action<double> progress, CancellationToken cancellation)
    {
        var layers = file.Layers.Where(l => l is { IsGroup: false, Area.IsEmpty: false } && IsShown(file, l)).ToList();
        var merged = MergedCopies.Find(file, layers, cancellation);
        layers.RemoveAll(l => merged.Contains(l.Id));
        var watch = Stopwatch.StartNew();
        var changes = new Dictionary<string, (double Energy, double Area)>(StringComparer.Ordinal);
        var places = new LayerChanges(file, fine, merged, cancellation);
        foreach (var layer in layers.TakeWhile(_ => watch.Elapsed < limit))
        {
            changes.Add(layer.Id, places.Without(layer));
            progress((double)changes.Count / layers.Count);
        }
        var total = changes.Values.Sum(static c => c.Energy);
        var shares = changes.ToDictionary(static c => c.Key, c => new Measured(total == 0 ? 0 : c.Value.Energy / total, c.Value.Area), StringComparer.Ordinal);
        return new()
        {
            Layers = shares,
            Effective = total == 0 ? 0 : Math.Exp(shares.Values.Where(static s => s.Share > 0).Sum(static s => -s.Share * Math.Log(s.Share))),
            Contributing = shares.Values.Count(static s => s.Share >= Noticeable),
            Largest = shares.Values.Select(static s => s.Share).DefaultIfEmpty().Max(),
            Depth = MeasureDepth(file, layers, cancellation),
            Merged = merged,
            Complete = changes.Count == layers.Count,
        };
    }

    private static bool IsShown(ReducedFile file, Layer layer)
    {
        for (var at = layer; at is not null; at = file.ParentOf(at))
            if (!at.Visible || at.Opacity <= 0) return false;
        return true;
    }

    private static double MeasureDepth(ReducedFile file, List<Layer> layers, CancellationToken cancellation)
    {
        var counts = new int[file.Width * file.Height];
        foreach (var layer in layers)
        {
            var area = layer.Area.Intersect(file.Canvas);
            if (area.IsEmpty) continue;
            var pixels = new byte[area.Width * area.Height * 4];
            file.ReadPixels(layer, area, pixels, cancellation);
            for (var y = 0; y < area.Height; y++)
                for (var x = 0; x < area.Width; x++)
                    if (pixels[(((y * area.Width) + x) * 4) + 3] > Painted) counts[((y + area.Top) * file.Width) + x + area.Left]++;
        }
        return (double)counts.Sum() / Math.Max(1, counts.Count(static c => c > 0));
    }
}
