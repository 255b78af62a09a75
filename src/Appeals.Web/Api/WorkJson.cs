using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Appeals.Core.Platforms;

namespace Appeals.Web.Api;

// What platforms send. Everything may be missing here, so that WorkChecks can name all that is wrong at once.

[Description("A published work with the AI label that it carries.")]
public sealed record WorkJson
{
    [Required, MaxLength(Work.TitleLength)]
    public string? Title { get; init; }

    [Description("The work's page, http or https."), MaxLength(Work.UrlLength)]
    public string? Url { get; init; }

    [Description("With an offset or Z.")]
    public DateTime? PublishedAt { get; init; }

    public bool? CommercialUse { get; init; }

    [Description("BCP 47."), MaxLength(35)]
    public string? Language { get; init; }

    [Required]
    public CreatorJson? Creator { get; init; }

    [Required]
    public LabelJson? Label { get; init; }
}

[Description("Who published it. The address is only compared with accounts that confirmed it; nothing is sent to it.")]
public sealed record CreatorJson
{
    [Required, MaxLength(Work.ExternalIdLength)]
    public string? ExternalId { get; init; }

    [Required, MaxLength(200)]
    public string? DisplayName { get; init; }

    [Required, MaxLength(256)]
    public string? Email { get; init; }
}

[Description("The label with its statement of reasons. Work and appliedAt are its identity: another appliedAt is another label.")]
public sealed record LabelJson
{
    [Required]
    public LabelTier? Tier { get; init; }

    [Required]
    public LabelOrigin? Origin { get; init; }

    [Description("Required if origin is detector.")]
    public DetectorJson? Detector { get; init; }

    [Required, Description("With an offset or Z.")]
    public DateTime? AppliedAt { get; init; }

    [Description("When the creator was told; the window to contest runs from here. appliedAt if absent.")]
    public DateTime? InformedAt { get; init; }

    [Description("Facts and circumstances relied on."), MaxLength(Core.Platforms.Label.FactsLength)]
    public string? Facts { get; init; }

    [Description("Legal or contractual ground, and why it applies."), MaxLength(Core.Platforms.Label.GroundLength)]
    public string? Ground { get; init; }

    [MaxLength(Core.Platforms.Label.ClauseLength)]
    public string? Clause { get; init; }

    [Description("http or https."), MaxLength(Core.Platforms.Label.UrlLength)]
    public string? ClauseUrl { get; init; }

    [Required]
    public AutomatedDecision? AutomatedDecision { get; init; }

    public EffectsJson? Effects { get; init; }
}

public sealed record DetectorJson
{
    [Required, MaxLength(Label.NameLength)]
    public string? Name { get; init; }

    [MaxLength(Label.NameLength)]
    public string? Version { get; init; }

    [Range(0d, 1d)]
    public double? Score { get; init; }
}

public sealed record EffectsJson
{
    [Description("What viewers read beside the picture."), MaxLength(Label.NoticeLength)]
    public string? Notice { get; init; }

    [Description("Share of the former reach that is left; 1 is no effect."), Range(0d, 1d)]
    public double? ReachMultiplier { get; init; }

    public bool? Monetised { get; init; }
}
