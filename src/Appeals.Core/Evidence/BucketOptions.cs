using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.Evidence;

/// <summary>Section <c>Evidence:S3</c>; read only while <c>Evidence:Store</c> is <c>S3</c>.</summary>
public sealed class BucketOptions
{
    /// <summary>Address of an S3-compatible server; left out for Amazon's own, which follows from the region.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Also what requests are signed for; <c>us-east-1</c> if only <see cref="ServiceUrl"/> is given.</summary>
    public string? Region { get; set; }

    public string Bucket { get; set; } = "";

    /// <summary>Stands before every key; empty, or ending in a slash.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Left out, the SDK looks for credentials itself: environment, profile, role of the machine.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>The bucket's name in the path and not in the host's name, as many S3-compatible servers want it.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>For one request, of which the largest carries a part of some 5 MiB.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Where sealed files lie while the analyzer reads them; relative to the content root. Needs room for the files of as many appeals as analyses run at once.</summary>
    public string ScratchDirectory { get; set; } = "App_Data/scratch";

    internal IEnumerable<ValidationResult> Validate()
    {
        if (string.IsNullOrWhiteSpace(Bucket)) yield return Wrong(nameof(Bucket), "is required.");
        if (ServiceUrl is null && string.IsNullOrWhiteSpace(Region)) yield return Wrong(nameof(Region), "is required where no ServiceUrl is given.");
        if (ServiceUrl is not null && ServiceUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) yield return Wrong(nameof(ServiceUrl), "must be an http or https address.");
        if (Prefix.StartsWith('/') || (Prefix.Length > 0 && !Prefix.EndsWith('/'))) yield return Wrong(nameof(Prefix), "must be empty, or end and not begin with a slash.");
        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey)) yield return Wrong(nameof(SecretKey), "and AccessKey are given together or not at all.");
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10)) yield return Wrong(nameof(Timeout), "must lie between a second and ten minutes.");
        if (string.IsNullOrWhiteSpace(ScratchDirectory)) yield return Wrong(nameof(ScratchDirectory), "is required.");
    }

    private static ValidationResult Wrong(string name, string what) => new($"{EvidenceOptions.Section}:{EvidenceOptions.S3Section}:{name} {what}", [name]);
}
