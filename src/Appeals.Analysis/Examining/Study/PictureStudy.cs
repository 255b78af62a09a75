using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>The layers of one source compared with its composite, at a reduced size; each layer looked at once.</summary>
internal sealed record PictureStudy
{
    /// <summary>Squared gradient that everything has, so that two flats do not divide by nothing.</summary>
    private const double GrainFloor = 3;
    /// <summary>Places; of a shorter border or outline nothing can be told.</summary>
    private const int LeastSeam = 20, LeastOutline = 300;
    /// <summary>Share of the canvas: of less hidden paint no detail can be told.</summary>
    private const double LeastHidden = 0.01;

    /// <summary>Layers that change the picture, from the bottom up: what changes nothing is no evidence of anything.</summary>
    public required IReadOnlyList<LayerStudy> Layers { get; init; }
    /// <summary>Of the same layers and of hidden ones.</summary>
    public required IReadOnlyDictionary<string, StrokeMarks> Marks { get; init; }
    /// <summary>What part each of the same layers plays, as far as its paint tells.</summary>
    public required IReadOnlyDictionary<string, LayerRole> Roles { get; init; }
    /// <summary>How lines that may be a sketch agree with the picture, by layer.</summary>
    public required IReadOnlyDictionary<string, LineAgreement> Sketches { get; init; }
    public required StudyMap Map { get; init; }

    /// <summary>The layer that alone shows most of the picture; null if there is none.</summary>
    public LayerStudy? Dominant => Layers.MaxBy(static l => l.Alone);
    /// <summary>Share of paint whose colour is the picture's own at that place, over all layers.</summary>
    public double Verbatim => Layers.Sum(static l => l.Painted * l.Verbatim) / Math.Max(1e-9, Layers.Sum(static l => l.Painted));
    /// <summary>See <see cref="LayerStudy.Derived"/>: of the layer that has most.</summary>
    public double Derived => Layers.Select(static l => l.Derived).DefaultIfEmpty().Max();
    /// <summary>Share of all outlines that cut through smooth paint.</summary>
    public double Cut => Layers.Sum(static l => l.OutlineLength * l.Cut) / Math.Max(1, Layers.Sum(static l => l.OutlineLength));
    /// <summary>See <see cref="LayerStudy.Seam"/> and <see cref="LayerStudy.Calm"/>; null if hardly any paint is both seen and hidden.</summary>
    public double? Seam => AlongSeams(static l => l.Seam);
    public double? Calm => AlongSeams(static l => l.Calm);
    /// <summary>See <see cref="OutlineStep.Chance"/>, over all layers; null if hardly any layer ends hard where one sees it.</summary>
    public double? Step => Layers.Sum(static l => l.StepLength) is >= LeastOutline and var length ? Layers.Sum(static l => l.StepLength * l.Step) / length : null;

    /// <summary>
    /// Structure of hidden paint over structure of the seen paint of the same layers, at most 2 each; about 1 or more where painted, below where what is
    /// hidden was filled in smoothly. 1 if hardly anything is hidden.
    /// </summary>
    public double Grain
    {
        get
        {
            if (Layers.Sum(static l => l.HiddenPixels) < LeastHidden * Map.Pixels) return 1;
            var hidden = Layers.Sum(static l => l.HiddenEvidence);
            return hidden <= 0 ? 1 : Layers.Sum(static l => l.HiddenEvidence * Math.Min(2, (l.HiddenDetail + GrainFloor) / (l.SeenDetail + GrainFloor))) / hidden;
        }
    }

    private double? AlongSeams(Func<LayerStudy, double> of) =>
        Layers.Where(static l => l.SeamLength >= LeastSeam).ToList() is { Count: > 0 } seamed ? seamed.Sum(l => l.SeamLength * of(l)) / seamed.Sum(static l => l.SeamLength) : null;

    /// <param name="contributing">Ids of the layers that change the picture.</param>
    /// <param name="leftOut">Ids of visible layers that only repeat the picture.</param>
    public static PictureStudy Of(ReducedFile file, IReadOnlySet<string> contributing, IReadOnlySet<string> leftOut, CancellationToken cancellation)
    {
        var picture = new StudiedPicture(Compositor.Render(file, new() { Without = leftOut }, cancellation));
        var map = new StudyMap(picture);
        var edges = new Lazy<PictureEdges>(() => new(picture));
        var layers = new List<LayerStudy>();
        var marks = new Dictionary<string, StrokeMarks>(StringComparer.Ordinal);
        var roles = new Dictionary<string, LayerRole>(StringComparer.Ordinal);
        var sketches = new Dictionary<string, LineAgreement>(StringComparer.Ordinal);
        foreach (var layer in file.Layers.Where(l => contributing.Contains(l.Id) || (!l.Visible && !l.IsGroup)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (LayerPaint.Read(file, layer, cancellation) is not { } paint) continue;
            var mark = StrokeMarks.Of(paint, file.Scale);
            if (mark.Patches == 0) continue;
            marks.Add(layer.Id, mark);
            var role = RoleOf.Layer(paint, mark);
            roles.Add(layer.Id, role);
            if (role == LayerRole.Lines && (!layer.Visible || layer.Opacity < 0.7 || layers.Count < 2)) sketches.Add(layer.Id, edges.Value.Agreement(paint));
            if (contributing.Contains(layer.Id)) layers.Add(LayerStudy.Of(paint, picture, map));
        }
        return new() { Layers = layers, Marks = marks, Roles = roles, Sketches = sketches, Map = map };
    }
}
