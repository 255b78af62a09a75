using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Api;

/// <summary>Section <c>Api</c>: what one call of a platform may cost.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Longest published picture, in bytes.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long PictureBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Longest JSON description of a work, in bytes.</summary>
    [Range(1024, 1024 * 1024)]
    public int WorkBytes { get; set; } = 64 * 1024;

    /// <summary>Deepest nesting of that JSON.</summary>
    [Range(4, 64)]
    public int JsonDepth { get; set; } = 8;

    /// <summary>Headers of one part, in bytes, and all that stands around the parts.</summary>
    [Range(1024, 64 * 1024)]
    public int PartHeaderBytes { get; set; } = 8 * 1024;

    /// <summary>How far a platform's clock may run ahead of ours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(10);

    [Range(1, 1000)]
    public int PageLength { get; set; } = 50;

    [Range(1, 1000)]
    public int LongestPage { get; set; } = 200;

    /// <summary>How far the next poll reaches back, so that a change that was committed late is not missed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PollOverlap { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest request body: both parts and what stands around them.</summary>
    public long RequestBytes => PictureBytes + WorkBytes + (4L * PartHeaderBytes);
}
