using System.ComponentModel.DataAnnotations;

namespace Appeals.Core.Metrics;

/// <summary>Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>How many weeks the trends reach back, the current one included.</summary>
    [Range(2, 53)]
    public int Weeks { get; set; } = 12;

    /// <summary>Below this many decisions a detector's rate is too few to say.</summary>
    [Range(1, 10_000)]
    public int FewestDecisions { get; set; } = 30;

    /// <summary>How many overdue appeals are listed.</summary>
    [Range(1, 500)]
    public int OverdueListed { get; set; } = 10;

    /// <summary>For how long the figures are shown as they were read.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Freshness { get; set; } = TimeSpan.FromSeconds(20);
}
