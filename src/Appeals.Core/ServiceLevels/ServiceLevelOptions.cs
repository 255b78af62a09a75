using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.ServiceLevels;

/// <summary>Section <c>ServiceLevels</c>.</summary>
public sealed class ServiceLevelOptions
{
    public const string Section = "ServiceLevels";

    /// <summary>From filing to decision.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan Decision { get; set; } = TimeSpan.FromHours(72);

    /// <summary>How long one question to the creator may hold the clock.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a reviewer's claim lives without work.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Claim { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a decision can be undone; nothing leaves before.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Undo { get; set; } = TimeSpan.FromSeconds(60);

    public DecisionTarget Target => new(Decision, LongestPause);
}
