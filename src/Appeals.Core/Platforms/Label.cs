using Appeals.Core.Data;

namespace Appeals.Core.Platforms;

/// <summary>How sure the platform says it is, as the Chinese labelling Measures have it (art. 6).</summary>
public enum LabelTier { Confirmed = 1, Possible = 2, Suspected = 3 }

/// <summary>How the label came about.</summary>
public enum LabelOrigin { Metadata = 1, Declaration = 2, Detector = 3 }

/// <summary>Use of automated means in deciding (DSA art. 17(3)(c)).</summary>
public enum AutomatedDecision { Fully = 1, Partially = 2, Not = 3 }

public enum LabelState
{
    /// <summary>Shown, and nobody contests it.</summary>
    Active = 1,
    /// <summary>An appeal is open.</summary>
    Contested = 2,
    Removed = 3,
    Relabelled = 4,
    Upheld = 5,
}

/// <summary>The AI tag on a work with its statement of reasons (DSA art. 17(3)) and its effects.</summary>
public sealed class Label : IVersioned
{
    public const int FactsLength = 5000;
    public const int GroundLength = 2000;
    public const int ClauseLength = 500;
    public const int UrlLength = 500;
    public const int NameLength = 200;
    public const int NoticeLength = 200;

    public Guid Id { get; init; }
    public Guid WorkId { get; init; }
    public Work Work { get; init; } = null!;
    public Guid PlatformId { get; init; }

    public LabelTier Tier { get; set; }
    public LabelOrigin Origin { get; set; }
    public string? DetectorName { get; set; }
    public string? DetectorVersion { get; set; }
    /// <summary>In [0, 1], as the detector gave it.</summary>
    public double? DetectorScore { get; set; }
    public AutomatedDecision AutomatedDecision { get; set; }

    /// <summary>When the platform put it on. With the work it is the label's identity: the same moment is the same label.</summary>
    public DateTime AppliedAt { get; init; }
    /// <summary>When the creator was told; the window to contest runs from here.</summary>
    public DateTime InformedAt { get; set; }
    public DateTime WindowEndsAt { get; set; }

    /// <summary>Facts and circumstances relied on.</summary>
    public string? Facts { get; set; }
    /// <summary>Legal or contractual ground and why it applies.</summary>
    public string? Ground { get; set; }
    public string? Clause { get; set; }
    public string? ClauseUrl { get; set; }

    /// <summary>What viewers read beside the picture.</summary>
    public string? Notice { get; set; }
    /// <summary>Share of the former reach that is left, in [0, 1]; 1 is no effect.</summary>
    public double ReachMultiplier { get; set; }
    public bool Monetised { get; set; }

    public LabelState State { get; private set; } = LabelState.Active;
    /// <summary>When <see cref="State"/> last changed; null if it never did.</summary>
    public DateTime? StateChangedAt { get; private set; }
    public Guid Version { get; set; }

    public bool IsOpen(DateTime now) => State == LabelState.Active && now < WindowEndsAt;

    public void Contest(DateTime now) => Move(LabelState.Contested, now, LabelState.Active);

    /// <summary>The appeal was withdrawn.</summary>
    public void LeaveAsItIs(DateTime now) => Move(LabelState.Active, now, LabelState.Contested);

    /// <param name="state">Removed, Relabelled or Upheld.</param>
    public void Settle(LabelState state, DateTime now) => Move(state, now, LabelState.Contested);

    private void Move(LabelState to, DateTime now, LabelState from)
    {
        if (State != from) throw new InvalidTransitionException(nameof(Label), State.ToString(), to.ToString());
        State = to;
        StateChangedAt = now;
    }
}
