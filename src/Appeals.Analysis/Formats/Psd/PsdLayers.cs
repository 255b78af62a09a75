using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// Turns records into layers. A folder is stored as a divider, its children, then its own record, bottom to top;
/// files exist where these do not pair up, and then nothing is lost: children of an unfinished folder stay where they are.
/// </summary>
internal sealed class PsdLayers(PsdStructure structure, ReadLimits limits)
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, PsdRecord> _records = new(StringComparer.Ordinal);
    /// <summary>Index in <see cref="_layers"/> at which each open folder's children begin.</summary>
    private readonly Stack<int> _open = [];

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, PsdRecord> Records => _records;
    public List<Problem> Problems { get; } = [];

    public PsdLayers Build()
    {
        long pixels = 0;
        for (var i = 0; i < structure.Records.Count; i++)
        {
            var record = structure.Records[i];
            pixels += record.Area.Pixels;
            if (pixels > limits.MaxTotalPixels) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyPixels, section: "PSD layer records");
            if (record.Tags.Section == 3) Open();
            else Add(record, isBase: !record.Clipped && i + 1 < structure.Records.Count && structure.Records[i + 1].Clipped);
        }
        if (_open.Count > 0) NoteUnbalanced();
        return this;
    }

    private void Open()
    {
        if (_open.Count >= limits.MaxNesting) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, section: "PSD section dividers");
        _open.Push(_layers.Count);
    }

    private void Add(PsdRecord record, bool isBase)
    {
        var effects = PsdEffects.Of(record.Tags, structure.GlobalAngle, (long)structure.Header.Width * structure.Header.Height <= limits.MaxEffectPixels, isBase);
        var layer = ToLayer(record, effects, (_layers.Count + 1).ToString(CultureInfo.InvariantCulture));
        if (layer.IsGroup) Close(layer);
        _layers.Add(layer);
        _records.Add(layer.Id, record);
        Problems.AddRange(record.Problems.Select(problem => problem with { Layer = layer.Id }));
        Problems.AddRange(PsdRendering.Problems(layer, record, effects, structure.Header));
    }

    private void Close(Layer group)
    {
        if (!_open.TryPop(out var first))
        {
            NoteUnbalanced();
            return;
        }
        for (var i = first; i < _layers.Count; i++)
            if (_layers[i].Parent is null) _layers[i] = _layers[i] with { Parent = group.Id };
    }

    private Layer ToLayer(PsdRecord record, PsdEffects effects, string id)
    {
        var group = record.Tags.Section is 1 or 2;
        PsdBlendModes.TryGet((group ? record.Tags.SectionBlendKey : null) ?? record.BlendKey, out var mode, out var name);
        if (mode == BlendMode.PassThrough && !group) (mode, name) = (BlendMode.Normal, "normal");
        return new()
        {
            Id = id,
            Kind = group ? LayerKind.Group : KindOf(record.Tags),
            Name = record.Tags.Name ?? CleanText.From(record.LegacyName, limits.MaxNameLength),
            Area = group ? default : AreaOf(record),
            Box = group ? null : record.Area,
            Opacity = record.Opacity / 255.0,
            Fill = record.Tags.Fill / 255.0,
            BlendMode = mode,
            Light = structure.Header.IsLinear ? LightSpace.Linear : LightSpace.Perceptual,
            BlendLight = structure.Header.IsLinear ? LightSpace.Linear : LightSpace.Perceptual,
            BlendName = name,
            Visible = (record.Flags & 2) == 0,
            Clipped = record.Clipped,
            Locked = record.Tags.Locked || (record.Flags & 1) != 0,
            Mask = PsdMaskPlan.Of(record).ToMask(),
            Artboard = group && record.Tags.Artboard is { } board ? new(board.Area, board.Paper is { } paper ? (paper.R, paper.G, paper.B) : null) : null,
            Effects = effects.Drawn,
            InteriorIsGroup = record.Tags.BlendInteriorAsGroup,
            ClippedApart = record.Tags.BlendClippedApart,
            UnrenderedReach = effects.OtherReach,
            ModifiedAt = record.Tags.ModifiedAt,
        };
    }

    private static LayerKind KindOf(PsdTags tags) => tags switch
    {
        { HasText: true } => LayerKind.Text,
        { HasSmartObject: true } => LayerKind.SmartObject,
        { HasFill: true, HasVectorMask: true } => LayerKind.Vector,
        { HasFill: true } => LayerKind.Fill,
        { HasAdjustment: true } => LayerKind.Adjustment,
        _ => LayerKind.Pixel,
    };

    /// <summary>An adjustment covers the canvas; so does a fill without pixels of its own, or what its vector mask lets through.</summary>
    private PixelArea AreaOf(PsdRecord record)
    {
        var canvas = new PixelArea(0, 0, structure.Header.Width, structure.Header.Height);
        if (record.Tags.Adjustment is not null) return canvas;
        if (!PsdRendering.IsDrawnFill(record)) return record.Area;
        if (record.Tags.Path is not { } path || record.Mask is { VectorDensity: < 255 }) return canvas;
        var feather = record.Mask?.VectorFeather ?? 0;
        return feather > 0 ? path.Bounds(canvas).Around(FeatheredRows.MarginOf(Math.Min(feather, canvas.Width + canvas.Height) * PsdRendering.DeviationOfFeather)).Intersect(canvas) : path.Bounds(canvas);
    }

    private void NoteUnbalanced() => Problems.Add(new(ProblemCode.Malformed, Words.UnbalancedGroups, Section: "PSD section dividers"));
}
