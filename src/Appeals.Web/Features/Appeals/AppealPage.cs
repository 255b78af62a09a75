using System.ComponentModel.DataAnnotations;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Features.Uploads;

namespace Appeals.Web.Features.Appeals;

/// <summary>One appeal as its creator sees it.</summary>
public sealed record AppealPage
{
    public required string Reference { get; init; }
    public required AppealState State { get; init; }
    public required Appeal Appeal { get; init; }
    public required Due Due { get; init; }
    public required ClockReading Clock { get; init; }
    public required TimeSpan Span { get; init; }
    /// <summary>Null before it is in effect.</summary>
    public LetterPage? Letter { get; init; }
    public Message? Question { get; init; }
    public required FindingsPage Findings { get; init; }
    public required IReadOnlyList<PastStep> Past { get; init; }
    public required IReadOnlyList<ViewRow> Views { get; init; }
    public required UploadsPage Uploads { get; init; }
    public WriteForm Write { get; init; } = new();

    public Work Work => Appeal.Work;
    public Label Label => Appeal.Label;
    public IReadOnlyList<Message> Messages => Appeal.Messages;
    /// <summary>The creator can write, add files and withdraw.</summary>
    public bool IsOpen => State is AppealState.Submitted or AppealState.Queued or AppealState.InReview or AppealState.AwaitingCreator;
}

/// <param name="Key">Of its heading in <see cref="AppealsText"/>.</param>
public sealed record PastStep(string Key, DateTime At);

/// <summary>Somebody, or the program, looked.</summary>
/// <param name="Role">A role of the staff; null for the program.</param>
/// <param name="File">The file by its own name; null for the previews as a whole.</param>
public sealed record ViewRow(DateTime From, DateTime To, string? Role, ViewPurpose Purpose, string? File, string? Reason);

/// <param name="ClauseEn">Title of the rule as the platform words it; null if it no longer has it.</param>
public sealed record LetterPage(Decision Decision, Work Work, Label Label, string Reference, string? ClauseEn, string? ClauseZh, IReadOnlyList<string> Files);

public sealed class WriteForm
{
    [Required(ErrorMessage = "MessageMissing"), StringLength(Message.TextLength), Display(Name = "YourMessage")]
    public string? Text { get; set; }
}

public sealed record AppealRow(string Reference, AppealState State, Outcome? Outcome, Work Work, Due? Due, DateTime At);

/// <param name="Older">Where the next rows begin; null at the end.</param>
public sealed record AppealsPage(IReadOnlyList<AppealRow> Waiting, IReadOnlyList<AppealRow> Open, IReadOnlyList<AppealRow> Drafts, IReadOnlyList<AppealRow> Closed, int? Older)
{
    public bool IsEmpty => Waiting.Count + Open.Count + Drafts.Count + Closed.Count == 0;
}

public sealed record ReceiptPage(string Reference, Work Work, DateTime PromisedAt, string Email, bool IsAlready);
