using System.Diagnostics.CodeAnalysis;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>How one source's composite lies in the published picture, and how alike the two are there.</summary>
internal sealed record PictureMatch : PictureFit
{
    [SetsRequiredMembers]
    private PictureMatch(ExaminedSource source, PictureFit fit)
        : base(fit) => Source = source;

    public ExaminedSource Source { get; }

    public static PictureMatch Measure(ExaminedSource source, PublishedPicture published, CancellationToken cancellation) =>
        new(source, Measure(source.Composite!, published.Image, cancellation));

    /// <summary>In the pixels of the canvas and of the published picture at their own sizes.</summary>
    public MatchResult ToResult(PublishedPicture published)
    {
        var composite = Source.Composite!;
        var own = Placement.Rescale((double)Source.Width / composite.Width, (double)Source.Height / composite.Height,
            (double)published.Width / published.Image.Width, (double)published.Height / published.Image.Height);
        return new(Source.Id, Math.Round(Similarity, 4), Math.Round(Coverage, 4), new(own.ScaleX, own.ScaleY, own.OffsetX, own.OffsetY, Mirrored));
    }
}
