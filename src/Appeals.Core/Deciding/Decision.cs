namespace Appeals.Core.Deciding;

public enum Outcome { LabelRemoved = 1, RelabelledAiAssisted = 2, LabelUpheld = 3 }

/// <summary>What a person decided, and why. The database refuses one without a person, reasons and clause, and one by the creator.</summary>
public sealed class Decision
{
    public const int ReasonsLength = 10_000;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    /// <summary>The appeal's creator, so that a CHECK can keep them from deciding their own appeal.</summary>
    public Guid CreatorId { get; init; }
    public Guid DeciderId { get; init; }
    public Outcome Outcome { get; init; }
    /// <summary>The rule of the platform that it rests on, as its code stood then.</summary>
    public required string Clause { get; init; }
    /// <summary>To the creator, in their words' language.</summary>
    public required string Reasons { get; init; }
    public DateTime DecidedAt { get; init; }
    /// <summary>The due effect: not before this time does anything leave.</summary>
    public DateTime EffectDueAt { get; init; }
    public DateTime? UndoneAt { get; set; }
    public DateTime? TookEffectAt { get; set; }
}
