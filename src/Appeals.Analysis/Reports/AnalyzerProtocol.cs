namespace Appeals.Analysis.Reports;

/// <summary>
/// What goes through the pipes between the server and its child <c>appeals-analyzer serve</c>.
/// Standard input: one line of JSON, an <see cref="AnalyzerJob"/> with the keys of the files; then it stays open, and the child exits when it closes.
/// Standard output: messages, each one line of JSON (an <see cref="AnalyzerMessage"/>) followed by exactly <see cref="AnalyzerMessage.Length"/> raw bytes.
/// The last message is <see cref="AnalyzerMessageKind.Report"/>. Everything that the child writes is hostile to its reader.
/// </summary>
public static class AnalyzerProtocol
{
    /// <summary>Longest line, in bytes, that the reader accepts.</summary>
    public const int MaxLineLength = 64 * 1024;

    /// <summary>Exit code: a stored file could not be opened or read at all. That says nothing about the file; another attempt may succeed.</summary>
    public const int StoreUnreadable = 4;
}

/// <summary>One piece of work for the child.</summary>
public sealed record AnalyzerJob
{
    public required AnalyzerTask Task { get; init; }
    public IReadOnlyList<SealedInput> Sources { get; init; } = [];
    public SealedInput? Published { get; init; }
    /// <summary>Ids (<c>source/layer</c> or <c>layer</c>) or names of the layers declared as AI.</summary>
    public IReadOnlyList<string> DeclaredAi { get; init; } = [];
    /// <summary>A declared rectangle of the published picture, as shares of its width and height.</summary>
    public IReadOnlyList<DeclaredArea> DeclaredAreas { get; init; } = [];
    /// <summary>Path of the certificates, in PEM, to which those of trusted signers of Content Credentials lead; null if nobody is trusted.</summary>
    public string? TrustList { get; init; }
    public DateTime? PublishedAt { get; init; }
    public DateTime? LabelledAt { get; init; }
}

/// <summary><see cref="Picture"/> makes previews of the published picture; <see cref="Inspect"/> lists one file's layers with thumbnails; <see cref="Analyze"/> is the whole report.</summary>
public enum AnalyzerTask { Picture, Inspect, Analyze }

/// <summary>A file of the evidence store as the child opens it.</summary>
/// <param name="Id">What the report calls it.</param>
/// <param name="Path">Path of the sealed file.</param>
/// <param name="Key">32 bytes; never logged.</param>
/// <param name="FileId">Bound into every chunk as associated data.</param>
/// <param name="Length">Length of the plain bytes.</param>
public sealed record SealedInput(string Id, string Path, byte[] Key, Guid FileId, long Length);

/// <summary>A rectangle in shares of width and height, each in [0, 1].</summary>
public sealed record DeclaredArea(double Left, double Top, double Width, double Height);

public enum AnalyzerMessageKind { Progress, Preview, Report }

/// <summary>One message of the child; which members are set follows from its kind.</summary>
public sealed record AnalyzerMessage
{
    public required AnalyzerMessageKind Kind { get; init; }
    /// <summary>Bytes that follow the line; 0 for progress.</summary>
    public int Length { get; init; }
    /// <summary>Progress: 0..100.</summary>
    public int Percent { get; init; }
    /// <summary>Progress: what is being done.</summary>
    public AnalyzerStep Step { get; init; }
    /// <summary>Preview: its name, of letters, digits, '-' and '/'. See <see cref="PreviewNames"/>.</summary>
    public string? Name { get; init; }
    /// <summary>Preview: pixels. The bytes are WebP.</summary>
    public int Width { get; init; }
    public int Height { get; init; }
}

public enum AnalyzerStep { Opening, ReadingLayers, Compositing, Comparing, Measuring, Writing }

/// <summary>Names of the previews that a run may send back.</summary>
public static class PreviewNames
{
    /// <summary>The published picture, long side at most 1500.</summary>
    public const string Published = "published";
    /// <summary>The published picture, long side at most 480.</summary>
    public const string PublishedSmall = "published-small";
    /// <summary>The composite of the best matching source, registered onto the published picture and of the same size as its preview.</summary>
    public const string Composite = "composite";
    /// <summary>Where the two differ: greys, brighter is more.</summary>
    public const string Difference = "difference";
    /// <summary>What the declared layers touch: white where the distance exceeds the threshold, transparent elsewhere.</summary>
    public const string AiShare = "ai-share";
    /// <summary>A source's own composite, long side at most 1500: <c>source/{id}</c>.</summary>
    public static string Source(string source) => $"source/{source}";
    /// <summary>A layer's thumbnail, trimmed to its content, long side at most 128: <c>layer/{source}/{layer}</c>.</summary>
    public static string Layer(string source, string layer) => $"layer/{source}/{layer}";
    /// <summary>
    /// The layer alone on the canvas, long side at most 1024: <c>canvas/{source}/{layer}</c>. Its own mask, those of its groups and its
    /// clipping base are applied; its opacity and blend mode are left to whoever stacks them.
    /// </summary>
    public static string Canvas(string source, string layer) => $"canvas/{source}/{layer}";
}
