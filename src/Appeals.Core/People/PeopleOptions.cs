using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.People;

/// <summary>Section <c>People</c>.</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>Length is what makes a password strong; no rule about kinds of characters stands beside it.</summary>
    [Range(8, 64)]
    public int PasswordLength { get; set; } = 10;

    /// <summary>Wrong passwords, or wrong codes, in a row until sign-in is closed for a while.</summary>
    [Range(3, 100)]
    public int FailuresUntilLockout { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long links in mails about the account work.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How soon a changed name, role or platform holds in sessions that go on. What ends a session ends it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SessionCheck { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after the password the code of the second factor may be given.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan CodeTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A session that is not used for this long ends.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(12);
}
