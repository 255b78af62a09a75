using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Pixels;

/// <summary>One rendering: walks the tree from the bottom up. Layers are decoded one at a time, in bands that fit the cache.</summary>
internal sealed partial class Composition(LayeredFile file, RenderOptions options, CancellationToken cancellationToken)
{
    private readonly LayerChoice _choice = new(file.Layers, options);
    private readonly RowDrawing _drawing = new(file, options.Threads, cancellationToken);

    public void DrawOnto(Surface canvas) => DrawStack(_choice.Roots, canvas);

    /// <summary>
    /// Layers of one group: each unclipped layer together with those that are clipped to it. Empty ones do not count,
    /// so that a group stays a pass-through one.
    /// </summary>
    private void DrawStack(IReadOnlyList<Layer> layers, Surface target)
    {
        for (var i = 0; i < layers.Count;)
        {
            var end = i + 1;
            while (end < layers.Count && layers[end].Clipped) end++;
            var clipped = new List<Layer>();
            for (var j = i + 1; j < end; j++)
                if (_choice.IsDrawn(layers[j]) && !BoundsOf(layers[j]).Intersect(target.Area).IsEmpty) clipped.Add(layers[j]);
            DrawWithClipped(layers[i], clipped, target);
            i = end;
        }
    }

    private void DrawWithClipped(Layer layer, List<Layer> clipped, Surface target)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (clipped.Count == 0 || !CanClip(layer))
        {
            if (_choice.IsDrawn(layer)) Draw(layer, target, OperatorOf(layer));
            if (!CanClip(layer)) foreach (var other in clipped) Draw(other, target, OperatorOf(other));
        }
        else if (_choice.IsDrawn(layer) && layer.ClippedApart) DrawWithEffects(layer, target, OperatorOf(layer), clipped);
        else if (_choice.IsDrawn(layer)) DrawClipGroup(layer, clipped, target);
        else if (_choice.IsShape(layer)) DrawClippedAlone(layer, clipped, target);
    }

    /// <summary>What draws only on what is there would be nothing by itself.</summary>
    private CompositeOperator OperatorOf(Layer layer) =>
        options.Only is { Count: 1 } && layer.Operator is CompositeOperator.SourceAtop or CompositeOperator.LegacyAtop or CompositeOperator.Intersection ? CompositeOperator.SourceOver : layer.Operator;

    /// <summary>An adjustment has no shape.</summary>
    private static bool CanClip(Layer layer) => layer.Kind != LayerKind.Adjustment;

    /// <summary>The base as solid as it is, the clipped layers within its shape, then all of it onto what lies beneath by the base's mode.</summary>
    private void DrawClipGroup(Layer layer, List<Layer> clipped, Surface target)
    {
        var area = BoundsOf(layer).Intersect(target.Area);
        if (area.IsEmpty) return;
        var reach = ReachOf(layer);
        using var group = new Surface(reach > 0 ? OwnBoundsOf(layer).Intersect(target.Area.Around(reach)).Around(reach) : area);
        DrawShape(layer, group);
        foreach (var other in clipped) Draw(other, group, CompositeOperator.SourceAtop);
        if (layer.Effects.Count > 0)
        {
            DrawEffects(layer with { InteriorIsGroup = true }, group, target, layer.Operator, []);
            return;
        }
        DrawRows(layer with { Mask = null }, group.AsSource(), area, target, layer.Operator);
    }

    /// <summary>The clipped layers where the base would be, without the base.</summary>
    private void DrawClippedAlone(Layer layer, List<Layer> clipped, Surface target)
    {
        var area = BoundsOf(layer).Intersect(target.Area);
        if (area.IsEmpty) return;
        using var shape = new Surface(area);
        DrawShape(layer, shape);
        using var group = new Surface(area);
        foreach (var other in clipped) Draw(other, group, CompositeOperator.SourceOver);
        for (var y = area.Top; y < area.Bottom; y++) BlendRows.DestinationIn(shape.Row(area, y), group.Row(area, y));
        DrawRows(layer with { Mask = null }, group.AsSource(), area, target, layer.Operator);
    }

    /// <summary>Pixels and mask of a layer or group, without its opacity and mode, onto nothing.</summary>
    private void DrawShape(Layer layer, Surface target)
    {
        var plain = layer with { Effects = [], Opacity = 1, Fill = 1, BlendMode = BlendMode.Normal };
        if (layer.IsGroup) DrawIsolated(plain, target, CompositeOperator.SourceOver, _choice.IsShape(layer));
        else DrawPixels(plain, target, CompositeOperator.SourceOver);
    }

    private void Draw(Layer layer, Surface target, CompositeOperator composite)
    {
        if (layer.Effects.Count > 0 && file.AdjustmentOf(layer) is null) DrawWithEffects(layer, target, composite, []);
        else if (!layer.IsGroup) DrawPixels(layer, target, composite);
        else if (composite != CompositeOperator.SourceOver || layer.Artboard is not null) DrawIsolated(layer, target, composite);
        else if (layer.BlendMode == BlendMode.PassThrough) DrawThrough(layer, target);
        else if (IsPlain(layer) && IsOfOneLight(layer)) DrawStack(_choice.Children(layer), target);
        else DrawIsolated(layer, target, composite);
    }

    private void DrawPixels(Layer layer, Surface target, CompositeOperator composite)
    {
        var area = layer.Area.Intersect(target.Area);
        if (area.IsEmpty)
        {
            if (composite is CompositeOperator.DestinationIn or CompositeOperator.DestinationAtop or CompositeOperator.ClipToLayer or CompositeOperator.Intersection) ClearOutside(default, target);
            return;
        }
        if (file.AdjustmentOf(layer) is { } adjustment)
        {
            DrawRows(layer, new(part => new AdjustedRows(target, part, adjustment), file.GridOf(layer)), area, target, CompositeOperator.SourceAtop);
            return;
        }
        DrawRows(layer, new(part => file.OpenPixels(layer, part, cancellationToken), file.GridOf(layer)), area, target, composite);
    }

    private void DrawIsolated(Layer group, Surface target, CompositeOperator composite, bool asShape = false)
    {
        var area = BoundsOf(group).Intersect(target.Area);
        if (area.IsEmpty) return;
        using var surface = new Surface(area);
        if (group.Artboard?.Paper is { } paper) surface.Fill(paper);
        if (asShape) foreach (var child in _choice.Children(group)) DrawShapeOf(child, surface);
        else DrawStack(_choice.Children(group), surface);
        DrawRows(group, surface.AsSource(group.Mask is null ? RowGrid.Any : file.GridOf(group)), area, target, composite);
    }

    /// <summary>A group that was left out clips by what of it is visible.</summary>
    private void DrawShapeOf(Layer layer, Surface target)
    {
        if (layer.Visible && !layer.Clipped) DrawShape(layer, target);
    }

    /// <summary>Children meet what lies beneath the group; mask and opacity then decide how much of the change counts.</summary>
    private void DrawThrough(Layer group, Surface target)
    {
        var children = _choice.Children(group);
        if (group.Opacity >= 1 && group.Fill >= 1 && group.Mask is not { Disabled: false })
        {
            DrawStack(children, target);
            return;
        }
        var area = BoundsOf(group).Intersect(target.Area);
        if (area.IsEmpty) return;
        using var before = target.Copy(area);
        DrawStack(children, target);
        using var mask = file.OpenMask(group, area, cancellationToken);
        var coverage = mask is null ? [] : new byte[area.Width];
        for (var y = area.Top; y < area.Bottom; y++)
        {
            mask?.Read(coverage);
            BlendRows.Fade(before.Row(area, y), target.Row(area, y), coverage, group.Opacity * group.Fill, group.Light);
        }
    }

    /// <summary>True if isolating the group would change nothing: all of it is normal.</summary>
    private bool IsPlain(Layer layer)
    {
        if (layer is not { BlendMode: BlendMode.Normal or BlendMode.PassThrough, Operator: CompositeOperator.SourceOver, Clipped: false, Kind: not LayerKind.Adjustment, Effects.Count: 0 }) return false;
        return !layer.IsGroup || (layer is { Opacity: >= 1, Fill: >= 1, Artboard: null, Mask: null or { Disabled: true } } && _choice.Children(layer).All(IsPlain));
    }

    private bool IsOfOneLight(Layer group) => _choice.Children(group).All(child => child.Light == group.Light && (!child.IsGroup || IsOfOneLight(child)));

    private PixelArea BoundsOf(Layer layer)
    {
        var bounds = OwnBoundsOf(layer);
        if (layer.Effects.Count == 0 || bounds.IsEmpty) return bounds;
        var reach = ReachOf(layer);
        return bounds.Intersect(file.Canvas.Around(reach)) is { IsEmpty: false } near ? near.Around(reach).Intersect(file.Canvas) : default;
    }

    private PixelArea OwnBoundsOf(Layer layer)
    {
        if (!layer.IsGroup) return layer.Area;
        if (layer.Artboard is { } board) return board.Area;
        var bounds = default(PixelArea);
        foreach (var child in _choice.Children(layer)) bounds = bounds.Union(BoundsOf(child).Intersect(file.Canvas));
        return bounds;
    }

    private void DrawRows(Layer layer, RowSource source, PixelArea area, Surface target, CompositeOperator composite)
    {
        var isDrawn = _drawing.Draw(layer, source, area, target, composite);
        if (isDrawn && composite is CompositeOperator.DestinationIn or CompositeOperator.DestinationAtop or CompositeOperator.ClipToLayer or CompositeOperator.Intersection) ClearOutside(area, target);
    }

    private static void ClearOutside(PixelArea area, Surface target)
    {
        for (var y = target.Area.Top; y < target.Area.Bottom; y++)
        {
            var row = target.Row(target.Area, y);
            if (area.IsEmpty || y < area.Top || y >= area.Bottom)
            {
                row.Clear();
                continue;
            }
            row[..((area.Left - target.Area.Left) * 4)].Clear();
            row[((area.Left - target.Area.Left + area.Width) * 4)..].Clear();
        }
    }
}
