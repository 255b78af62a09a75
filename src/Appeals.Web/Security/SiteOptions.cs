using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Security;

/// <summary>Where the site stands; top-level settings <c>PublicUrl</c>, <c>Contact</c>, <c>TrustedProxies</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>Links in mails and webhooks start here, never with the Host header. Required outside Development.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where people write for help; shown on the accessibility page.</summary>
    [EmailAddress]
    public string? Contact { get; set; }

    /// <summary>Addresses (<c>10.0.0.4</c>) or networks (<c>10.0.0.0/24</c>) whose forwarded headers are believed.</summary>
    public IList<string> TrustedProxies { get; init; } = [];
}

/// <summary>Section <c>RequestLimits</c>.</summary>
public sealed class RequestLimitOptions
{
    public const string Section = "RequestLimits";

    /// <summary>Largest body of any request that does not name a limit of its own.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int FormBytes { get; set; } = 1024 * 1024;

    [Range(1, 10_000)]
    public int SignInsPerMinute { get; set; } = 10;

    [Range(1, 1_000_000)]
    public int ApiCallsPerMinute { get; set; } = 600;
}
