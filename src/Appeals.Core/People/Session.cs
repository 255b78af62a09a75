namespace Appeals.Core.People;

/// <summary>One browser in which somebody is signed in. The cookie holds its id; without the row the cookie opens nothing. No address is kept.</summary>
public sealed class Session
{
    public const int DeviceLength = 40;

    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    /// <summary>Name of the browser, or null if it did not say.</summary>
    public string? Browser { get; init; }
    /// <summary>Name of the system it runs on, or null.</summary>
    public string? System { get; init; }
    public DateTime SignedInAt { get; init; }
    /// <summary>To within <see cref="SessionService.Rounding"/>.</summary>
    public DateTime LastSeenAt { get; set; }
    /// <summary>A code was given, at sign-in or when the second factor was set up here.</summary>
    public bool SecondFactor { get; set; }
}
