using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels.Effects;

namespace Appeals.Analysis.Pixels;

/// <summary>Layers with what their application adds to them from their shape.</summary>
internal sealed partial class Composition
{
    /// <summary>The shape is looked at a little beyond the canvas, where it goes on.</summary>
    /// <param name="clipped">What is clipped to the layer and blends apart from it.</param>
    private void DrawWithEffects(Layer layer, Surface target, CompositeOperator composite, List<Layer> clipped)
    {
        var reach = ReachOf(layer);
        var near = OwnBoundsOf(layer).Intersect(target.Area.Around(reach));
        if (near.IsEmpty) return;
        using var shape = new Surface(near.Around(reach));
        DrawShape(layer, shape);
        DrawEffects(layer, shape, target, composite, clipped);
    }

    /// <summary>
    /// What lies beneath the layer, what lies around it, the layer with what lies on its pixels, then what lies above it. The layer and what meets it are drawn as if all were solid, and count
    /// as far as the layer covers; in the end all of it counts as far as the layer's opacity says.
    /// </summary>
    private void DrawEffects(Layer layer, Surface shape, Surface target, CompositeOperator composite, List<Layer> clipped)
    {
        var own = ShapeCoverage.BoundsOf(shape, layer.IsGroup ? OwnBoundsOf(layer) : layer.Area);
        var visible = shape.Area.Intersect(target.Area);
        if (visible.IsEmpty) return;
        void DrawAll(EffectPlace place, Surface onto, CompositeOperator how)
        {
            foreach (var effect in layer.Effects.Where(effect => effect.Place == place))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var colors = new RowSource(part => new CroppedRows(effect.Open(shape, own), shape.Area, part), null);
                DrawRows(layer with { Mask = null, BlendMode = effect.BlendMode, Opacity = effect.Opacity, Fill = 1 }, colors, visible, onto, how);
            }
        }
        using var copy = layer.Opacity < 1 ? target.Copy(visible) : null;
        var all = copy ?? target;
        using var bare = layer.Effects.Any(effect => effect is DropShadow { Conceals: false }) ? null : target.Copy(visible);
        DrawAll(EffectPlace.Beneath, all, composite);
        using (var inside = bare ?? all.Copy(visible))
        {
            if (layer.InteriorIsGroup) DrawAll(EffectPlace.Within, shape, CompositeOperator.SourceAtop);
            using var solid = Solid(shape);
            DrawRows(layer with { Mask = null, Opacity = 1 }, solid.AsSource(), visible, inside, composite);
            if (!layer.InteriorIsGroup) DrawAll(EffectPlace.Within, inside, composite);
            foreach (var other in clipped) Draw(other, inside, OperatorOf(other));
            DrawAll(EffectPlace.Around, all, composite);
            Fade(all, inside, shape, 1, layer.Light);
        }
        DrawAll(EffectPlace.Above, all, composite);
        if (copy is not null) Fade(target, copy, null, layer.Opacity, layer.Light);
    }

    /// <summary>Lets what was drawn on a copy count as far as a shape covers, and an opacity says.</summary>
    private static void Fade(Surface target, Surface now, Surface? shape, double opacity, LightSpace light)
    {
        var area = now.Area;
        var coverage = shape is null ? [] : new byte[area.Width];
        for (var y = area.Top; y < area.Bottom; y++)
        {
            Span<byte> row = shape is null ? [] : shape.Row(area, y), result = now.Row(area, y);
            for (var x = 0; x < coverage.Length; x++) coverage[x] = row[x * 4 + 3];
            BlendRows.Fade(target.Row(area, y), result, coverage, opacity, light);
            result.CopyTo(target.Row(area, y));
        }
    }

    /// <summary>The colours of a surface where it covers at all.</summary>
    private static Surface Solid(Surface shape)
    {
        var solid = shape.Copy(shape.Area);
        var pixels = solid.Pixels;
        for (var i = 3; i < pixels.Length; i += 4) pixels[i] = (byte)(pixels[i] > 0 ? 255 : 0);
        return solid;
    }

    /// <summary>How far beyond the layer its effects look or show.</summary>
    private static int ReachOf(Layer layer) => layer.Effects.Select(effect => effect.Reach).DefaultIfEmpty().Max();
}
