using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Features.Live;

/// <summary>Section <c>Live</c>.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>How often a web process asks the database, while anybody listens.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A sign of life through proxies that cut silent connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often it is asked anew whether the listener may still listen.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Recheck { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this the browser connects again, with a fresh look at its session.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestConnection { get; set; } = TimeSpan.FromMinutes(15);

    [Range(1, 1000)]
    public int ConnectionsPerPerson { get; set; } = 20;
}
