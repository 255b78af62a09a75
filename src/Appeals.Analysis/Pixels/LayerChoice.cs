using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>Which layers are drawn, by their visibility and by what was asked for, and the tree they form.</summary>
internal sealed class LayerChoice
{
    private static readonly IReadOnlyList<Layer> None = [];
    private readonly Dictionary<string, List<Layer>> _children = new(StringComparer.Ordinal);
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);
    private readonly List<Layer> _roots = [];
    private readonly RenderOptions _options;

    public LayerChoice(IReadOnlyList<Layer> layers, RenderOptions options)
    {
        _options = options;
        foreach (var layer in layers) SiblingsOf(layer).Add(layer);
        foreach (var layer in _roots) Choose(layer, inherited: options.Only is null);
    }

    /// <summary>Bottom to top.</summary>
    public IReadOnlyList<Layer> Roots => _roots;
    public IReadOnlyList<Layer> Children(Layer group) => _children.TryGetValue(group.Id, out var children) ? children : None;
    public bool IsDrawn(Layer layer) => _drawn.Contains(layer.Id);

    /// <summary>Not drawn, because that was asked for, and still clipping what is clipped to it.</summary>
    public bool IsShape(Layer layer) => !IsDrawn(layer) && (_options.Only is not null || _options.Without?.Contains(layer.Id) == true);

    private List<Layer> SiblingsOf(Layer layer)
    {
        if (layer.Parent is null) return _roots;
        if (!_children.TryGetValue(layer.Parent, out var siblings)) _children.Add(layer.Parent, siblings = []);
        return siblings;
    }

    /// <param name="inherited">Whether what lies here is drawn if it is visible.</param>
    private bool Choose(Layer layer, bool inherited)
    {
        if (_options.Without?.Contains(layer.Id) == true) return false;
        var named = _options.Only?.Contains(layer.Id) == true;
        var passedOn = named || (inherited && layer.Visible);
        var drawn = passedOn;
        foreach (var child in Children(layer)) drawn |= Choose(child, passedOn);
        if (drawn) _drawn.Add(layer.Id);
        return drawn;
    }
}
