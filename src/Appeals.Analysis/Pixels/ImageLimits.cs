namespace Appeals.Analysis.Pixels;

/// <summary>How much one picture may cost. Checked on its header, before a pixel is decoded; the time while decoding.</summary>
public sealed record ImageLimits
{
    /// <summary>Longest side, in pixels.</summary>
    public int MaxSide { get; init; } = 32_768;
    /// <summary>Width × height.</summary>
    public long MaxPixels { get; init; } = 200_000_000;
    /// <summary>Time for one decode. A codec looks at it between strips, so that it may be passed by one strip's work.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(30);
}
