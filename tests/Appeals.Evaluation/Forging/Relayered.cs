using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>The picture over other pictures, or led back to them, so that there is something beneath.</summary>
internal static partial class Forgeries
{
    /// <summary>Another work lies beneath all, and shines through the pieces of the picture; these are corrected for it, so that together they give the picture.</summary>
    public static PaintedFile LentUnderpainting(FlatPicture flat, Random random)
    {
        var lent = Styles.Oil(new(Scenes.Invent(random), random), direct: true);
        var below = ImageCodec.Resize(Works.Flatten(lent).Image, flat.Image.Width, flat.Image.Height);
        var opacity = 0.8 + (random.NextDouble() * 0.17);
        var labels = Grown(flat, random);
        var corrected = Imaging.Map(flat.Image, (p, ink) => new(Over(ink.R, below.Pixels[p * 4]), Over(ink.G, below.Pixels[(p * 4) + 1]), Over(ink.B, below.Pixels[(p * 4) + 2])));
        return File(flat, random, [new("Underpainting", new(below)), .. labels.Distinct().Select((label, i) => new PaintedLayer(Name(random, i), Imaging.Cut(corrected, p => labels[p] == label ? 1 : 0)) { Opacity = opacity })]);

        float Over(float value, byte beneath) => (float)((value - ((1 - opacity) * beneath)) / opacity);
    }

    /// <summary>The generator asked again and again for the same scene: each answer lies over the last, where a soft brush let it through.</summary>
    public static PaintedFile StagedGenerations(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        Sheet Again() => new(FlatPicture.Generate(flat.Scene, random));
        var layers = new List<PaintedLayer> { new("Rough", new(Imaging.Blur(Again().Image, 4))) };
        layers.AddRange(Many(random, 5, 12, i =>
        {
            var (area, image) = (hand.SoftArea(hand.Between(0.2, 0.45)), Again().Image);
            return new(Name(random, i), Imaging.Cut(image, p => area.Values[p] / 255.0));
        }));
        // the best of them at last, by areas again; what these leave is filled up
        var left = new double[flat.Image.Width * flat.Image.Height];
        Array.Fill(left, 1);
        layers.AddRange(Many(random, 3, 7, i =>
        {
            var area = hand.SoftArea(hand.Between(0.25, 0.4));
            for (var p = 0; p < left.Length; p++) left[p] *= 1 - (area.Values[p] / 255.0);
            return new(Name(random, i), Imaging.Cut(flat.Image, p => area.Values[p] / 255.0));
        }));
        layers.Add(new("Finish", Imaging.Cut(flat.Image, p => Math.Min(1, left[p] * 4))));
        return File(flat, random, layers);
    }

    /// <summary>A soft layer for each hue, over a blurred copy.</summary>
    public static PaintedFile HueLayers(FlatPicture flat, Random random)
    {
        var parts = 6 + random.Next(6);
        var weights = Enumerable.Range(0, parts).Select(_ => new Mask(flat.Image.Width, flat.Image.Height)).ToList();
        for (var p = 0; p < weights[0].Values.Length; p++)
        {
            double r = flat.Image.Pixels[p * 4], g = flat.Image.Pixels[(p * 4) + 1], b = flat.Image.Pixels[(p * 4) + 2];
            var hue = Math.Atan2(Math.Sqrt(3) * (g - b), (2 * r) - g - b) + (Imaging.Light(flat.Image, p) * 4);
            weights[(int)(((hue / Math.Tau) + 2) * parts) % parts].Values[p] = 255;
        }
        var soft = weights.ConvertAll(w => Imaging.Blur(w, 4));
        return File(flat, random, [new("Base", new(Imaging.Blur(flat.Image, 8))), .. soft.Select((w, i) => new PaintedLayer(Name(random, i), Imaging.Cut(flat.Image, p => Math.Min(1, w.Values[p] * 2.4 / 255))))]);
    }

    /// <summary>Strokes drawn over the picture in its own colours, which hide some of it; the picture is what is published, nearly.</summary>
    public static PaintedFile StrokesOver(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        var layers = new List<PaintedLayer> { Whole(flat) };
        layers.AddRange(Many(random, 8, 16, i =>
        {
            var sheet = Blank(flat);
            var radius = hand.Between(2, 7);
            hand.Dab(sheet, new(radius, 0.8f, 0.9f, 0.3f), radius * hand.Between(1.5, 3), 6, 8, (x, y) => Noise.Smooth(x / 110, y / 110, i) > 0.45, (x, y) => Imaging.At(flat.Image, (int)x, (int)y));
            return new(Name(random, i), sheet);
        }));
        return File(flat, random, layers);
    }
}
