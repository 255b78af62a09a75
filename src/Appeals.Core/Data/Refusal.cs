namespace Appeals.Core.Data;

/// <summary>Why something that a person asked for was not done. Each has a sentence in the resources.</summary>
public enum Refusal
{
    /// <summary>There is no such thing, or it is not theirs to see.</summary>
    NotFound = 1,
    WindowClosed,
    AlreadyContested,
    GroundMissing,
    StatementMissing,
    StatementTooLong,
    DeclarationNotSigned,
    DeclarationIncomplete,
    MessageMissing,
    MessageTooLong,
    ClauseUnknown,
    ReasonsMissing,
    ReasonsTooLong,
    ClaimLost,
    ClaimedByAnother,
    OwnAppeal,
    UndoTooLate,
}

/// <summary>A request that was understood and refused; nothing was changed.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}
