using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>
/// Turns items into layers, bottom to top. The file keeps a flat list, and each item its path: the place in its group, the group's place, and so on.
/// An item whose group is not there, or comes after it, stands at the top of the tree.
/// </summary>
internal sealed class XcfLayers(XcfStructure structure, ReadLimits limits)
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, XcfItem> _items = new(StringComparer.Ordinal);

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, XcfItem> Items => _items;
    public List<Problem> Problems { get; } = [];

    public XcfLayers Build()
    {
        var items = Ordered();
        var parents = ParentsOf(items);
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var layer = ToLayer(items[i], IdOf(items, i), parents[i] < 0 ? null : IdOf(items, parents[i]));
            _layers.Add(layer);
            _items.Add(layer.Id, items[i]);
        }
        foreach (var bottom in _layers.Where(layer => layer.Visible).DistinctBy(layer => layer.Parent).ToList()) MakePlain(bottom);
        return this;
    }

    private static string IdOf(List<XcfItem> items, int index) => (items.Count - index).ToString(CultureInfo.InvariantCulture);

    /// <summary>A floating selection is listed first and belongs right above what it floats on.</summary>
    private List<XcfItem> Ordered()
    {
        var items = structure.Items.ToList();
        if (items.Find(item => item.Properties is { IsFloating: true, IsGroup: false }) is not { } floating) return items;
        if (items.FindIndex(item => item != floating && item.Offset == floating.Properties.FloatsOn) is not (>= 0 and var place)) return items;
        var own = items.IndexOf(floating);
        items.RemoveAt(own);
        items.Insert(own < place ? place - 1 : place, floating);
        return items;
    }

    /// <summary>The index of each item's group, or -1. Items at the top of the tree have no path; their place is counted.</summary>
    private int[] ParentsOf(List<XcfItem> items)
    {
        var places = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < items.Count; i++) places.Add(items[i], i);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var parents = new int[items.Count];
        var top = 0;
        foreach (var item in structure.Items)
        {
            var (index, path) = (places[item], item.Properties.ItemPath);
            var known = groups.TryGetValue(string.Join('/', path.SkipLast(1)), out var parent);
            parents[index] = known ? parent : -1;
            if (path.Length > 1 && !known) Problems.Add(new(ProblemCode.Malformed, Words.UnbalancedGroups, Layer: IdOf(items, index), Section: "XCF item path"));
            if (item.Properties.IsGroup) groups.TryAdd(path.Length > 1 ? string.Join('/', path) : top.ToString(CultureInfo.InvariantCulture), index);
            if (path.Length < 2) top++;
        }
        for (var i = 0; i + 1 < items.Count; i++)
            if (items[i].Properties is { IsFloating: true, IsGroup: false } && items[i + 1].Offset == items[i].Properties.FloatsOn) parents[i] = parents[i + 1];
        // What was moved may now stand before its group.
        for (var i = 0; i < parents.Length; i++)
            if (parents[i] >= i) parents[i] = -1;
        return parents;
    }

    private Layer ToLayer(XcfItem item, string id, string? parent)
    {
        var properties = item.Properties;
        var blend = XcfBlendModes.Of(properties, properties.IsGroup);
        if (properties.Visible && !blend.IsKnown) Note(id, Words.BlendMode);
        if (properties.Visible && item.HasEffects) Note(id, Words.Effects);
        if (properties.Visible && blend.Mode == BlendMode.Dissolve) Note(id, Words.Dissolve);
        if (properties is { Visible: true, IsFloating: true } && !structure.Items.Exists(other => other.Offset == properties.FloatsOn)) Note(id, Words.FloatingMask);
        return new()
        {
            Id = id,
            Parent = parent,
            Kind = properties.IsGroup ? LayerKind.Group : properties.IsText ? LayerKind.Text : LayerKind.Pixel,
            Name = CleanText.From(item.Name, limits.MaxNameLength),
            Area = properties.IsGroup ? default : item.Area,
            Opacity = properties.Opacity,
            BlendMode = blend.Mode,
            BlendName = blend.Name,
            Operator = blend.Operator,
            Light = blend.Light,
            BlendLight = blend.BlendLight,
            Visible = properties.Visible,
            Locked = properties.Locked,
            Mask = item.Mask is { } mask ? new(mask.Area, 0, 1, Disabled: !properties.ApplyMask) : null,
        };
    }

    /// <summary>The lowest visible layer of a stack has nothing to blend with: GIMP draws it as normal.</summary>
    private void MakePlain(Layer layer)
    {
        if (layer.BlendMode is BlendMode.PassThrough or BlendMode.Dissolve) return;
        _layers[_layers.IndexOf(layer)] = layer with { BlendMode = BlendMode.Normal, Operator = CompositeOperator.SourceOver };
    }

    private void Note(string id, Wording wording) => Problems.Add(new(ProblemCode.NotRendered, wording, Layer: id, Section: XcfItem.Section));
}
