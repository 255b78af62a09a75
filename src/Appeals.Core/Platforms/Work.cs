using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.People;

namespace Appeals.Core.Platforms;

/// <summary>A published picture, known by the platform's own id.</summary>
public sealed class Work : IVersioned
{
    public const int ExternalIdLength = 200;
    public const int TitleLength = 300;
    public const int UrlLength = 2000;

    public Guid Id { get; init; }
    public Guid PlatformId { get; init; }
    public Platform Platform { get; init; } = null!;
    public required string ExternalId { get; init; }
    public required string Title { get; set; }
    public string? Url { get; set; }
    public DateTime? PublishedAt { get; set; }
    public bool CommercialUse { get; set; }
    /// <summary>Language of the work's page, a BCP 47 tag.</summary>
    public string? Language { get; set; }

    public required string CreatorExternalId { get; set; }
    public required string CreatorName { get; set; }
    /// <summary>The address the platform knows, normalised as Identity does; only a signed-in account with this confirmed address may confirm the work.</summary>
    public required string CreatorEmail { get; set; }

    /// <summary>Who confirmed while signed in that the work is theirs; null until then. Set once.</summary>
    public Guid? CreatorId { get; private set; }
    public Person? Creator { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>The published picture as the platform sent it.</summary>
    public Guid? PictureId { get; set; }
    public StoredFile? Picture { get; private set; }

    public List<Label> Labels { get; } = [];
    public DateTime CreatedAt { get; init; }
    public Guid Version { get; set; }

    /// <exception cref="InvalidTransitionException">Somebody has confirmed it already, or the address is another's.</exception>
    public void Confirm(Guid creatorId, string normalizedEmail, DateTime now)
    {
        if (CreatorId == creatorId) return;
        if (CreatorId is not null || normalizedEmail != CreatorEmail) throw new InvalidTransitionException(nameof(Work), "confirmed or another's", nameof(Confirm));
        CreatorId = creatorId;
        ConfirmedAt = now;
    }
}
