using Appeals.Analysis.Reports;

namespace Appeals.Core.Evidence;

/// <summary>One write-once object of the evidence store: sealed bytes under a key of its own.</summary>
public sealed class StoredFile
{
    /// <summary>Also the associated data of every sealed chunk and the name on disk.</summary>
    public Guid Id { get; init; }
    /// <summary>Plain bytes.</summary>
    public long Length { get; init; }
    /// <summary>SHA-256 of the plain bytes.</summary>
    public required byte[] Sha256 { get; init; }
    /// <summary>By content.</summary>
    public FileFormat Format { get; init; }
    /// <summary>The file's key, wrapped by the master key <see cref="MasterKeyId"/>. Null once erased: the bytes are then unreadable for good.</summary>
    public byte[]? WrappedKey { get; set; }
    public required string MasterKeyId { get; set; }
    public DateTime CreatedAt { get; init; }
}
