using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>A picture and where its first block lies on the canvas.</summary>
internal sealed record ClipPlaced(ClipPixels Pixels, int Left, int Top);

/// <summary>What a layer is drawn from: its pixels or one colour, and its mask.</summary>
internal sealed record ClipLayer(ClipPlaced? Pixels, (byte R, byte G, byte B, byte A)? Color, ClipPlaced? Mask)
{
    public ClipTint? Tint { get; init; }
    public Adjustment? Adjustment { get; init; }
}

/// <summary>A layer that is shown in two colours: one for black, one for white.</summary>
internal sealed record ClipTint((byte R, byte G, byte B) Dark, (byte R, byte G, byte B) Light);

/// <summary>Walks the chained lists of the table <c>Layer</c>, bottom first, and turns its rows into layers. What is wrong with the pixels of one costs that one.</summary>
internal sealed class ClipLayers(ClipChunks chunks, ClipTables tables, PixelArea canvas, ReadLimits limits)
{
    private static readonly byte[] Edge = System.Text.Encoding.BigEndianUnicode.GetBytes("EffectEdge");

    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, ClipLayer> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<long> _seen = [];
    private int _next = 1;
    private long _pixels;

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, ClipLayer> Sources => _sources;
    public List<Problem> Problems { get; } = [];

    public ClipLayers Build(CancellationToken cancellationToken)
    {
        if (!tables.Layers.TryGetValue(tables.RootFolder, out var root)) throw ClipTables.Damaged();
        _seen.Add(tables.RootFolder);
        Walk(root, null, 0, cancellationToken);
        return this;
    }

    private void Walk(ClipRow folder, string? parent, int depth, CancellationToken cancellationToken)
    {
        if (depth > limits.MaxNesting) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, section: ClipDatabase.Section);
        for (var index = folder["LayerFirstChildIndex"]; index != 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_seen.Add(index) || !tables.Layers.TryGetValue(index, out var row))
            {
                Problems.Add(new(ProblemCode.Malformed, Words.UnbalancedGroups, Section: ClipDatabase.Section));
                return;
            }
            var id = _next++.ToString(CultureInfo.InvariantCulture);
            if (row["LayerFolder"] != 0) Walk(row, id, depth + 1, cancellationToken);
            Add(row, id, parent, cancellationToken);
            index = row["LayerNextIndex"];
        }
    }

    private void Add(ClipRow row, string id, string? parent, CancellationToken cancellationToken)
    {
        var (kind, number) = (KindOf(row), row["LayerComposite"]);
        var mode = ClipBlendModes.Find(number);
        if (mode?.Mode == BlendMode.PassThrough && kind != LayerKind.Group) mode = null;
        var visible = (row["LayerVisibility"] & 1) != 0;
        if (visible) NoteUnrendered(row, id, kind, known: mode is not null);
        var source = kind is LayerKind.Group or LayerKind.Adjustment ? new ClipLayer(null, null, MaskOf(row, id, cancellationToken)) { Adjustment = ClipCorrections.Of(row.Bytes("FilterLayerInfo")) } : SourceOf(row, id, kind, cancellationToken);
        var area = source.Color is not null || source.Adjustment is not null ? canvas : AreaOf(source.Pixels, id);
        if (visible && kind == LayerKind.Text && area.IsEmpty) Problems.Add(new(ProblemCode.NotRendered, Words.TextLayer, Layer: id, Section: ClipDatabase.Section));
        _layers.Add(new()
        {
            Id = id,
            Parent = parent,
            Kind = kind,
            Name = CleanText.From(row.Text("LayerName"), limits.MaxNameLength),
            Area = area,
            Opacity = Math.Clamp(row["LayerOpacity"], 0, 256) / 256.0,
            BlendMode = mode?.Mode ?? BlendMode.Normal,
            BlendName = mode?.Name ?? string.Create(CultureInfo.InvariantCulture, $"clip:{number}"),
            Visible = visible,
            Clipped = row["LayerClip"] != 0,
            Locked = (row["LayerLock"] & 1) != 0,
            Mask = source.Mask is null ? null : new(canvas, source.Mask.Pixels.IsWhite ? (byte)255 : (byte)0, 1, Disabled: (row["LayerVisibility"] & 2) == 0),
        });
        _sources.Add(id, source);
    }

    private LayerKind KindOf(ClipRow row) => row switch
    {
        _ when row["LayerFolder"] != 0 => LayerKind.Group,
        _ when row.Has("FilterLayerInfo") => LayerKind.Adjustment,
        _ when row.Has("MonochromeFillInfo") || row["LayerType"] == 1584 => LayerKind.Fill,
        _ when row.Has("TextLayerType") || row.Has("TextLayerAttributesVersion") => LayerKind.Text,
        _ when tables.VectorLayers.Contains(row["MainId"]) => LayerKind.Vector,
        _ => LayerKind.Pixel,
    };

    private void NoteUnrendered(ClipRow row, string id, LayerKind kind, bool known)
    {
        if (!known) Note(Words.BlendMode);
        if (ClipBlendModes.Glows(row["LayerComposite"])) Note(Words.Glow);
        if (kind == LayerKind.Adjustment && ClipCorrections.Of(row.Bytes("FilterLayerInfo")) is null) Note(Words.Adjustment);
        if (HasEdge(row.Bytes("LayerEffectInfo"))) Note(Words.Effects);
        void Note(Wording wording) => Problems.Add(new(ProblemCode.NotRendered, wording, Layer: id, Section: ClipDatabase.Section));
    }

    /// <summary>The name of the effect, then whether it is on.</summary>
    private static bool HasEdge(ReadOnlySpan<byte> effects)
    {
        var at = effects.IndexOf(Edge);
        return at >= 0 && effects.Length >= at + Edge.Length + 4 && effects.Slice(at + Edge.Length, 4).ContainsAnyExcept((byte)0);
    }

    private ClipLayer SourceOf(ClipRow row, string id, LayerKind kind, CancellationToken cancellationToken)
    {
        var mask = MaskOf(row, id, cancellationToken);
        if (kind == LayerKind.Fill && row["DrawColorEnable"] == 1) return new(null, (Shade(row["DrawColorMainRed"]), Shade(row["DrawColorMainGreen"]), Shade(row["DrawColorMainBlue"]), 255), mask);
        var tint = row["DrawColorEnable"] != 1 ? null : new ClipTint(
            (Shade(row["DrawColorMainRed"]), Shade(row["DrawColorMainGreen"]), Shade(row["DrawColorMainBlue"])),
            (Shade(row["DrawColorSubRed"]), Shade(row["DrawColorSubGreen"]), Shade(row["DrawColorSubBlue"])));
        return new(Open(row["LayerRenderMipmap"], id, row["LayerOffsetX"] + row["LayerRenderOffscrOffsetX"], row["LayerOffsetY"] + row["LayerRenderOffscrOffsetY"], cancellationToken), null, mask) { Tint = tint };
    }

    /// <summary>A mask moves with its layer, and by itself.</summary>
    private ClipPlaced? MaskOf(ClipRow row, string id, CancellationToken cancellationToken)
    {
        var mask = Open(row["LayerLayerMaskMipmap"], id, row["LayerOffsetX"] + row["LayerMaskOffsetX"] + row["LayerMaskOffscrOffsetX"], row["LayerOffsetY"] + row["LayerMaskOffsetY"] + row["LayerMaskOffscrOffsetY"], cancellationToken);
        if (mask is null || mask.Pixels.Planes == 1) return mask;
        Problems.Add(new(ProblemCode.Malformed, Words.DamagedMask, Layer: id, Section: ClipPixels.Section));
        return null;
    }

    /// <summary>Samples have 32 bits.</summary>
    private static byte Shade(long sample) => (byte)(Math.Clamp(sample, 0, uint.MaxValue) >> 24);

    private ClipPlaced? Open(long mipmap, string id, long left, long top, CancellationToken cancellationToken)
    {
        if (tables.Offscreen(mipmap) is not { } offscreen) return null;
        try
        {
            if (Math.Abs(left) > limits.MaxSide || Math.Abs(top) > limits.MaxSide) throw new SourceFileException(ProblemCode.Malformed, Words.LayerSize, section: ClipPixels.Section);
            return new(ClipPixels.Read(chunks, offscreen.Attribute, offscreen.Data, limits, cancellationToken), (int)left, (int)top);
        }
        catch (SourceFileException refusal)
        {
            Problems.Add(refusal.ToProblem(id));
            return null;
        }
    }

    private PixelArea AreaOf(ClipPlaced? source, string id)
    {
        if (source is null) return default;
        var bounds = source.Pixels.Bounds();
        if (bounds.IsEmpty) return default;
        var area = bounds with { Left = bounds.Left + source.Left, Top = bounds.Top + source.Top };
        if (area.Pixels > limits.MaxLayerPixels) area = area.Intersect(canvas);
        if ((_pixels += area.Pixels) <= limits.MaxTotalPixels) return area;
        Problems.Add(new(ProblemCode.LimitExceeded, Words.LayerTooLarge, Layer: id, Section: ClipPixels.Section));
        return default;
    }
}
