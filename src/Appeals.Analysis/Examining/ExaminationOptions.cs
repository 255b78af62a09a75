using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Examining;

/// <summary>Sizes and limits of an examination. Sides are long sides in pixels.</summary>
public sealed record ExaminationOptions
{
    public ReadLimits Reading { get; init; } = ReadLimits.Default with { MaxMetadataLength = 2_000 };
    public ImageLimits Published { get; init; } = new();
    /// <summary>Bytes of a published picture, or of a flat picture given as a source.</summary>
    public long MaxPictureBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The published picture's preview, composites, and everything that is laid over it.</summary>
    public int PictureSide { get; init; } = 1500;
    public int SmallSide { get; init; } = 480;
    public int ThumbnailSide { get; init; } = 128;
    /// <summary>Layers beyond these, from the bottom up, get no thumbnail.</summary>
    public int MaxThumbnails { get; init; } = 1_000;
    public int CanvasSide { get; init; } = 1_024;
    /// <summary>Layers beyond these, from the bottom up, get no preview on the canvas.</summary>
    public int MaxCanvasPreviews { get; init; } = 250;
    /// <summary>1..100.</summary>
    public int PreviewQuality { get; init; } = 82;

    /// <summary>At this side a composite is made without each layer in turn.</summary>
    public int ContributionSide { get; init; } = 256;
    /// <summary>The same for files with more than <see cref="ManyLayers"/> layers, since the work grows with their square.</summary>
    public int ContributionSideOfMany { get; init; } = 128;
    public int ManyLayers { get; init; } = 150;
    /// <summary>At this side each layer is compared with the picture.</summary>
    public int StudySide { get; init; } = 512;
    /// <summary>Squares of that side, over all layers; with more layers it becomes smaller. A pixel takes four bytes.</summary>
    public int MaxStudyPixels { get; init; } = 24 * 1024 * 1024;
    /// <summary>When it has passed, the remaining layers' contributions stay unmeasured.</summary>
    public TimeSpan MaxContributionTime { get; init; } = TimeSpan.FromSeconds(60);
}
