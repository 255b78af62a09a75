namespace Appeals.Core.Notifying;

/// <summary>Hands one mail over to the outside.</summary>
public interface IEmailSender
{
    Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation);
}

/// <summary>How a hand-over ended.</summary>
/// <param name="Error">What the other side said; null if it took the mail.</param>
/// <param name="Permanent">Trying again is of no use.</param>
public sealed record HandOver(string? Error, bool Permanent)
{
    /// <summary>The fault lies with the server or our settings, not with this mail: the next one would fare the same.</summary>
    public bool ServerDown { get; init; }

    public static HandOver Accepted { get; } = new(null, false);
}
