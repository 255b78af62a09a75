using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.Evidence;

public enum EvidencePlace { Folder = 1, S3 = 2 }

/// <summary>Section <c>Evidence</c>.</summary>
public sealed class EvidenceOptions : IValidatableObject
{
    public const string Section = "Evidence";
    public const string S3Section = "S3";

    public EvidencePlace Store { get; set; } = EvidencePlace.Folder;

    /// <summary>Where sealed files lie; relative to the content root. Every node must see the same folder.</summary>
    [Required]
    public string Directory { get; set; } = "App_Data/evidence";

    /// <summary>The master key ring: id → 32 bytes in base64. In Development one is made if there is none.</summary>
    public Dictionary<string, string> MasterKeys { get; set; } = [];

    /// <summary>Id of the key that wraps what is new; may be left out if there is only one.</summary>
    public string? MasterKey { get; set; }

    /// <summary>Longest file that a creator may upload, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFileLength { get; set; } = 2_000_000_000;

    [Range(1, 10_000)]
    public int MaxFilesPerAppeal { get; set; } = 40;

    /// <summary>All files of one appeal together, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytesPerAppeal { get; set; } = 8_000_000_000;

    /// <summary>How long an unfinished upload waits for its rest.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a dead writer keeps others out of its upload; a live one renews three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:05:00")]
    public TimeSpan UploadLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Views closer together than this are one visit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan VisitLength { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes on disk without a row are left alone for this long, because their transaction may still be under way.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromHours(6);

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromHours(1);

    public BucketOptions S3 { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Store == EvidencePlace.S3 ? S3.Validate() : [];
}
