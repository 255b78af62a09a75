using System.Globalization;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Signals;
using Appeals.Evaluation.Publishing;

namespace Appeals.Evaluation.Measuring;

/// <summary>The match by itself: true copies, published in every way, must be found, and other works must not.</summary>
internal sealed class MatchTrial(TextWriter writer, CancellationToken cancellation)
{
    private static readonly int PictureSide = new ExaminationOptions().PictureSide;

    public bool Run(IReadOnlyList<Kind> kinds, IEnumerable<int> seeds, string? only, int others)
    {
        var pictures = seeds.SelectMany(seed => kinds.Where(static k => k.Nature is Nature.Genuine).Select(kind => (Name: $"{kind.Name}:{seed}", Picture: kind.Make(seed, "none").Flat, seed))).ToList();
        var transforms = only is null ? [.. Publication.Transforms, .. Publication.Harder] : new List<string> { only };
        writer.WriteLine("| published | files | same | placed within 0.5 % | least similarity | median | worst |");
        writer.WriteLine("|---|--:|--:|--:|--:|--:|---|");
        var holds = transforms.TrueForAll(transform => Copies(transform, pictures));
        return Others(pictures, transforms, others) && holds;
    }

    private bool Copies(string transform, List<(string Name, RgbaImage Picture, int Seed)> pictures)
    {
        var fits = new List<(string Name, PictureFit Fit, double Error)>();
        foreach (var (name, picture, seed) in pictures)
        {
            var published = Publication.Of(picture, transform, new(seed * 7919));
            var fit = Fit(picture, published.Bytes, out var width, out var height);
            fits.Add((name, fit, published.ErrorOf(fit.Placement, fit.Mirrored, picture.Width, picture.Height, width, height)));
        }
        var same = fits.Count(static f => IsSame(f.Fit));
        var sorted = fits.OrderBy(static f => f.Fit.Similarity).ToList();
        var worst = string.Join(", ", sorted.Take(2).Where(static f => !IsSame(f.Fit)).Concat(fits.Where(static f => f.Error >= 0.005).Take(3)).Select(f => Invariant($"{f.Name} {f.Fit.Similarity:0.00} {f.Error:0.000}")).Distinct());
        writer.WriteLine(Invariant($"| {transform} | {fits.Count} | {same * 100.0 / fits.Count:0.0} % | {fits.Count(static f => f.Error < 0.005) * 100.0 / fits.Count:0.0} % | {sorted[0].Fit.Similarity:0.000} | {sorted[fits.Count / 2].Fit.Similarity:0.000} | {worst} |"));
        return same >= 0.95 * fits.Count;
    }

    private bool Others(List<(string Name, RgbaImage Picture, int Seed)> pictures, List<string> transforms, int count)
    {
        var random = new Random(1);
        var likeness = new List<(string Names, double Similarity)>();
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            var (one, other) = (pictures[random.Next(pictures.Count)], pictures[random.Next(pictures.Count)]);
            if (one.Name == other.Name) continue;
            var published = Publication.Of(other.Picture, transforms[random.Next(transforms.Count)], random);
            var fit = Fit(one.Picture, published.Bytes, out _, out _);
            likeness.Add(($"{one.Name} as {other.Name} {published.Transform}", fit.Similarity));
            taken += IsSame(fit) ? 1 : 0;
        }
        if (likeness.Count == 0) return true;
        var most = likeness.MaxBy(static l => l.Similarity);
        writer.WriteLine();
        writer.WriteLine(Invariant($"Other works' pictures taken for the same: {taken} of {likeness.Count}; the most similar {most.Similarity:0.000} ({most.Names})."));
        return taken == 0;
    }

    private PictureFit Fit(RgbaImage picture, byte[] published, out int width, out int height)
    {
        var seen = ImageCodec.Thumbnail(published, PictureSide, new(), cancellation);
        (width, height) = (seen.Width, seen.Height);
        return PictureFit.Measure(picture, seen, cancellation);
    }

    private static bool IsSame(PictureFit fit) => MatchSignal.Judge(fit.Similarity, fit.Coverage) == MatchVerdict.Same;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
