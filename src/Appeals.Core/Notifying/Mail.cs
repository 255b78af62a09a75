namespace Appeals.Core.Notifying;

/// <summary>A mail before it is written out as HTML and as text. Everything in it is plain text.</summary>
public sealed record Mail
{
    public required string Subject { get; init; }
    public required string Heading { get; init; }
    public required string Greeting { get; init; }
    public required IReadOnlyList<MailPart> Parts { get; init; }
    public required MailButton Button { get; init; }
    public required IReadOnlyList<string> Foot { get; init; }
    /// <summary>What the mail is about, in its corner; null for mails about the account.</summary>
    public string? Reference { get; init; }
}

public sealed record MailButton(string Says, string Link);

public abstract record MailPart;

public sealed record Paragraph(string Text) : MailPart;

/// <summary>What a person wrote, kept with its line breaks.</summary>
public sealed record Quote(string Title, string Text) : MailPart;

public sealed record Facts(IReadOnlyList<(string Name, string Value)> Rows) : MailPart;
