namespace Appeals.Core.Evidence;

public enum ViewPurpose { Preview = 1, Original = 2 }

/// <summary>Somebody looked at a file: one record per viewer, file, purpose and visit, shown to the creator.</summary>
public sealed class ViewRecord
{
    public const int ReasonLength = 500;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    public Guid ViewerId { get; init; }
    /// <summary>The role in which they looked.</summary>
    public required string Role { get; init; }
    /// <summary>Null for the appeal's previews as a whole.</summary>
    public Guid? EvidenceFileId { get; init; }
    public ViewPurpose Purpose { get; init; }
    /// <summary>Why the original was taken; always given for <see cref="ViewPurpose.Original"/>.</summary>
    public string? Reason { get; init; }
    public DateTime At { get; init; }
    /// <summary>Views closer together than a visit's length extend the visit.</summary>
    public DateTime LastAt { get; set; }
}
