using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

/// <summary>Somebody who signs in. Creators belong to no platform; staff work for exactly one and see nothing of another.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int NameLength = 100;

    public required string DisplayName { get; set; }

    /// <summary>Culture of the interface and of mails: <c>en</c> or <c>zh-CN</c>.</summary>
    public required string Language { get; set; }

    /// <summary>IANA zone in which this person reads times.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The platform whose appeals this person handles; null for creators.</summary>
    public Guid? PlatformId { get; set; }

    public DateTime JoinedAt { get; set; }
}
