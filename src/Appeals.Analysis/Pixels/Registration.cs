namespace Appeals.Analysis.Pixels;

/// <summary>
/// Finds where one picture lies in another that shows it scaled, stretched, cropped, bordered or mirrored, and perhaps compressed again
/// or stamped with a notice. Turned pictures are not found. Brightness only, as <see cref="LocalContrast"/> has it: pale washes all resemble each other otherwise.
/// </summary>
/// <remarks>
/// First the plain guess is tried, that the one picture is the other at another size. If that does not fit, a ladder of scales is searched
/// with every offset on thumbnails (<see cref="RegistrationSearch"/>). The best guesses are refined from coarse to fine
/// (<see cref="RegistrationRefinement"/>), and the one that fits best wins: there is always a result, and its similarity says whether it means anything.
/// </remarks>
public static class Registration
{
    private const int CoarseSide = 96;
    private const int MiddleSide = 256;
    /// <summary>A guess whose refined correlation reaches this needs no rivals.</summary>
    private const double Convincing = 0.8;
    private const int Finalists = 3;
    /// <summary>Local contrast is that of a square of a twelfth of the frame to each side.</summary>
    internal const int Around = 12;

    /// <summary>Long side at which both pictures are compared.</summary>
    public const int FineSide = 1024;

    /// <param name="picture">The picture that is looked for, e.g. a composite.</param>
    /// <param name="frame">The picture in which it is looked for, e.g. the published one.</param>
    /// <returns>In the pixels of the two planes given, after mirroring the first if it says so.</returns>
    public static RegistrationResult Find(ImagePlane picture, ImagePlane frame, CancellationToken cancellation)
    {
        var whole = new Placement((double)frame.Width / picture.Width, (double)frame.Height / picture.Height, 0, 0);
        var plain = Refine(new(picture, whole, Mirrored: false), frame, CoarseSide);
        if (plain.Correlation >= Convincing)
        {
            plain = Refine(Refine(plain, frame, MiddleSide), frame, FineSide);
            if (plain.Correlation >= Convincing) return Settle(plain, whole);
        }
        var mirror = picture.Mirror();
        var guesses = new List<Guess> { plain, Refine(new(mirror, whole, Mirrored: true), frame, CoarseSide) };
        if (guesses[1].Correlation < Convincing)
        {
            guesses.AddRange(Search(picture, mirrored: false, frame, cancellation));
            guesses.AddRange(Search(mirror, mirrored: true, frame, cancellation));
        }
        var best = guesses.OrderByDescending(static g => g.Merit).Take(Finalists).Select(g => Refine(g, frame, MiddleSide)).MaxBy(static g => g.Merit)!;
        cancellation.ThrowIfCancellationRequested();
        return Settle(Refine(best, frame, FineSide), whole);
    }

    /// <summary>What lies within a third of a pixel of the whole frame is the whole frame: then nothing is resampled that need not be.</summary>
    private static RegistrationResult Settle(Guess guess, Placement whole)
    {
        double width = guess.Picture.Width, height = guess.Picture.Height;
        var p = guess.Placement;
        double[] off =
        [
            p.OffsetX, p.OffsetY, p.OffsetX + ((p.ScaleX - whole.ScaleX) * width), p.OffsetY + ((p.ScaleY - whole.ScaleY) * height),
        ];
        return new(off.All(static d => Math.Abs(d) < 1.0 / 3) ? whole : p, guess.Mirrored, guess.Correlation);
    }

    private static IEnumerable<Guess> Search(ImagePlane picture, bool mirrored, ImagePlane frame, CancellationToken cancellation) =>
        RegistrationSearch.Find(picture, frame, cancellation).Select(p => Refine(new(picture, p, mirrored), frame, CoarseSide));

    /// <summary>Refines at one level: the frame at most <paramref name="side"/> long, the picture reduced to the size it has there.</summary>
    private static Guess Refine(Guess guess, ImagePlane frame, int side)
    {
        var small = frame.Fit(side);
        var placement = guess.Placement.Rescale(1, 1, (double)small.Width / frame.Width, (double)small.Height / frame.Height);
        // never enlarged: an enlarged picture has no detail to compare
        var reduced = Resample.ToSize(guess.Picture, Side(guess.Picture.Width, placement.ScaleX), Side(guess.Picture.Height, placement.ScaleY));
        var (shrinkX, shrinkY) = ((double)reduced.Width / guess.Picture.Width, (double)reduced.Height / guess.Picture.Height);
        var radius = Math.Max(2, small.LongSide / Around);
        var refined = RegistrationRefinement.Refine(LocalContrast.Of(reduced, radius), LocalContrast.Of(small, radius), placement.Rescale(shrinkX, shrinkY, 1, 1));
        var result = refined.Placement.Rescale(1 / shrinkX, 1 / shrinkY, (double)frame.Width / small.Width, (double)frame.Height / small.Height);
        return guess with { Placement = result, Correlation = refined.Correlation, Overlap = refined.Overlap };
    }

    private static int Side(int side, double scale) => Math.Clamp((int)Math.Round(side * scale), 8, Math.Max(8, side));

    private sealed record Guess(ImagePlane Picture, Placement Placement, bool Mirrored)
    {
        public double Correlation { get; init; }
        /// <summary>Share of the frame that is covered.</summary>
        public double Overlap { get; init; }
        /// <summary>Of two that correlate equally, the one that explains more of the frame.</summary>
        public double Merit => Correlation * Math.Pow(Overlap, 0.1);
    }
}

/// <param name="Correlation">Normalised cross-correlation of brightness where the two overlap, in [−1, 1].</param>
public sealed record RegistrationResult(Placement Placement, bool Mirrored, double Correlation);
