using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>How the picture changes without a layer. Only the place of the layer is composed again, and small layers on a finer copy.</summary>
/// <param name="leftOut">Layers that are left out of both pictures.</param>
internal sealed class LayerChanges(ReducedFile file, ReducedFile fine, IReadOnlySet<string> leftOut, CancellationToken cancellation)
{
    /// <summary>Share of the canvas up to which a layer counts as small.</summary>
    private const double Small = 1 / 16.0;

    private readonly RgbaImage _whole = Compositor.Render(file, new() { Without = leftOut }, cancellation);
    private readonly Lazy<RgbaImage> _fineWhole = new(() => Compositor.Render(fine, new() { Without = leftOut }, cancellation));
    private readonly Dictionary<string, Layer> _groups = file.Layers.Where(static l => l.IsGroup).ToDictionary(static l => l.Id, StringComparer.Ordinal);
    private readonly bool _reachesFar = file.Layers.Any(static l => l.Operator != CompositeOperator.SourceOver);

    /// <summary>Summed OKLab distance per pixel of the canvas, and share of the canvas that changes visibly.</summary>
    public (double Energy, double Area) Without(Layer layer)
    {
        var area = Reach(file, layer);
        var isSmall = area.Pixels < Small * file.Canvas.Pixels;
        if (!isSmall) return Compare(file, _whole, layer.Id, area);
        return Compare(fine, _fineWhole.Value, layer.Id, Reach(fine, fine.Layers.First(l => l.Id == layer.Id)));
    }

    private (double Energy, double Area) Compare(ReducedFile at, RgbaImage whole, string layer, PixelArea area)
    {
        if (area.IsEmpty) return default;
        var without = Compositor.RenderPart(at, new() { Without = new HashSet<string>(leftOut, StringComparer.Ordinal) { layer } }, area, cancellation);
        var distances = OkLabDistance.Between(Trimming.Crop(whole, area), without).Values;
        double pixels = at.Canvas.Pixels;
        var (sum, visible) = (0.0, 0);
        foreach (var distance in distances)
        {
            sum += distance;
            if (distance > OkLab.Visible) visible++;
        }
        return (sum / pixels, visible / pixels);
    }

    /// <summary>Where a layer can change the picture: its own place, unless effects or other operators than over carry it further.</summary>
    private PixelArea Reach(ReducedFile at, Layer layer)
    {
        if (_reachesFar) return at.Canvas;
        for (var l = layer; l is not null; l = l.Parent is { } parent ? _groups.GetValueOrDefault(parent) : null)
            if (l.Effects.Count > 0) return at.Canvas;
        return layer.Area.Intersect(at.Canvas);
    }
}
