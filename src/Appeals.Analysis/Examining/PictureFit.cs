using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>How one picture lies in another, and how alike the two are there.</summary>
internal record PictureFit
{
    /// <summary>Long side at which structure is judged: what one sees, without the noise that compression adds to single pixels.</summary>
    private const int StructureSide = 512;
    /// <summary>OKLab distance from which a place plainly differs; compression and resizing stay below.</summary>
    private const float PlainlyDifferent = 0.1f;

    /// <summary>Structural similarity where the two overlap, in [0, 1]; <see cref="Marks"/> do not count.</summary>
    public required double Similarity { get; init; }
    /// <summary>Share of the published picture that the composite covers.</summary>
    public required double Coverage { get; init; }
    /// <summary>What seems to have been stamped on the published picture, where the two overlap.</summary>
    public required AddedMarks Marks { get; init; }
    /// <summary>Share of the covered part that plainly differs in colour.</summary>
    public required double Differing { get; init; }
    /// <summary>From the composite's image to the published picture's image.</summary>
    public required Placement Placement { get; init; }
    public required bool Mirrored { get; init; }
    /// <summary>The composite as it lies in the published picture; of its size.</summary>
    public required RgbaImage Registered { get; init; }
    /// <summary>Where the composite lies on the published picture; elsewhere nothing is compared.</summary>
    public required PixelArea Covered { get; init; }
    /// <summary>OKLab distance of the two, 0 where the composite does not reach.</summary>
    public required ImagePlane Distances { get; init; }

    /// <param name="composite">The picture that is looked for.</param>
    /// <param name="published">The picture in which it is looked for.</param>
    public static PictureFit Measure(RgbaImage composite, RgbaImage published, CancellationToken cancellation)
    {
        var target = ImagePlane.Brightness(published);
        var found = Registration.Find(ImagePlane.Brightness(composite), target, cancellation);
        var registered = Lay(composite, found.Placement, found.Mirrored, published);
        var covered = found.Placement.Cover(composite.Width, composite.Height, target.Width, target.Height);
        var distances = Compare(registered, published, covered);
        var structure = covered is { Width: >= 8, Height: >= 8 } ? Structure(registered, target, covered, found.Placement) : null;
        var marks = structure is null ? new([], 1, 1) : AddedMarks.Find(structure);
        return new()
        {
            Placement = found.Placement, Mirrored = found.Mirrored, Registered = registered, Covered = covered, Distances = distances,
            Coverage = (double)covered.Pixels / target.Values.Length,
            Similarity = structure?.Mean(marks.ToMask()) ?? 0,
            Marks = marks,
            Differing = covered.IsEmpty ? 0 : distances.Values.Count(static d => d > PlainlyDifferent) / (double)covered.Pixels,
        };
    }

    /// <summary>Lays another rendering of the same source where this one lies.</summary>
    public RgbaImage Lay(RgbaImage rendering, RgbaImage published) => Lay(rendering, Placement, Mirrored, published);

    /// <summary>Greys, brighter is more: a distance of 0.25 and more is white. Transparent where the composite does not reach.</summary>
    public RgbaImage DifferenceMap()
    {
        var pixels = new byte[Distances.Values.Length * 4];
        for (var y = Covered.Top; y < Covered.Bottom; y++)
            for (var x = Covered.Left; x < Covered.Right; x++)
            {
                var i = (y * Distances.Width) + x;
                pixels.AsSpan(i * 4, 3).Fill((byte)Math.Min(255, Distances.Values[i] * 4 * 255));
                pixels[(i * 4) + 3] = byte.MaxValue;
            }
        return new(Distances.Width, Distances.Height, pixels);
    }

    private static RgbaImage Lay(RgbaImage rendering, Placement placement, bool mirrored, RgbaImage frame)
    {
        if (mirrored) rendering = Resample.Mirror(rendering);
        return placement == new Placement(1, 1, 0, 0) && rendering.Width == frame.Width && rendering.Height == frame.Height
            ? rendering : Resample.Place(rendering, placement, frame.Width, frame.Height);
    }

    /// <summary>Neither picture is enlarged for this: if the composite has fewer pixels there, the published one is reduced.</summary>
    private static SimilarityMap Structure(RgbaImage registered, ImagePlane target, PixelArea covered, Placement placement)
    {
        var enlarged = Math.Max(1, Math.Max(placement.ScaleX, placement.ScaleY));
        var side = (int)Math.Min(StructureSide, Math.Max(covered.Width, covered.Height) / enlarged);
        return Pixels.Similarity.Map(ImagePlane.Brightness(registered).Crop(covered).Fit(side), target.Crop(covered).Fit(side));
    }

    private static ImagePlane Compare(RgbaImage registered, RgbaImage published, PixelArea covered)
    {
        var all = OkLabDistance.Between(registered, published);
        for (var y = 0; y < all.Height; y++)
        {
            var row = all.Values.AsSpan(y * all.Width, all.Width);
            if (y < covered.Top || y >= covered.Bottom) row.Clear();
            row[..covered.Left].Clear();
            row[(covered.Left + covered.Width)..].Clear();
        }
        return all;
    }
}
