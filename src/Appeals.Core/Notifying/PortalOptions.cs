using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.Notifying;

/// <summary>Where the portal stands; top-level setting <c>PublicUrl</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>Links that leave the portal start here, never with a Host header.</summary>
    [Required]
    public Uri PublicUrl { get; set; } = new("http://localhost:5080");
}
