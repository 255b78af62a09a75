namespace Appeals.Core.History;

/// <summary>What happened to an appeal. Append-only; each row carries the hash of the one before.</summary>
public sealed class HistoryEntry
{
    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    /// <summary>1, 2, 3 … within the appeal, unique.</summary>
    public int Sequence { get; init; }
    public HistoryKind Kind { get; init; }
    public DateTime At { get; init; }
    /// <summary>Who, as a pseudonymous id; null for the system.</summary>
    public Guid? ActorId { get; init; }
    /// <summary>The role in which they acted; null for the system.</summary>
    public string? ActorRole { get; init; }
    /// <summary>Facts of the event as canonical JSON; never free text, names or addresses.</summary>
    public required string Facts { get; init; }
    /// <summary>SHA-256 over salt and the free text; null if there is none. The text itself can be erased without breaking the chain.</summary>
    public byte[]? TextHash { get; init; }
    /// <summary>Hash of the entry before; 32 zero bytes for the first.</summary>
    public required byte[] PreviousHash { get; init; }
    public required byte[] Hash { get; init; }
    public HistoryText? Text { get; init; }
}

/// <summary>Free text of an entry with its salt; can be erased.</summary>
public sealed class HistoryText
{
    public Guid HistoryEntryId { get; init; }
    public required string Text { get; init; }
    public required byte[] Salt { get; init; }
}

/// <summary>All chain heads of one day under one hash.</summary>
public sealed class HistorySeal
{
    public Guid Id { get; init; }
    /// <summary>The UTC day that it closes.</summary>
    public DateOnly Day { get; init; }
    public int Appeals { get; init; }
    public required byte[] Hash { get; init; }
    /// <summary>Hash of the seal before.</summary>
    public required byte[] PreviousHash { get; init; }
    public DateTime SealedAt { get; init; }
}

public enum HistoryKind
{
    Filed = 1,
    FileAdded = 2,
    AnalysisFinished = 3,
    AnalysisGivenUp = 4,
    Queued = 5,
    Claimed = 6,
    ClaimReleased = 7,
    ClaimExpired = 8,
    QuestionAsked = 9,
    Answered = 10,
    WaitEnded = 11,
    MessageWritten = 12,
    Decided = 13,
    DecisionUndone = 14,
    TookEffect = 15,
    Withdrawn = 16,
    OriginalOpened = 17,
}
