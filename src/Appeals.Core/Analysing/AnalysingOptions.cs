using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Appeals.Core.Analysing;

/// <summary>Section <c>Analysis</c>.</summary>
public sealed class AnalysingOptions : IValidatableObject
{
    public const string Section = "Analysis";

    /// <summary>The program that opens hostile files; relative to the server's own program folder.</summary>
    [Required]
    public string Analyzer { get; set; } = "analyzer/appeals-analyzer.dll";

    /// <summary>How many children one node runs at a time.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many processors one child may draw on at a time; more than there are count for nothing.</summary>
    [Range(1, 1024)]
    public int Processors { get; set; } = Environment.ProcessorCount;

    /// <summary>How often a run is begun again, after its node died or the server's own side failed, before it is given up.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long a dead node's run waits for another; a live node renews three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Wall-clock time of one child; it is killed after that.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The child's managed heap, held by its runtime.</summary>
    [Range(32, 256 * 1024)]
    public int HeapMegabytes { get; set; } = 1536;

    /// <summary>All the child's memory; it is killed when it holds more.</summary>
    [Range(64, 256 * 1024)]
    public int MemoryMegabytes { get; set; } = 2048;

    /// <summary>
    /// File of certificates, in PEM, whose signers of Content Credentials are believed to be who they say; relative to the server's own program
    /// folder. Nobody is, if left out.
    /// </summary>
    public string? TrustList { get; set; }

    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxReportBytes { get; set; } = 16 * 1024 * 1024;

    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MaxPreviewBytes { get; set; } = 8 * 1024 * 1024;

    [Range(1, 100_000)]
    public int MaxPreviews { get; set; } = 5_000;

    /// <summary>All previews of one run together.</summary>
    [Range(64 * 1024, long.MaxValue)]
    public long MaxPreviewBytesPerRun { get; set; } = 512L * 1024 * 1024;

    /// <summary>The full path of <see cref="TrustList"/>.</summary>
    public string? TrustListPath => TrustList is null ? null : Path.GetFullPath(TrustList, AppContext.BaseDirectory);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HeapMegabytes > MemoryMegabytes) yield return new ValidationResult("HeapMegabytes must not exceed MemoryMegabytes.", [nameof(HeapMegabytes)]);
        if (TrustListPath is { } path && !IsTrustList(path)) yield return new ValidationResult($"TrustList must be a readable file of certificates in PEM; {path} is not.", [nameof(TrustList)]);
    }

    private static bool IsTrustList(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}
