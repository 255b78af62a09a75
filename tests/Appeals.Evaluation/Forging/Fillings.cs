using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>Pieces of the picture that go on beneath one another without a break, as inpainting makes them.</summary>
internal static partial class Forgeries
{
    /// <summary>Beneath its neighbours each piece goes on smoothly from its own edge; often with noise as strong as its own grain.</summary>
    public static PaintedFile DiffusedSlices(FlatPicture flat, Random random)
    {
        var (noisy, salt) = (random.Next(2) == 0, random.Next());
        return Continued(flat, random, (image, own) =>
        {
            var (filled, grain) = (Diffused(image, own), noisy ? GrainOf(image, own) : 0);
            return Imaging.Map(filled, (p, ink) => ink.Times(1 + (grain * (Noise.Hash(p % image.Width, p / image.Width, salt) - 0.5) * 4)));
        });
    }

    /// <summary>Beneath its neighbours each piece goes on in the colour of its nearest edge, as growing a selection and smearing does.</summary>
    public static PaintedFile ExtendedSlices(FlatPicture flat, Random random) => Continued(flat, random, Extended);

    private static PaintedFile Continued(FlatPicture flat, Random random, Func<RgbaImage, Mask, RgbaImage> fill)
    {
        var labels = Grown(flat, random);
        var reach = 6 + random.Next(20);
        return File(flat, random, [new("Base", new(Imaging.Blur(flat.Image, 20))), .. labels.Distinct().Select((label, i) =>
        {
            var own = Region(flat, labels, label);
            return new PaintedLayer(Name(random, i), Grow(flat, labels, label, own, Imaging.Blur(own, reach), fill(flat.Image, own), static later => later));
        })]);
    }

    /// <summary>What is not owned becomes the mean of what is, of as small a neighbourhood as has some.</summary>
    private static RgbaImage Diffused(RgbaImage image, Mask own)
    {
        var held = Imaging.Cut(image, p => own.Values[p] / 255.0).Image;
        var pixels = (byte[])image.Pixels.Clone();
        foreach (var radius in new[] { 40, 20, 10, 5, 2 })
        {
            var near = Imaging.Blur(held, radius).Pixels;
            for (var i = 0; i < pixels.Length; i += 4)
            {
                if (own.Values[i / 4] > 0 || near[i + 3] < 24) continue;
                for (var c = 0; c < 3; c++) pixels[i + c] = (byte)Math.Min(255, near[i + c] * 255 / near[i + 3]);
            }
        }
        return new(image.Width, image.Height, pixels);
    }

    /// <summary>How far neighbours differ within a piece, of their brightness.</summary>
    private static double GrainOf(RgbaImage image, Mask own)
    {
        var within = Enumerable.Range(1, own.Values.Length - 1).Where(p => own.Values[p] > 0 && own.Values[p - 1] > 0).ToList();
        return within.Count == 0 ? 0 : within.Average(p => Math.Abs(Imaging.Light(image, p) - Imaging.Light(image, p - 1)) / Math.Max(0.1, Imaging.Light(image, p)));
    }

    private static RgbaImage Extended(RgbaImage image, Mask own)
    {
        var (width, pixels, taken) = (image.Width, (byte[])image.Pixels.Clone(), own.Values.Select(static v => v > 0).ToArray());
        var waiting = new Queue<int>(Enumerable.Range(0, taken.Length).Where(p => taken[p]));
        while (waiting.TryDequeue(out var p))
        {
            if (p % width > 0) Give(p, p - 1);
            if (p % width < width - 1) Give(p, p + 1);
            if (p >= width) Give(p, p - width);
            if (p + width < taken.Length) Give(p, p + width);
        }
        return new(width, image.Height, pixels);

        void Give(int from, int to)
        {
            if (taken[to]) return;
            taken[to] = true;
            pixels.AsSpan(from * 4, 3).CopyTo(pixels.AsSpan(to * 4, 3));
            waiting.Enqueue(to);
        }
    }
}
