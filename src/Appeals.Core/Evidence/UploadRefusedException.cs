namespace Appeals.Core.Evidence;

/// <summary>Why an upload, or one request of it, was refused. What was acknowledged before stays.</summary>
public enum UploadRefusal
{
    /// <summary>Not there, another's, or expired; nobody learns which.</summary>
    NotFound = 1,
    /// <summary>A file of no bytes.</summary>
    Empty = 2,
    /// <summary>The file is longer than one may be.</summary>
    FileTooLong = 3,
    TooManyFiles = 4,
    /// <summary>The appeal's files together would be too long.</summary>
    TooManyBytes = 5,
    /// <summary>Decided, withdrawn or lapsed.</summary>
    AppealClosed = 6,
    /// <summary>Somebody else is writing this upload.</summary>
    Locked = 7,
    WrongOffset = 8,
    WrongChecksum = 9,
    /// <summary>More bytes came than were announced.</summary>
    LongerThanAnnounced = 10,
    /// <summary>Less than a chunk came, and it was not the end: nothing of it can be kept.</summary>
    LessThanAChunk = 11,
    /// <summary>Acknowledged bytes are lost; start again.</summary>
    Gone = 12,
    /// <summary>Filed evidence stays.</summary>
    AlreadyFiled = 13,
}

public sealed class UploadRefusedException(UploadRefusal reason, long? limit = null) : Exception($"Upload refused: {reason}.")
{
    public UploadRefusal Reason { get; } = reason;
    /// <summary>The limit that was passed, where there is one.</summary>
    public long? Limit { get; } = limit;
}
