using Appeals.Analysis.Reports;
using Appeals.Core.Filing;

namespace Appeals.Core.Evidence;

/// <summary>One file that a creator uploaded for an appeal.</summary>
public sealed class EvidenceFile
{
    public const int NameLength = 255;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    public Appeal Appeal { get; init; } = null!;
    /// <summary>The name as uploaded, control and bidi marks removed. The creator's eyes only.</summary>
    public required string Name { get; init; }
    /// <summary>What staff see until they have decided, e.g. <c>source-1.psd</c>.</summary>
    public required string BlindName { get; init; }
    public FileFormat Format { get; init; }
    public Guid StoredFileId { get; init; }
    public StoredFile StoredFile { get; init; } = null!;
    public DateTime UploadedAt { get; init; }
    /// <summary>Taken out by the creator before filing; the bytes are swept.</summary>
    public DateTime? RemovedAt { get; set; }
    /// <summary>The outcome of the inspection that ran at once after the upload; null until it is done.</summary>
    public string? InspectionJson { get; set; }
}
