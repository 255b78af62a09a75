using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.Notifying;

public enum SmtpSecurity
{
    /// <summary>Plain text; for a relay on the same machine.</summary>
    None = 1,
    /// <summary>The connection is encrypted before anything is said (RFC 3207), or nothing is sent.</summary>
    StartTls = 2,
}

/// <summary>Section <c>Email</c>.</summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    [Required, EmailAddress]
    public string FromAddress { get; set; } = "appeals@localhost";

    [Required]
    public string FromName { get; set; } = "Appeals";

    [Required]
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>In Development, while no SMTP host is named, mails land here as .eml files. A relative path lies below the content root.</summary>
    [Required]
    public string DropFolder { get; set; } = "App_Data/mail";

    /// <summary>How often a worker looks for mails that another process wrote.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromSeconds(1);

    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 12;

    /// <summary>Wait after the first failure; it doubles with every further one, up to <see cref="LongestRetry"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:01", "2.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long a node may try one mail before another takes it over; longer than <see cref="SmtpOptions.Timeout"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Mails in one run of the job.</summary>
    [Range(1, 10_000)]
    public int Batch { get; set; } = 100;

    /// <param name="failures">How many attempts have failed, at least 1.</param>
    public TimeSpan RetryAfter(int failures)
    {
        var wait = FirstRetry;
        for (var i = 1; i < failures && wait < LongestRetry; i++) wait *= 2;
        return wait < LongestRetry ? wait : LongestRetry;
    }
}

/// <summary>Section <c>Email:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Required outside Development.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    [Range(typeof(TimeSpan), "00:00:01", "00:04:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
