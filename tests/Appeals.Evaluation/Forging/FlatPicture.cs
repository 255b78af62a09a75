using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>A picture without layers, all that a forger has.</summary>
/// <param name="Scene">What it shows: known to a program that made it, or took it apart by objects.</param>
internal sealed record FlatPicture(RgbaImage Image, Scene Scene)
{
    /// <summary>Made by a program, or copied from another painter; as often the one as the other.</summary>
    public static FlatPicture Find(Random random)
    {
        var scene = Scenes.Invent(random);
        if (random.Next(2) == 0) return new(Generate(scene, random), scene);
        var hand = new Hand(scene, random);
        var style = random.Next(3) switch { 0 => Styles.Oil(hand, direct: true), 1 => Styles.Cel(hand, direct: true), _ => Styles.Wash(hand, direct: true) };
        return new(Works.Flatten(style).Image, scene);
    }

    /// <summary>Smooth shading, ornament and noise of many sizes, no strokes.</summary>
    public static RgbaImage Generate(Scene scene, Random random)
    {
        var (salt, lines, texture) = (random.Next(), random.NextDouble() * 0.6, 0.15 + (random.NextDouble() * 0.35));
        var plain = new Sheet(scene.Width, scene.Height).Fill((x, y) => scene.ColorAt(x, y)).Image;
        var soft = Imaging.Blur(plain, 1);
        var edges = Imaging.Edges(soft);
        var (grain, strandSize) = (random.NextDouble(), 15 + (random.NextDouble() * 50));
        return Imaging.Map(soft, (i, ink) =>
        {
            int x = i % scene.Width, y = i / scene.Width;
            var owner = scene.OwnerAt(x, y) + 2;
            var slant = owner * 0.7 * (1 + grain);
            var (u, v) = ((x * Math.Cos(slant)) + (y * Math.Sin(slant)), (y * Math.Cos(slant)) - (x * Math.Sin(slant)));
            var cloud = Noise.Fractal(x / 70.0, y / 70.0, salt, 4) - 0.5;
            var strands = owner == 1 && grain > 0.4 ? 0 : Noise.Fractal(u / strandSize, v / 4, salt + owner, 3) - 0.5;
            var shade = 1 + (cloud * texture * 1.3) + (strands * texture);
            return ink.Times(Math.Clamp(shade, 0.3, 1.5)).To(Ink.Black, edges[i] * lines);
        });
    }
}
