namespace Appeals.Core.Analysing;

/// <summary>
/// The same or nearly the same pictures are in another creator's appeal on the same platform. For staff only; it says nothing of who had them first, and
/// changes no grade.
/// </summary>
public sealed class Reuse
{
    public Guid Id { get; init; }
    /// <summary>The appeal whose files were read last.</summary>
    public Guid AppealId { get; init; }
    public Guid OtherAppealId { get; init; }
    /// <summary>What a source shows as a whole is among them.</summary>
    public bool IsWhole { get; init; }
    /// <summary>Layers that were found there.</summary>
    public int Layers { get; init; }
    /// <summary>Bits that differ in the nearest pair, 0 to <see cref="StoredHash.Near"/>.</summary>
    public int Distance { get; init; }
    public DateTime FoundAt { get; init; }
}

/// <summary>As a reviewer sees it, from either side.</summary>
/// <param name="Other">Reference of the other appeal.</param>
public sealed record ReuseNote(string Other, bool IsWhole, int Layers, DateTime FoundAt);
