using Appeals.Core.Data;

namespace Appeals.Core.Reviewing;

public enum MessageAuthor { Creator = 1, Reviewer = 2 }

/// <summary>One message of the conversation. Both sides show a role, not a name.</summary>
public sealed class Message
{
    public const int TextLength = 5000;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    public MessageAuthor Author { get; init; }
    public Guid AuthorId { get; init; }
    public required string Text { get; init; }
    /// <summary>The reviewer wants an answer; the clock stands still for it.</summary>
    public bool IsQuestion { get; init; }
    public DateTime At { get; init; }

    /// <exception cref="RefusedException">There is nothing in it, or too much.</exception>
    public static void Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new RefusedException(Refusal.MessageMissing);
        if (text.Length > TextLength) throw new RefusedException(Refusal.MessageTooLong);
    }
}
