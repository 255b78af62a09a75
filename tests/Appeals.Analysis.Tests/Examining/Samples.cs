using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>A small layered painting: a ground, ten layers of soft discs over one another, lines, and a light.</summary>
internal static class Samples
{
    private const int Width = 640;
    private const int Height = 480;
    private static readonly OraLayer[] Layers = MakeLayers();

    public static IReadOnlyList<string> LayerNames { get; } = [.. Layers.Select(static l => l.Name)];

    public static byte[] LayeredOra() => OraFile.Write(Width, Height, Layers);

    public static byte[] OraWith(params OraLayer[] layers) => OraFile.Write(Width, Height, layers);

    /// <summary>All layers over one another, drawn by the test itself.</summary>
    public static RgbaImage Composite() => Stack(Layers);

    /// <summary>Source-over in sRGB, opaque ground first.</summary>
    public static RgbaImage Stack(IEnumerable<OraLayer> layers)
    {
        var result = Pictures.Solid(Width, Height, 255, 255, 255);
        foreach (var layer in layers.Where(static l => l.Visible))
            for (var i = 0; i < result.Pixels.Length; i += 4)
            {
                var alpha = layer.Image.Pixels[i + 3] * layer.Opacity / 255;
                for (var c = i; c < i + 3; c++) result.Pixels[c] = (byte)Math.Round(result.Pixels[c] + ((layer.Image.Pixels[c] - result.Pixels[c]) * alpha));
            }
        return result;
    }

    public static IReadOnlyList<OraLayer> All => Layers;

    private static OraLayer[] MakeLayers()
    {
        var random = new Random(11);
        var layers = new List<OraLayer> { new("Ground", Pictures.Gradient(Width, Height)) };
        for (var i = 1; i <= 10; i++) layers.Add(new($"Paint {i}", Discs(random, 12, 90), Opacity: i % 3 == 0 ? 0.7 : 1));
        layers.Add(new("线稿", Discs(random, 60, 6)));
        layers.Add(new("Light AI", Discs(random, 2, 70), Opacity: 0.5));
        return [.. layers];
    }

    private static RgbaImage Discs(Random random, int count, int largest)
    {
        var discs = Enumerable.Range(0, count).Select(_ => (X: random.Next(Width), Y: random.Next(Height), R: 3 + random.Next(largest), C: random.Next(1 << 24))).ToArray();
        return Pictures.Paint(Width, Height, (x, y) =>
        {
            foreach (var (cx, cy, radius, colour) in discs)
            {
                var inside = radius - Math.Sqrt(((x - cx) * (x - cx)) + ((y - cy) * (y - cy)));
                if (inside > 0) return ((byte)(colour >> 16), (byte)((colour >> 8) & 255), (byte)(colour & 255), (byte)Math.Min(255, inside * 80));
            }
            return (0, 0, 0, 0);
        });
    }
}
