namespace Appeals.Analysis.Pixels;

/// <summary>What <see cref="Compositor"/> renders of a file.</summary>
public sealed record RenderOptions
{
    /// <summary>
    /// Ids of the layers to draw, nothing else; null draws all. A group stands for everything in it. Groups around a drawn layer
    /// still apply their masks, opacity and blend modes. What is named is drawn even if it, or a group around it, is hidden.
    /// </summary>
    public IReadOnlySet<string>? Only { get; init; }
    /// <summary>Ids of the layers to leave out, with everything in them. A base that is left out still clips what is clipped to it.</summary>
    public IReadOnlySet<string>? Without { get; init; }
    /// <summary>Longest side of the result in pixels; a larger composite is reduced by area averaging, a smaller one stays as it is.</summary>
    public int? MaxSide { get; init; }
    /// <summary>Leave samples as the document has them, instead of turning them into sRGB by its profile.</summary>
    public bool KeepsProfile { get; init; }
    /// <summary>How many threads draw at a time, at least 1. The picture does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
