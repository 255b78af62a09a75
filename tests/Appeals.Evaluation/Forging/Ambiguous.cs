using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>Files that honest painters and generators both make.</summary>
internal static class Ambiguous
{
    private static readonly DateTimeOffset Begun = new(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>What generative layer decomposition gives: a handful of whole objects with soft edges, hidden parts filled in smoothly.</summary>
    public static PaintedFile Decomposed(FlatPicture flat, Random random)
    {
        var scene = flat.Scene;
        var image = FlatPicture.Generate(scene, random);
        var ground = new Sheet(scene.Width, scene.Height).Fill((_, y) => scene.Top.To(scene.Bottom, y / (double)scene.Height));
        var layers = new List<PaintedLayer> { new("layer_0", ground.Over(Imaging.Cut(image, p => scene.OwnerAt(p % scene.Width, p / scene.Width) < 0 ? 1 : 0))) };
        var count = Math.Min(2 + random.Next(6), scene.Forms.Count);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (scene.Forms.Count * i / count, scene.Forms.Count * (i + 1) / count);
            layers.Add(new($"layer_{i + 1}", Object(scene, image, from, to)));
        }
        return new(scene.Width, scene.Height, layers) { Software = "", Created = Begun, Modified = Begun };
    }

    /// <summary>Nothing but the picture.</summary>
    public static PaintedFile SingleLayer(FlatPicture flat, Random random) => new(flat.Image.Width, flat.Image.Height, [new("Layer 1", new(flat.Image))]) { Created = Begun, Modified = Begun.AddHours(random.Next(1, 9)) };

    private static Sheet Object(Scene scene, RgbaImage image, int from, int to)
    {
        var sheet = new Sheet(scene.Width, scene.Height);
        for (var form = from; form < to; form++)
        {
            var mask = Imaging.Blur(scene.MaskOf(form), 1).Values;
            for (var p = 0; p < mask.Length; p++)
            {
                if (mask[p] == 0) continue;
                int x = p % scene.Width, y = p / scene.Width;
                var owner = scene.OwnerAt(x, y);
                sheet.Blend(p * 4, owner >= from && owner < to ? Imaging.At(image, x, y) : scene.ColorOf(form, x, y), mask[p] / 255f);
            }
        }
        return sheet;
    }
}
