namespace Appeals.Analysis.Reports;

/// <summary>What the files of one appeal say about one published picture. The outcome of a run; it informs, a person decides.</summary>
public sealed record AnalysisReport
{
    /// <summary>Version of this shape; grows when a reader of an older report would misread a newer one.</summary>
    public int Schema { get; init; } = 1;
    public required Grade Grade { get; init; }
    /// <summary>In [-1, 1]; positive speaks for human creation.</summary>
    public required double Score { get; init; }
    /// <summary>Null if there was no published picture, or no file with a picture in it.</summary>
    public MatchResult? Match { get; init; }
    /// <summary>Null if nothing was declared.</summary>
    public AiShare? AiShare { get; init; }
    public required IReadOnlyList<SourceReport> Sources { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<Marker> Markers { get; init; }
    /// <summary>What happened when, as the files and the platform have it; in order of time.</summary>
    public IReadOnlyList<TimelineMoment> Timeline { get; init; } = [];
    /// <summary>By which the same pictures are known again in other appeals. For staff only.</summary>
    public IReadOnlyList<PictureHash> Hashes { get; init; } = [];
    /// <summary>All problems of the run, those of its sources too.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }
    /// <summary>Versions of the signals that looked for findings, and of the rule that graded (<c>grading</c>); empty in reports from before they were counted.</summary>
    public IReadOnlyDictionary<string, int> SignalVersions { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
    /// <summary>Milliseconds by step.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }
}

/// <summary>Degrees of support for human creation; <see cref="Inconclusive"/> is nothing either way, <see cref="Contradicted"/> is evidence against.</summary>
public enum Grade { Contradicted, Inconclusive, Limited, Moderate, Strong }

/// <summary>How well the composite of the visible layers reproduces the published picture.</summary>
/// <param name="Source">Id of the source file that was compared (the best match if there are several).</param>
/// <param name="Similarity">Structural similarity after registration, in [0, 1].</param>
/// <param name="Coverage">Share of the published picture that the registered composite covers, in [0, 1].</param>
public sealed record MatchResult(string Source, double Similarity, double Coverage, Transform Transform);

/// <summary>Where a point of the composite lies in the published picture: x' = ScaleX · x + OffsetX, after mirroring. Pixels.</summary>
public sealed record Transform(double ScaleX, double ScaleY, double OffsetX, double OffsetY, bool Mirrored);

/// <summary>What the layers declared as AI do to the picture.</summary>
/// <param name="Area">Share of pixels whose OKLab distance with and without them exceeds 0.02, in [0, 1].</param>
/// <param name="Difference">Sum of that distance over the sum of the distance between the composite and plain white.</param>
public sealed record AiShare(double Area, double Difference);

/// <summary>One source file as it was read.</summary>
public sealed record SourceReport
{
    /// <summary>The id the caller gave this file.</summary>
    public required string Id { get; init; }
    public required FileFormat Format { get; init; }
    public string? Application { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public int Depth { get; init; }
    public string? ColorMode { get; init; }
    /// <summary>Bottom to top in drawing order.</summary>
    public required IReadOnlyList<LayerReport> Layers { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public required IReadOnlyList<Problem> Problems { get; init; }
}

/// <summary>One layer. Rectangle in canvas pixels; it may lie partly or wholly off the canvas.</summary>
public sealed record LayerReport
{
    public required string Id { get; init; }
    public string? Parent { get; init; }
    public required LayerKind Kind { get; init; }
    public required string Name { get; init; }
    public int Left { get; init; }
    public int Top { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    /// <summary>In [0, 1].</summary>
    public double Opacity { get; init; }
    /// <summary>The W3C name in kebab-case, <c>pass-through</c> for such groups, or <c>app:name</c> where W3C has none.</summary>
    public required string BlendMode { get; init; }
    public bool Visible { get; init; }
    public bool Clipped { get; init; }
    /// <summary>Share of the picture's visible change that this layer makes, in [0, 1]; null if it was not measured (hidden, a group, no picture).</summary>
    public double? Contribution { get; init; }
    /// <summary>Share of the canvas that it changes visibly, in [0, 1].</summary>
    public double? Area { get; init; }
    public bool DeclaredAi { get; init; }
    /// <summary>Name of this layer's thumbnail among the previews, if one was made.</summary>
    public string? Preview { get; init; }
}

public enum LayerKind { Pixel, Group, Text, Vector, Adjustment, SmartObject, Fill }

/// <summary>A thing that was found.</summary>
public sealed record Finding
{
    public required string Signal { get; init; }
    public required Direction Direction { get; init; }
    /// <summary>In [0, 1].</summary>
    public required double Weight { get; init; }
    public required IReadOnlyDictionary<string, double> Values { get; init; }
    /// <summary>What was found, in a few words.</summary>
    public Wording? Title { get; init; }
    /// <summary>Why it points that way, in a sentence or two that the creator understands.</summary>
    public required Wording Reason { get; init; }
    /// <summary>Ids of the layers it concerns, as <c>layer</c>, or <c>source/layer</c> if there are several sources.</summary>
    public required IReadOnlyList<string> Layers { get; init; }
    /// <summary>Names of previews that show it.</summary>
    public IReadOnlyList<string> Previews { get; init; } = [];
    /// <summary>How it was measured.</summary>
    public Wording? Method { get; init; }
    /// <summary>How it could be fooled. For staff only.</summary>
    public Wording? Weakness { get; init; }
}

public enum Direction { Contradicts, Neutral, Supports }

/// <summary>The same sentence in both languages.</summary>
public sealed record Wording(string En, string Zh);

/// <summary>A provenance mark in a file.</summary>
/// <param name="Kind">What it is, e.g. <c>aigc-label-1</c>, <c>c2pa-dst-trained</c>, <c>comfyui</c>.</param>
/// <param name="Location">Its home in words of the container, e.g. <c>PNG iTXt</c>.</param>
/// <param name="Strength"><c>strong</c>, <c>medium</c> or <c>weak</c>.</param>
/// <param name="Says">The verdict it would give alone, in camel case.</param>
/// <param name="Source">Id of the source file; null for the published picture, or where there is only one file.</param>
public sealed record Marker(string Kind, string Standard, string Location, string? Value, string Strength, string Says, string? Source = null)
{
    /// <summary>What it is in words.</summary>
    public Wording? Name { get; init; }
    /// <summary>What of it could be verified, and what not.</summary>
    public Wording? Checked { get; init; }
}

/// <summary>64 bits of a picture, as 16 hexadecimal digits; two that differ in few bits look nearly the same.</summary>
/// <param name="Layer">Null for the composite.</param>
public sealed record PictureHash(string Source, string? Layer, string Hash);

/// <summary>Something that happened to the work.</summary>
/// <param name="At">In UTC, or, where the file does not say its zone, the time on its writer's wall.</param>
/// <param name="Source">Id of the source file that says so; null for what the platform says.</param>
public sealed record TimelineMoment(TimelineKind Kind, DateTime At, bool HasZone, string? Source = null);

/// <summary>In the order in which they are expected.</summary>
public enum TimelineKind { Created, FirstChange, LastChange, Saved, Published, Labelled }

/// <summary>Why a file, or a part of it, could not be read.</summary>
/// <param name="Offset">Byte offset in the file, where known.</param>
/// <param name="Section">The section of the format, e.g. <c>PSD layer records</c>.</param>
/// <param name="Source">Id of the source file; null for the published picture or the run as a whole.</param>
public sealed record Problem(ProblemCode Code, Wording Message, string? Source = null, string? Layer = null, long? Offset = null, string? Section = null)
{
    /// <summary>Of what is not rendered: where the composite may look otherwise than in the application.</summary>
    public ProblemArea? Area { get; init; }
}

/// <summary>A rectangle of the canvas, in its pixels.</summary>
public sealed record ProblemArea(int Left, int Top, int Width, int Height);

public enum ProblemCode { Malformed, Truncated, Unsupported, LimitExceeded, Empty, NotRendered, OutOfTime, OutOfMemory, Crashed }
