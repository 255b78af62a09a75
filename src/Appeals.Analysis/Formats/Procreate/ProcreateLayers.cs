using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>Where the tiles of a layer lie, and those of its mask.</summary>
internal sealed record ProcreateLayer(string Uuid, string? Mask);

/// <summary>Walks the tree of <c>Document.archive</c>, which has the top first, and turns it into layers, bottom to top.</summary>
internal sealed class ProcreateLayers(ProcreateArchive archive, ProcreateCanvas canvas, ReadLimits limits)
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, ProcreateLayer> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<int> _seen = [];
    private int _next = 1;
    private long _pixels;

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, ProcreateLayer> Sources => _sources;
    public List<Problem> Problems { get; } = [];

    public ProcreateLayers Build(CancellationToken cancellationToken)
    {
        Walk(archive.Document, "layers", null, 0, cancellationToken);
        return this;
    }

    private void Walk(KeyedObject parent, string list, string? parentId, int depth, CancellationToken cancellationToken)
    {
        if (depth > limits.MaxNesting) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, section: ProcreateArchive.Section);
        var members = new List<KeyedObject>();
        foreach (var member in parent.List(list))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // What is met again is a circle, or one layer at two places.
            if (!_seen.Add(member.Index)) throw BinaryPlist.Damaged();
            if (_seen.Count > limits.MaxLayers) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, section: ProcreateArchive.Section);
            members.Add(member);
        }
        for (var i = members.Count - 1; i >= 0; i--)
        {
            var id = _next++.ToString(CultureInfo.InvariantCulture);
            if (members[i].Has("children"))
            {
                Walk(members[i], "children", id, depth + 1, cancellationToken);
                AddGroup(members[i], id, parentId);
            }
            else AddLayer(members[i], id, parentId);
        }
    }

    private void AddGroup(KeyedObject group, string id, string? parent) => _layers.Add(new()
    {
        Id = id,
        Parent = parent,
        Kind = LayerKind.Group,
        Name = CleanText.From(group.Text("name"), limits.MaxNameLength),
        Opacity = OpacityOf(group),
        BlendMode = BlendMode.PassThrough,
        BlendName = "pass-through",
        Visible = !group.Flag("isHidden") && !group.Flag("hidden"),
        Locked = group.Flag("isLocked") || group.Flag("locked"),
    });

    private void AddLayer(KeyedObject layer, string id, string? parent)
    {
        var number = layer.Number("extendedBlend") ?? layer.Number("blend") ?? 0;
        var mode = ProcreateBlendModes.Find((int)Math.Clamp(number, -1, 1000));
        var visible = !layer.Flag("hidden");
        if (mode is null && visible) Problems.Add(new(ProblemCode.NotRendered, Words.BlendMode, Layer: id, Section: ProcreateArchive.Section));
        var uuid = layer.Text("UUID") ?? "";
        var mask = layer.Object("mask");
        _layers.Add(new()
        {
            Id = id,
            Parent = parent,
            Kind = layer.Object("text") is null ? LayerKind.Pixel : LayerKind.Text,
            Name = CleanText.From(layer.Text("name"), limits.MaxNameLength),
            Area = AreaOf(uuid, id),
            Opacity = OpacityOf(layer),
            BlendMode = mode?.Mode ?? BlendMode.Normal,
            BlendName = mode?.Name ?? $"procreate:{(int)Math.Clamp(number, -1, 1000)}",
            Visible = visible,
            Clipped = layer.Flag("clipped"),
            Locked = layer.Flag("locked"),
            Mask = mask is null ? null : new(canvas.Area, 0, 1, Disabled: mask.Flag("hidden")),
        });
        _sources.Add(id, new(uuid, mask?.Text("UUID")));
    }

    private static double OpacityOf(KeyedObject layer) => Math.Clamp(layer.Number("opacity") ?? 1, 0, 1);

    /// <summary>The rectangle of the tiles that there are; the file's own <c>contentsRect</c> is not always kept.</summary>
    private PixelArea AreaOf(string uuid, string id)
    {
        var (area, count) = (default(PixelArea), 0);
        foreach (var tile in archive.TilesOf(uuid).Keys)
        {
            if (!canvas.Contains(tile)) continue;
            area = area.Union(canvas.AreaOf(tile));
            count++;
        }
        if (count <= limits.MaxTiles && area.Pixels <= limits.MaxLayerPixels && (_pixels += area.Pixels) <= limits.MaxTotalPixels) return area;
        Problems.Add(new(ProblemCode.LimitExceeded, Words.LayerTooLarge, Layer: id, Section: ProcreateArchive.Section));
        return default;
    }
}
