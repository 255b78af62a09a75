using Appeals.Analysis.Markers.C2pa;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>The files of one appeal and what was said about them.</summary>
public sealed record ExaminationInput
{
    public IReadOnlyList<SourceInput> Sources { get; init; } = [];
    /// <summary>Opens the published picture; null if there is none.</summary>
    public Func<Stream>? Published { get; init; }
    /// <summary>Layers declared as AI: <c>source/layer</c>, a layer's id, or its name (compared without regard to case). A group stands for all that is in it.</summary>
    public IReadOnlyList<string> DeclaredAi { get; init; } = [];
    /// <summary>Rectangles of the published picture declared as AI.</summary>
    public IReadOnlyList<DeclaredArea> DeclaredAreas { get; init; } = [];
    /// <summary>Declared as AI where it is light and opaque; of any size, laid over the whole published picture.</summary>
    public RgbaImage? DeclaredMask { get; init; }
    /// <summary>Whose Content Credentials are believed to be in their own name; null if nobody's.</summary>
    public TrustList? Trust { get; init; }
    /// <summary>UTC, as the platform says; null if it does not.</summary>
    public DateTime? PublishedAt { get; init; }
    /// <inheritdoc cref="PublishedAt"/>
    public DateTime? LabelledAt { get; init; }
}

/// <param name="Id">What the report calls it: letters, digits and '-'.</param>
/// <param name="Open">Opens a seekable stream, which the examination disposes.</param>
public sealed record SourceInput(string Id, Func<Stream> Open);

/// <summary>Takes what an examination makes while it runs.</summary>
public interface IExaminationOutput
{
    /// <summary>False spares the work of making previews.</summary>
    bool TakesPreviews { get; }

    void Progress(AnalyzerStep step, int percent);

    /// <param name="name">See <see cref="PreviewNames"/>.</param>
    void Preview(string name, int width, int height, byte[] webp);
}
