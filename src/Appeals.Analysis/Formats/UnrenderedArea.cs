using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>Where a layer that is not rendered as its application would may make a difference: rather too much than too little.</summary>
internal sealed class UnrenderedArea(LayeredFile file)
{
    private readonly Dictionary<string, Layer> _layers = file.Layers.ToDictionary(layer => layer.Id, StringComparer.Ordinal);

    /// <param name="id">Null for the document as a whole.</param>
    public static ProblemArea Of(LayeredFile file, string? id)
    {
        var all = new UnrenderedArea(file);
        var area = id is not null && all._layers.TryGetValue(id, out var layer) ? all.Of(layer) : file.Canvas;
        return new(area.Left, area.Top, area.Width, area.Height);
    }

    private PixelArea Of(Layer layer)
    {
        var reach = layer.UnrenderedReach + layer.Effects.Select(effect => effect.Reach).DefaultIfEmpty().Max();
        var area = layer.Artboard?.Area ?? (layer.IsGroup ? OfChildren(layer) : layer.Kind == LayerKind.Adjustment || layer.Area.IsEmpty ? file.Canvas : layer.Area);
        if (layer.Mask is { Disabled: false, Outside: 0, Density: >= 1, Area.IsEmpty: false } mask)
            area = area.Intersect(mask.Area.Intersect(file.Canvas.Around(reach)).Around((int)Math.Min(3 * mask.Feather, file.Width + file.Height)));
        if (layer.Clipped && BaseOf(layer) is { } shape) area = area.Intersect(Of(shape));
        return area.Intersect(file.Canvas.Around(reach)).Around(reach).Intersect(file.Canvas);
    }

    /// <summary>The nearest layer beneath it in the same group that is not clipped itself.</summary>
    private Layer? BaseOf(Layer layer) =>
        file.Layers.TakeWhile(other => other.Id != layer.Id).LastOrDefault(other => other.Parent == layer.Parent && !other.Clipped);

    private PixelArea OfChildren(Layer group)
    {
        var area = default(PixelArea);
        foreach (var child in file.Layers)
            if (!child.IsGroup && IsWithin(child, group)) area = area.Union(child.Kind == LayerKind.Adjustment || child.Area.IsEmpty ? file.Canvas : child.Area.Intersect(file.Canvas));
        return area;
    }

    private bool IsWithin(Layer layer, Layer group)
    {
        for (var at = layer; at.Parent is { } parent && _layers.TryGetValue(parent, out var above); at = above)
            if (parent == group.Id) return true;
        return false;
    }
}
