using Appeals.Core.Data;

namespace Appeals.Core.Platforms;

/// <summary>A site that publishes works and labels them.</summary>
public sealed class Platform : IVersioned
{
    public const int NameLength = 200;

    public Guid Id { get; init; }
    public required string Name { get; set; }
    public DateTime CreatedAt { get; init; }
    public Guid Version { get; set; }
    public List<PolicyClause> Clauses { get; } = [];
}

/// <summary>A rule of the platform that a decision may rest on.</summary>
public sealed class PolicyClause
{
    public const int CodeLength = 40;
    public const int TitleLength = 200;

    public Guid Id { get; init; }
    public Guid PlatformId { get; init; }
    /// <summary>Its number in the platform's own rules, e.g. <c>4.2</c>.</summary>
    public required string Code { get; set; }
    public required string TitleEn { get; set; }
    public required string TitleZh { get; set; }
}

/// <summary>A key with which a platform's servers call the API. Only its SHA-256 is kept.</summary>
public sealed class ApiKey
{
    public Guid Id { get; init; }
    public Guid PlatformId { get; init; }
    public Platform Platform { get; init; } = null!;
    public required string Name { get; init; }
    /// <summary>SHA-256 of the whole key; keys hold 256 random bits, so no slow hash is needed.</summary>
    public required byte[] Hash { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? RevokedAt { get; set; }
    /// <summary>To the hour, so that using a key is not a write per request.</summary>
    public DateTime? LastUsedAt { get; set; }
}
