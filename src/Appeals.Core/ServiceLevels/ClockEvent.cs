namespace Appeals.Core.ServiceLevels;

public enum ClockEventKind
{
    Opened = 1,
    /// <summary>The creator holds it up.</summary>
    Paused = 2,
    Resumed = 3,
    /// <summary>Decided or withdrawn.</summary>
    Stopped = 4,
    /// <summary>A decision was undone.</summary>
    Reopened = 5,
}

/// <summary>What happened to an appeal's decision clock. Append-only; due times are computed from these.</summary>
public sealed class ClockEvent
{
    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    /// <summary>1, 2, 3 … within the appeal.</summary>
    public int Sequence { get; init; }
    public ClockEventKind Kind { get; init; }
    public DateTime At { get; init; }
}
