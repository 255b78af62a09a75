using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>Turns the elements of <c>maindoc.xml</c> into layers, bottom to top. What is wrong with the pixels of one costs that one.</summary>
internal sealed class KraLayers(KraArchive archive, KraPixelFormat? imageFormat, PixelArea canvas, ReadLimits limits)
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, KraLayer> _sources = new(StringComparer.Ordinal);
    private readonly KraSources _finder = new(archive, imageFormat);
    private long _pixels;

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, KraLayer> Sources => _sources;
    public List<Problem> Problems { get; } = [];

    private List<KraElement> Elements => archive.Document.Elements;

    /// <summary>The file's order turned round has children before their group and the bottom first.</summary>
    public KraLayers Build(CancellationToken cancellationToken)
    {
        var ids = new string?[Elements.Count];
        for (int i = Elements.Count - 1, next = 1; i >= 0; i--)
            if (!Elements[i].IsMask && Elements[i].Type != "referenceimages") ids[i] = (next++).ToString(CultureInfo.InvariantCulture);
        for (var i = Elements.Count - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ids[i] is { } id) Add(i, id, Elements[i].Parent < 0 ? null : ids[Elements[i].Parent], cancellationToken);
        }
        return this;
    }

    private void Add(int index, string id, string? parent, CancellationToken cancellationToken)
    {
        var element = Elements[index];
        var known = KraBlendModes.TryGet(element["compositeop"] ?? "normal", out var mode, out var composite, out var name);
        var kind = KindOf(element.Type);
        if (kind == LayerKind.Group && element["passthrough"] == "1") (mode, name) = (BlendMode.PassThrough, "pass-through");
        var flags = element["channelflags"] ?? "";
        var inherits = flags.Length > 1 && flags[^1] == '0' && composite == CompositeOperator.SourceOver;
        if (element.IsVisible) NoteUnrendered(element, index, id, known, mode, flags);
        var source = kind == LayerKind.Group ? _finder.Group(index) : _finder.Find(index);
        _layers.Add(new()
        {
            Id = id,
            Parent = parent,
            Kind = kind,
            Name = CleanText.From(element["name"], limits.MaxNameLength),
            Area = source is { File: not null } or { Color: not null } ? AreaOf(source, id, cancellationToken) : default,
            Opacity = Math.Clamp(element.Integer("opacity", 255), 0, 255) / 255.0,
            BlendMode = mode,
            BlendName = name,
            Operator = inherits ? CompositeOperator.SourceAtop : composite,
            InheritsAlpha = inherits,
            UnrenderedReach = _finder.MasksOf(index).Any(MovesPixels) || !string.IsNullOrEmpty(element["layerstyle"]) ? canvas.Width + canvas.Height : 0,
            Visible = element.IsVisible,
            Locked = element["locked"] == "1",
            Mask = source is { Masks.Count: > 0 } ? new(canvas, 255, 1, Disabled: false) : null,
            Light = imageFormat is { IsLinear: true } ? LightSpace.Linear : LightSpace.Perceptual,
            BlendLight = imageFormat is { IsLinear: true } ? LightSpace.Linear : LightSpace.Perceptual,
        });
        if (source is not null) _sources.Add(id, source);
    }

    private static LayerKind KindOf(string type) => type switch
    {
        "grouplayer" => LayerKind.Group,
        "shapelayer" => LayerKind.Vector,
        "adjustmentlayer" => LayerKind.Adjustment,
        "generatorlayer" => LayerKind.Fill,
        "filelayer" or "clonelayer" => LayerKind.SmartObject,
        _ => LayerKind.Pixel,
    };

    private void NoteUnrendered(KraElement element, int index, string id, bool known, BlendMode mode, string flags)
    {
        if (!known) Note(Words.BlendMode);
        if (mode == BlendMode.Dissolve) Note(Words.Dissolve);
        if (!string.IsNullOrEmpty(element["layerstyle"])) Note(Words.Effects);
        if (flags.Length > 1 && flags[..^1].Contains('0', StringComparison.Ordinal)) Note(Words.Knockout);
        switch (element.Type)
        {
            case "adjustmentlayer": Note(Words.Adjustment); break;
            case "shapelayer": Note(Words.FillLayer); break;
            case "generatorlayer" when _finder.Find(index) is null: Note(Words.FillLayer); break;
            case "filelayer": Note(Words.FileLayer); break;
            case "clonelayer" when _finder.Find(index) is null: Note(Words.CloneLayer); break;
        }
        if (_finder.MasksOf(index).Any(MovesPixels)) Note(Words.MaskEffect);
        void Note(Wording wording) => Problems.Add(new(ProblemCode.NotRendered, wording, Layer: id, Section: KraDocument.Section));
    }

    /// <summary>Its layer may look otherwise, also beyond its pixels.</summary>
    private static bool MovesPixels(KraElement mask) => mask.IsVisible && mask.Type is "filtermask" or "transformmask" or "colorizemask";

    private PixelArea AreaOf(KraLayer source, string id, CancellationToken cancellationToken)
    {
        if (source.Color is not null) return canvas;
        try
        {
            using var tiles = KraTiles.Read(archive.Read(source.File!, source.Plausible(canvas.Pixels)), source.Format.PixelSize, limits, cancellationToken);
            if (tiles.PixelSize != source.Format.PixelSize) throw new SourceFileException(ProblemCode.Unsupported, Words.LayerCompression, section: KraTiles.Section);
            if (tiles.IsDamaged) Problems.Add(new(ProblemCode.Malformed, Words.DamagedLayer, Layer: id, Section: KraTiles.Section));
            var area = AreaOf(source, tiles, cancellationToken);
            if ((_pixels += area.Pixels) > limits.MaxTotalPixels) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, section: KraTiles.Section);
            return area;
        }
        catch (SourceFileException refusal)
        {
            Problems.Add(refusal.ToProblem(id));
            return default;
        }
    }

    /// <summary>Dots far away from each other may span more than can be held; then only what lies on the canvas counts.</summary>
    private PixelArea AreaOf(KraLayer source, KraTiles tiles, CancellationToken cancellationToken)
    {
        var transparent = source.Format.ToRgba(source.Outside).A == 0;
        var painted = KraBounds.Of(tiles, source.Format, source.Outside, byAlpha: transparent, cancellationToken);
        if (!painted.IsEmpty) painted = painted with { Left = (int)Math.Clamp((long)painted.Left + source.X, -limits.MaxSide, limits.MaxSide), Top = (int)Math.Clamp((long)painted.Top + source.Y, -limits.MaxSide, limits.MaxSide) };
        var area = transparent ? painted : canvas.Union(painted);
        return area.Pixels <= limits.MaxLayerPixels ? area : area.Intersect(canvas);
    }
}
