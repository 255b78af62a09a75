using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>Layered files made from a flat picture to look like work. The first half leaves the picture in one piece.</summary>
internal static partial class Forgeries
{
    private static readonly DateTimeOffset Begun = new(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly string[] Names = ["线稿", "上色", "Shadow", "Light", "背景", "Hair", "Skin", "细节", "Layer 12", "阴影", "高光", "Clothes", "Effects", "图层 8", "调色"];

    /// <summary>The picture and many layers with nothing on them.</summary>
    public static PaintedFile EmptyLayers(FlatPicture flat, Random random) =>
        File(flat, random, [Whole(flat), .. Many(random, 10, 30, i => new(Name(random, i), Blank(flat)))]);

    /// <summary>The picture and many layers that no one sees.</summary>
    public static PaintedFile FaintLayers(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        return File(flat, random, [Whole(flat), .. Many(random, 8, 20, i => new(Name(random, i), Scribble(hand, flat, 40, 1)) { Opacity = 0.01 + (random.NextDouble() * 0.03) })]);
    }

    /// <summary>Someone's real layers, of another picture, and the picture over all of them.</summary>
    public static PaintedFile PastedOver(FlatPicture flat, Random random) => File(flat, random, [.. Fitted(Styles.Cel(new(Scenes.Invent(random), random), direct: true), flat), Whole(flat)]);

    /// <summary>The picture beneath layers of real but thin strokes.</summary>
    public static PaintedFile UnderFaintStrokes(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        return File(flat, random, [Whole(flat), .. Many(random, 6, 20, i => new(Name(random, i), Scribble(hand, flat, 25, 6)) { Opacity = 0.15 + (random.NextDouble() * 0.35) })]);
    }

    /// <summary>The same picture again and again.</summary>
    public static PaintedFile Duplicates(FlatPicture flat, Random random) => File(flat, random, [.. Many(random, 8, 18, i => new(Name(random, i), new(flat.Image)))]);

    /// <summary>Copies, each half transparent, that add up to the picture.</summary>
    public static PaintedFile OpacityStack(FlatPicture flat, Random random) => File(flat, random,
        [.. Many(random, 6, 14, i => new(Name(random, i), new(i == 0 ? flat.Image : Varied(flat.Image, random))) { Opacity = i == 0 ? 1 : 1.0 / (i + 1) })]);

    /// <summary>Blurred copies that grow sharper, as if the work had grown.</summary>
    public static PaintedFile BlurStages(FlatPicture flat, Random random) =>
        File(flat, random, [.. new[] { 40, 26, 16, 9, 5, 2 }.Select((radius, i) => new PaintedLayer(Name(random, i), new(Imaging.Blur(flat.Image, radius)))), new("Details", new(flat.Image))]);

    /// <summary>Copies with ever more colours, as if from flats to finish.</summary>
    public static PaintedFile PosterStages(FlatPicture flat, Random random) =>
        File(flat, random, [.. new[] { 3, 5, 8, 14, 24 }.Select((levels, i) => new PaintedLayer(Name(random, i), new(Posterised(flat.Image, levels)))), new("Details", new(flat.Image))]);

    /// <summary>The picture as a blurred layer and what is missing, in several bands.</summary>
    public static PaintedFile FrequencySeparation(FlatPicture flat, Random random)
    {
        var layers = new List<PaintedLayer>();
        RgbaImage? below = null;
        foreach (var radius in new[] { 24, 10, 4, 1, 0 }.Skip(random.Next(3)))
        {
            var image = radius == 0 ? flat.Image : Imaging.Blur(flat.Image, radius);
            layers.Add(below is null ? new("Base", new(image)) : new(Name(random, radius), new(Imaging.HighPass(image, below))) { Mode = "linear-light" });
            below = image;
        }
        return File(flat, random, layers);
    }

    /// <summary>Red, green and blue, added up.</summary>
    public static PaintedFile ChannelSplit(FlatPicture flat, Random random) => File(flat, random,
        [new("Base", Blank(flat).Fill(new Ink(0, 0, 0))), .. Enumerable.Range(0, 3).Select(channel => new PaintedLayer(Name(random, channel), new(Imaging.Map(flat.Image, (_, ink) => channel switch { 0 => new(ink.R, 0, 0), 1 => new(0, ink.G, 0), _ => new(0, 0, ink.B) }))) { Mode = "add" })]);

    /// <summary>A darkened copy, and the light that was taken put back by layers.</summary>
    public static PaintedFile DodgeAndBurn(FlatPicture flat, Random random)
    {
        var dark = Imaging.Map(flat.Image, static (_, ink) => ink.Times(0.6));
        var hand = new Hand(flat.Scene, random);
        var areas = Enumerable.Range(0, 5).Select(_ => hand.SoftArea(0.3)).ToList();
        double Share(int i, int area) => areas[area].Values[i] / Math.Max(255.0, areas.Sum(a => a.Values[i]));
        var lights = areas.Select((_, area) => new PaintedLayer(Name(random, area), Imaging.Cut(Imaging.Map(flat.Image, static (_, ink) => ink.Times(0.4)), i => Share(i, area))) { Mode = "add" });
        return File(flat, random, [new("Base", new(dark)), .. lights, new("Air", Imaging.Cut(Imaging.Map(flat.Image, static (_, ink) => ink.Times(0.4)), i => Math.Max(0, 1 - Enumerable.Range(0, 5).Sum(a => Share(i, a))))) { Mode = "add" }]);
    }

    /// <summary>Pasted, with a few strokes, and dates and software made up.</summary>
    public static PaintedFile BackDated(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        var begun = Begun.AddDays(-400);
        return File(flat, random, [Whole(flat), .. Many(random, 12, 20, i => new(Name(random, i), Scribble(hand, flat, 6, 4)) { ChangedAt = begun.AddHours(i * 5.5) })]) with { Created = begun, Modified = begun.AddDays(12), Software = "Adobe Photoshop 24.0" };
    }

    /// <summary>A sketch drawn along the picture's edges, and the picture over it.</summary>
    public static PaintedFile TracedSketch(FlatPicture flat, Random random)
    {
        var hand = new Hand(flat.Scene, random);
        var lines = Blank(flat);
        hand.Draw(lines, Enumerable.Range(0, flat.Scene.Forms.Count), new(1.3f), Ink.Black);
        return File(flat, random, [new("Sketch", hand.Sketch(new(60, 80, 160), 1)), new("Flats", new(Imaging.Blur(Posterised(flat.Image, 6), 2))), Whole(flat), new("线稿", lines) { Opacity = 0.25 }, new("Light", Scribble(hand, flat, 10, 12)) { Mode = "screen", Opacity = 0.3 }]);
    }

    /// <summary>Another work's honest file.</summary>
    public static PaintedFile OtherWork(FlatPicture flat, Random random) => Works.Many(new(Scenes.Invent(random), random), Styles.Cel) with { Declared = [] };

    /// <summary>Another work's layers, with the published picture stored as what they make.</summary>
    public static PaintedFile StoredLies(FlatPicture flat, Random random) => File(flat, random, Fitted(Styles.Oil(new(Scenes.Invent(random), random), direct: true), flat)) with { Stored = new(flat.Image) };

    private static PaintedLayer Whole(FlatPicture flat) => new("图层 1", new(flat.Image));

    private static Sheet Blank(FlatPicture flat) => new(flat.Image.Width, flat.Image.Height);

    private static string Name(Random random, int i) => random.Next(3) == 0 ? $"图层 {i + 2}" : Names[random.Next(Names.Length)];

    private static List<PaintedLayer> Many(Random random, int from, int to, Func<int, PaintedLayer> layer) => [.. Enumerable.Range(0, random.Next(from, to + 1)).Select(layer)];

    /// <summary>Strokes in the picture's own colours, nearly.</summary>
    private static Sheet Scribble(Hand hand, FlatPicture flat, int strokes, double radius)
    {
        var sheet = Blank(flat);
        for (var stroke = 0; stroke < strokes; stroke++)
        {
            Vector2 from = new(hand.Between(0, 1) * flat.Image.Width, hand.Between(0, 1) * flat.Image.Height);
            var to = from + new Vector2(hand.Between(-90, 90), hand.Between(-90, 90));
            new Brush((float)radius * hand.Between(0.6, 1.6), 0.7f, 0.8f).Stroke(sheet, Outlines.Smooth([from, ((from + to) / 2) + new Vector2(hand.Between(-20, 20), hand.Between(-20, 20)), to]), Imaging.At(flat.Image, (int)from.X, (int)from.Y).Jitter(hand.Random, 25), hand.Random);
        }
        return sheet;
    }

    private static RgbaImage Varied(RgbaImage image, Random random)
    {
        var (r, g, b) = (random.NextDouble() * 6, random.NextDouble() * 6, random.NextDouble() * 6);
        return Imaging.Map(image, (_, ink) => new((float)(ink.R + r - 3), (float)(ink.G + g - 3), (float)(ink.B + b - 3)));
    }

    private static RgbaImage Posterised(RgbaImage image, int levels)
    {
        float Step(float value) => MathF.Round(value / 255 * (levels - 1)) / (levels - 1) * 255;
        return Imaging.Map(image, (_, ink) => new(Step(ink.R), Step(ink.G), Step(ink.B)));
    }

    /// <summary>Layers of another canvas, put on this one.</summary>
    private static List<PaintedLayer> Fitted(List<PaintedLayer> layers, FlatPicture flat) =>
        [.. layers.Select(layer => layer with { Sheet = new(ImageCodec.Resize(layer.Sheet!.Image, flat.Image.Width, flat.Image.Height)) })];

    private static PaintedFile File(FlatPicture flat, Random random, IReadOnlyList<PaintedLayer> layers)
    {
        // dates cost nothing to make up, and half of the forgers do
        var dated = random.Next(2) == 0;
        return new(flat.Image.Width, flat.Image.Height, [.. layers.Select(l => l.ChangedAt is null && dated ? l with { ChangedAt = Begun.AddHours(random.NextDouble() * 40) } : l)]) { Created = Begun, Modified = Begun.AddHours(dated ? 41 : 1) };
    }
}
