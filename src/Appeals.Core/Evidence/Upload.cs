using Appeals.Analysis.Reports;
using Appeals.Core.Data;

namespace Appeals.Core.Evidence;

/// <summary>A resumable upload under way. What is acknowledged always ends on a sealed chunk boundary, except at the very end.</summary>
public sealed class Upload : IVersioned
{
    /// <summary>Also the id of the stored file that it becomes.</summary>
    public Guid Id { get; init; }
    public Guid OwnerId { get; init; }
    public Guid AppealId { get; init; }
    public required string Name { get; init; }
    /// <summary>Plain bytes announced by <c>Upload-Length</c>.</summary>
    public long Length { get; init; }
    /// <summary>Plain bytes acknowledged.</summary>
    public long Offset { get; set; }
    /// <summary>From the first chunk; <see cref="FileFormat.Unknown"/> until then.</summary>
    public FileFormat Format { get; set; }
    public required byte[] WrappedKey { get; set; }
    public required string MasterKeyId { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime ExpiresAt { get; set; }
    /// <summary>One writer at a time, across processes: who holds the pen, and until when.</summary>
    public Guid? LeaseId { get; set; }
    public DateTime? LeaseUntil { get; set; }
    /// <summary>The holder promised a checksum: what it leaves behind when it dies is not to be trusted.</summary>
    public bool LeaseHasChecksum { get; set; }
    /// <summary>Set in the transaction that turned it into evidence.</summary>
    public Guid? EvidenceFileId { get; set; }
    public Guid Version { get; set; }
}
