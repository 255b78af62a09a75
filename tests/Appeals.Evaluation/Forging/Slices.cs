using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>The second half: the picture cut up.</summary>
internal static partial class Forgeries
{
    /// <summary>One layer for each colour.</summary>
    public static PaintedFile ColorSlices(FlatPicture flat, Random random) => Sliced(flat, random, Imaging.Segments(flat.Image, 8 + random.Next(10), compactness: 0.02, random));

    /// <summary>One layer for each band of brightness.</summary>
    public static PaintedFile LuminanceSlices(FlatPicture flat, Random random)
    {
        var bands = 6 + random.Next(8);
        return Sliced(flat, random, [.. Enumerable.Range(0, flat.Image.Width * flat.Image.Height).Select(i => Math.Min(bands - 1, (int)(Imaging.Light(flat.Image, i) * bands)))]);
    }

    /// <summary>Rectangles.</summary>
    public static PaintedFile GridSlices(FlatPicture flat, Random random)
    {
        var (columns, rows) = (2 + random.Next(4), 3 + random.Next(3));
        return Sliced(flat, random, [.. Enumerable.Range(0, flat.Image.Width * flat.Image.Height).Select(i => (i % flat.Image.Width * columns / flat.Image.Width) + (i / flat.Image.Width * rows / flat.Image.Height * columns))]);
    }

    /// <summary>Regions grown by likeness.</summary>
    public static PaintedFile GrownSlices(FlatPicture flat, Random random) => Sliced(flat, random, Grown(flat, random));

    /// <summary>Grown regions; beneath each, and a little beyond its edge, the picture goes on smoothly.</summary>
    public static PaintedFile InpaintedSlices(FlatPicture flat, Random random)
    {
        var labels = Grown(flat, random);
        var below = Imaging.Blur(flat.Image, 30);
        return File(flat, random, [new("Base", new(below)), .. labels.Distinct().Select((label, i) =>
        {
            var (own, wide) = (Region(flat, labels, label), Imaging.Blur(Region(flat, labels, label), 9));
            return new PaintedLayer(Name(random, i), Grow(flat, labels, label, own, wide, below, later => later));
        })]);
    }

    /// <summary>Grown regions with soft edges over a blurred copy.</summary>
    public static PaintedFile SoftMattes(FlatPicture flat, Random random)
    {
        var labels = Grown(flat, random);
        return File(flat, random, [new("Base", new(Imaging.Blur(flat.Image, 12))), .. labels.Distinct().Select((label, i) =>
        {
            var matte = Imaging.Blur(Region(flat, labels, label), 5);
            return new PaintedLayer(Name(random, i), Imaging.Cut(flat.Image, p => Math.Min(1, matte.Values[p] * 2.2 / 255)));
        })]);
    }

    /// <summary>Grown regions; what they hide is filled with texture from elsewhere in the picture.</summary>
    public static PaintedFile TexturedSlices(FlatPicture flat, Random random)
    {
        var labels = Grown(flat, random);
        return File(flat, random, [new("Base", new(Shifted(flat.Image, random))), .. labels.Distinct().Select((label, i) =>
        {
            var (own, wide) = (Region(flat, labels, label), Imaging.Blur(Region(flat, labels, label), 14));
            return new PaintedLayer(Name(random, i), Grow(flat, labels, label, own, wide, Shifted(flat.Image, random), later => later));
        })]);
    }

    /// <summary>Soft patches of the picture all over one another.</summary>
    public static PaintedFile OverlappingPatches(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        return File(flat, random, [new("Base", new(Varied(flat.Image, random))), .. Many(random, 10, 22, i =>
        {
            var area = hand.SoftArea(hand.Between(0.12, 0.35));
            return new(Name(random, i), Imaging.Cut(Varied(flat.Image, random), p => area.Values[p] / 255.0));
        })]);
    }

    /// <summary>The picture seen through strokes, some on each layer, so that every layer looks painted.</summary>
    public static PaintedFile StrokeCuts(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        return File(flat, random, [new("Ground", new(Imaging.Blur(flat.Image, 14))), .. Many(random, 8, 16, i =>
        {
            var strokes = Blank(flat);
            var spacing = hand.Side * 0.05f;
            hand.Dab(strokes, new(hand.Side * hand.Between(0.01, 0.03), 0.8f, 0.95f), spacing, 6, 0, (_, _) => true, static (_, _) => Ink.Black);
            return new(Name(random, i), Imaging.Cut(flat.Image, p => strokes.Image.Pixels[(p * 4) + 3] / 255.0));
        }), new("Details", Imaging.Cut(flat.Image, p => Math.Min(1, 0.55 + (p % 7 * 0.01))))]);
    }

    /// <summary>Lines drawn by edge detection over flat colours, shadow and light, which together give the picture.</summary>
    public static PaintedFile AutomaticLineArt(FlatPicture flat, Random random)
    {
        var segments = Imaging.Segments(flat.Image, 40, 0.3, random);
        var flats = Means(flat.Image, segments);
        var edges = Imaging.Edges(flat.Image);
        var layers = new List<PaintedLayer>();
        // some of the regions on each layer, over what is beneath filled in
        layers.Add(new("背景", new(Imaging.Blur(flats, 25))));
        for (var layer = 0; layer < 5; layer++)
        {
            var part = layer;
            layers.Add(new($"上色 {part + 1}", Imaging.Cut(flats, p => segments[p] % 5 == part ? 1 : 0)));
        }
        var shade = Imaging.Map(flat.Image, (p, ink) => new(Ratio(ink.R, flats.Pixels[p * 4]), Ratio(ink.G, flats.Pixels[(p * 4) + 1]), Ratio(ink.B, flats.Pixels[(p * 4) + 2])));
        layers.Add(new("阴影", new(shade)) { Mode = "multiply" });
        layers.Add(new("光", new(Imaging.Map(flat.Image, (p, ink) => new(Over(ink.R, flats.Pixels[p * 4]), Over(ink.G, flats.Pixels[(p * 4) + 1]), Over(ink.B, flats.Pixels[(p * 4) + 2]))))) { Mode = "add" });
        layers.Add(new("线稿", Imaging.Cut(Imaging.Map(flat.Image, static (_, ink) => ink.Times(0.5)), p => edges[p] > 0.25 ? Math.Min(1, edges[p]) * 0.7 : 0)));
        return File(flat, random, layers);
    }

    /// <summary>A program lays strokes, large ones first, wherever they bring the canvas nearer to the picture (Hertzmann, 1998).</summary>
    public static PaintedFile ProgramStrokes(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        var layers = new List<PaintedLayer> { new("Ground", Blank(flat).Fill(Imaging.At(Imaging.Blur(flat.Image, 60), flat.Image.Width / 2, flat.Image.Height / 2))) };
        var canvas = layers[0].Sheet!.Copy();
        foreach (var radius in new[] { 24f, 13, 7, 4, 2.2f, 1.3f })
        {
            var aim = Imaging.Blur(flat.Image, Math.Max(1, (int)(radius / 3)));
            var halves = random.Next(2) == 0 ? 1 : 2;
            for (var half = 0; half < halves; half++)
            {
                var (part, seen, sheet) = (half, canvas.Copy().Image, Blank(flat));
                bool Wanted(float x, float y) => x >= 0 && y >= 0 && x < flat.Image.Width && y < flat.Image.Height && (halves == 1 || Noise.Smooth(x / 90, y / 90, 3) > 0.5 == (part == 0)) && Apart(seen, aim, (int)x, (int)y) > 14;
                hand.Dab(sheet, new(radius, 0.85f, 0.95f, 0.25f), radius * 1.1f, 6, 3, Wanted, (x, y) => Imaging.At(aim, (int)x, (int)y));
                canvas.Over(sheet);
                layers.Add(new(Name(random, layers.Count), sheet));
            }
        }
        // what strokes did not reach is taken from the picture itself
        var missed = new Mask(flat.Image.Width, flat.Image.Height);
        for (var p = 0; p < missed.Values.Length; p++) missed.Values[p] = Apart(canvas.Image, flat.Image, p % missed.Width, p / missed.Width) > 16 ? (byte)255 : (byte)0;
        var touched = Imaging.Blur(missed, 1);
        if (random.Next(2) == 0) layers.Add(new("细节", Imaging.Cut(flat.Image, p => Math.Min(1, touched.Values[p] * 2 / 255.0))));
        return File(flat, random, layers);
    }

    /// <summary>Figure and ground taken apart, the ground filled in behind; the label cut out of the metadata.</summary>
    public static PaintedFile StrippedLabel(FlatPicture flat, Random random)
    {
        var ground = Imaging.Blur(flat.Image, 35);
        var matte = new Mask(flat.Image.Width, flat.Image.Height);
        for (var p = 0; p < matte.Values.Length; p++) matte.Values[p] = flat.Scene.OwnerAt(p % matte.Width, p / matte.Width) >= 0 ? (byte)255 : (byte)0;
        var soft = Imaging.Blur(matte, 2);
        var hand = new Hand(flat.Scene, random);
        return File(flat, random,
        [
            new("背景", Imaging.Cut(flat.Image, static _ => 1).Over(Imaging.Cut(ground, p => matte.Values[p] / 255.0))), new("人物", Imaging.Cut(flat.Image, p => Math.Min(1, soft.Values[p] * 1.5 / 255))),
            .. Many(random, 4, 9, i => new(Name(random, i), Scribble(hand, flat, 12, 4)) { Opacity = 0.2 }),
        ]) with { Software = "" };
    }

    private static int[] Grown(FlatPicture flat, Random random) => Imaging.Segments(flat.Image, 10 + random.Next(12), 0.5, random);

    private static PaintedFile Sliced(FlatPicture flat, Random random, int[] labels) =>
        File(flat, random, [.. labels.Distinct().Select((label, i) => new PaintedLayer(Name(random, i), Imaging.Cut(flat.Image, p => labels[p] == label ? 1 : 0)))]);

    private static Mask Region(FlatPicture flat, int[] labels, int label)
    {
        var mask = new Mask(flat.Image.Width, flat.Image.Height);
        for (var p = 0; p < labels.Length; p++) mask.Values[p] = labels[p] == label ? (byte)255 : (byte)0;
        return mask;
    }

    /// <summary>A region, and beyond its edge, where layers above will hide it, a filling.</summary>
    private static Sheet Grow(FlatPicture flat, int[] labels, int label, Mask own, Mask wide, RgbaImage filling, Func<bool, bool> hidden)
    {
        var order = labels.Distinct().Select((l, i) => (l, i)).ToDictionary(static x => x.l, static x => x.i);
        var mine = order[label];
        return Imaging.Cut(Imaging.Map(flat.Image, (p, ink) => own.Values[p] > 0 ? ink : Imaging.At(filling, p % flat.Image.Width, p / flat.Image.Width)),
            p => own.Values[p] > 0 ? 1 : hidden(order[labels[p]] > mine) && wide.Values[p] > 8 ? 1 : 0);
    }

    private static RgbaImage Shifted(RgbaImage image, Random random)
    {
        var (dx, dy) = (random.Next(30, 140), random.Next(30, 140));
        return Imaging.Map(image, (p, _) => Imaging.At(image, ((p % image.Width) + dx) % image.Width, ((p / image.Width) + dy) % image.Height));
    }

    private static RgbaImage Means(RgbaImage image, int[] labels)
    {
        var sums = new double[labels.Max() + 1, 4];
        for (var p = 0; p < labels.Length; p++)
        {
            for (var c = 0; c < 3; c++) sums[labels[p], c] += image.Pixels[(p * 4) + c];
            sums[labels[p], 3]++;
        }
        return Imaging.Map(image, (p, _) => new((float)(sums[labels[p], 0] / sums[labels[p], 3]), (float)(sums[labels[p], 1] / sums[labels[p], 3]), (float)(sums[labels[p], 2] / sums[labels[p], 3])));
    }

    private static float Ratio(float value, byte below) => below == 0 ? 255 : Math.Min(255, value / below * 255);

    private static float Over(float value, byte below) => Math.Max(0, value - below);

    private static double Apart(RgbaImage a, RgbaImage b, int x, int y)
    {
        var at = ((y * a.Width) + x) * 4;
        return (Math.Abs(a.Pixels[at] - b.Pixels[at]) + Math.Abs(a.Pixels[at + 1] - b.Pixels[at + 1]) + Math.Abs(a.Pixels[at + 2] - b.Pixels[at + 2])) / 3.0;
    }
}
