using Appeals.Core.Data;

namespace Appeals.Core.Notifying;

/// <summary>What a mail is about.</summary>
public enum EmailKind
{
    AppealReceived = 1, QuestionAsked = 2, AppealDecided = 3,
    ConfirmAddress = 10, ResetPassword = 11, AlreadyRegistered = 12, PasswordChanged = 13, SecondFactorOn = 14, SecondFactorOff = 15, RecoveryCodeUsed = 16, SecondFactorReset = 17, Invited = 18,
}

public enum EmailState
{
    /// <summary>Waits for its next attempt.</summary>
    Waiting = 1,
    Sent = 2,
    /// <summary>The server refused for good, or attempts ran out.</summary>
    Failed = 3,
}

/// <summary>A mail, written in the transaction that gave cause to it and sent by a job.</summary>
public sealed class EmailMessage : IVersioned
{
    public Guid Id { get; init; }
    public EmailKind Kind { get; init; }
    public Guid PersonId { get; init; }
    public Guid? AppealId { get; init; }
    public required string To { get; init; }
    public required string ToName { get; init; }
    public required string Language { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }
    /// <summary>Stays the same over all attempts, so that a mail sent twice is one mail.</summary>
    public required string MessageId { get; init; }
    /// <summary>The appeal's first mail, so that mail programs keep them together.</summary>
    public string? InReplyTo { get; init; }
    public DateTime CreatedAt { get; init; }

    public EmailState State { get; set; } = EmailState.Waiting;
    public DateTime? NextAttemptAt { get; set; }
    public DateTime? SentAt { get; set; }
    public List<EmailAttempt> Attempts { get; } = [];
    public Guid Version { get; set; }
}

/// <summary>One try to hand a mail over: the delivery log.</summary>
public sealed class EmailAttempt
{
    public const int ErrorLength = 500;

    public Guid Id { get; init; }
    public Guid EmailMessageId { get; init; }
    public DateTime At { get; init; }
    public bool Succeeded { get; init; }
    /// <summary>What the server said; never holds an address.</summary>
    public string? Error { get; init; }
}
