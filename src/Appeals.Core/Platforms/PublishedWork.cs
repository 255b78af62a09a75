namespace Appeals.Core.Platforms;

/// <summary>A work as its platform describes it; checked and cleaned before it comes here.</summary>
public sealed record PublishedWork
{
    public required string ExternalId { get; init; }
    public required string Title { get; init; }
    public string? Url { get; init; }
    public DateTime? PublishedAt { get; init; }
    public bool CommercialUse { get; init; }
    public string? Language { get; init; }
    public required string CreatorExternalId { get; init; }
    public required string CreatorName { get; init; }
    public required string CreatorEmail { get; init; }
    public required AppliedLabel Label { get; init; }
}

/// <summary>A label as its platform describes it, with its statement of reasons.</summary>
public sealed record AppliedLabel
{
    public required LabelTier Tier { get; init; }
    public required LabelOrigin Origin { get; init; }
    public string? DetectorName { get; init; }
    public string? DetectorVersion { get; init; }
    public double? DetectorScore { get; init; }
    public required AutomatedDecision AutomatedDecision { get; init; }
    public required DateTime AppliedAt { get; init; }
    public required DateTime InformedAt { get; init; }
    public string? Facts { get; init; }
    public string? Ground { get; init; }
    public string? Clause { get; init; }
    public string? ClauseUrl { get; init; }
    public string? Notice { get; init; }
    public double ReachMultiplier { get; init; } = 1;
    public bool Monetised { get; init; } = true;

    /// <summary>The window to contest never becomes shorter than it was once promised.</summary>
    internal void WriteTo(Label label)
    {
        label.Tier = Tier;
        label.Origin = Origin;
        label.DetectorName = DetectorName;
        label.DetectorVersion = DetectorVersion;
        label.DetectorScore = DetectorScore;
        label.AutomatedDecision = AutomatedDecision;
        label.InformedAt = InformedAt;
        var end = AppealWindow.EndsAt(InformedAt);
        if (end > label.WindowEndsAt) label.WindowEndsAt = end;
        label.Facts = Facts;
        label.Ground = Ground;
        label.Clause = Clause;
        label.ClauseUrl = ClauseUrl;
        label.Notice = Notice;
        label.ReachMultiplier = ReachMultiplier;
        label.Monetised = Monetised;
    }
}
