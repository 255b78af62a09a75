using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Forging;

/// <summary>What any picture editor or script can do to a flat picture.</summary>
internal static class Imaging
{
    public static Ink At(RgbaImage image, int x, int y)
    {
        var at = ((Math.Clamp(y, 0, image.Height - 1) * image.Width) + Math.Clamp(x, 0, image.Width - 1)) * 4;
        return new(image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }

    public static double Light(RgbaImage image, int pixel) =>
        ((0.2126 * image.Pixels[pixel * 4]) + (0.7152 * image.Pixels[(pixel * 4) + 1]) + (0.0722 * image.Pixels[(pixel * 4) + 2])) / 255;

    /// <summary>A new opaque picture, from the number of each pixel and its colour.</summary>
    public static RgbaImage Map(RgbaImage image, Func<int, Ink, Ink> color)
    {
        var pixels = new byte[image.Pixels.Length];
        for (var i = 0; i < pixels.Length; i += 4)
        {
            var ink = color(i / 4, new(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]));
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (Sheet.ToByte(ink.R), Sheet.ToByte(ink.G), Sheet.ToByte(ink.B), 255);
        }
        return new(image.Width, image.Height, pixels);
    }

    /// <summary>The picture where alpha (0..1) lets it through.</summary>
    public static Sheet Cut(RgbaImage image, Func<int, double> alpha)
    {
        var sheet = new Sheet(new RgbaImage(image.Width, image.Height, (byte[])image.Pixels.Clone()));
        for (var i = 0; i < image.Pixels.Length; i += 4)
        {
            var share = Sheet.ToByte(alpha(i / 4) * 255);
            sheet.Image.Pixels[i + 3] = share;
            if (share == 0) sheet.Image.Pixels.AsSpan(i, 3).Clear();
        }
        return sheet;
    }

    /// <summary>Three box blurs, which is nearly a Gaussian.</summary>
    public static RgbaImage Blur(RgbaImage image, int radius)
    {
        var pixels = image.Pixels;
        for (var pass = 0; pass < 3; pass++)
        {
            pixels = BlurLines(pixels, image.Width, image.Height, radius, step: 4, line: image.Width * 4);
            pixels = BlurLines(pixels, image.Height, image.Width, radius, step: image.Width * 4, line: 4);
        }
        return new(image.Width, image.Height, pixels);
    }

    public static Mask Blur(Mask mask, int radius)
    {
        var image = new RgbaImage(mask.Width, mask.Height, new byte[mask.Values.Length * 4]);
        for (var i = 0; i < mask.Values.Length; i++) image.Pixels[i * 4] = mask.Values[i];
        var blurred = Blur(image, radius);
        var result = new Mask(mask.Width, mask.Height);
        for (var i = 0; i < mask.Values.Length; i++) result.Values[i] = blurred.Pixels[i * 4];
        return result;
    }

    public static RgbaImage Sharpen(RgbaImage image, double amount)
    {
        var low = Blur(image, 2);
        return Map(image, (i, ink) => ink.To(new(low.Pixels[i * 4], low.Pixels[(i * 4) + 1], low.Pixels[(i * 4) + 2]), -amount));
    }

    /// <summary>What linear light needs to give the picture back from its blurred copy.</summary>
    public static RgbaImage HighPass(RgbaImage image, RgbaImage low) => Map(image, (i, ink) => new(
        127.5f + ((ink.R - low.Pixels[i * 4]) / 2), 127.5f + ((ink.G - low.Pixels[(i * 4) + 1]) / 2), 127.5f + ((ink.B - low.Pixels[(i * 4) + 2]) / 2)));

    /// <summary>Strength of edges, 0..1.</summary>
    public static double[] Edges(RgbaImage image)
    {
        var edges = new double[image.Width * image.Height];
        for (var y = 1; y < image.Height - 1; y++)
            for (var x = 1; x < image.Width - 1; x++)
            {
                var i = (y * image.Width) + x;
                var (dx, dy) = (Light(image, i + 1) - Light(image, i - 1), Light(image, i + image.Width) - Light(image, i - image.Width));
                edges[i] = Math.Min(1, Math.Sqrt((dx * dx) + (dy * dy)) * 2.5);
            }
        return edges;
    }

    /// <summary>Regions of like colour (Achanta et al., 2012, SLIC), one number a pixel.</summary>
    /// <param name="compactness">Weight of distance against colour: near 0 they follow colours wherever they lie.</param>
    public static int[] Segments(RgbaImage image, int count, double compactness, Random random)
    {
        var seeds = Enumerable.Range(0, count).Select(_ => (X: random.NextDouble() * image.Width, Y: random.NextDouble() * image.Height)).Select(s => (s.X, s.Y, Ink: At(image, (int)s.X, (int)s.Y))).ToArray();
        var small = image.Width * image.Height;
        var labels = new int[small];
        var scale = compactness * 255 / Math.Sqrt((double)small / count);
        for (var pass = 0; pass < 3; pass++)
        {
            var sums = new double[count, 6];
            // all but the last pass look at every fourth pixel both ways
            var step = pass < 2 ? 4 : 1;
            for (var y = 0; y < image.Height; y += step)
                for (var x = 0; x < image.Width; x += step)
                {
                    var label = Nearest(image, x, y, seeds, scale);
                    labels[(y * image.Width) + x] = label;
                    var ink = At(image, x, y);
                    var values = new double[] { x, y, ink.R, ink.G, ink.B, 1 };
                    for (var k = 0; k < 6 && pass < 2; k++) sums[label, k] += values[k];
                }
            for (var k = 0; k < count && pass < 2; k++)
                if (sums[k, 5] > 0)
                    seeds[k] = (sums[k, 0] / sums[k, 5], sums[k, 1] / sums[k, 5], new((float)(sums[k, 2] / sums[k, 5]), (float)(sums[k, 3] / sums[k, 5]), (float)(sums[k, 4] / sums[k, 5])));
        }
        return labels;
    }

    private static int Nearest(RgbaImage image, int x, int y, (double X, double Y, Ink Ink)[] seeds, double scale)
    {
        var at = ((y * image.Width) + x) * 4;
        float r = image.Pixels[at], g = image.Pixels[at + 1], b = image.Pixels[at + 2];
        var (best, least) = (0, double.MaxValue);
        for (var k = 0; k < seeds.Length; k++)
        {
            var (dr, dg, db) = (r - seeds[k].Ink.R, g - seeds[k].Ink.G, b - seeds[k].Ink.B);
            var (dx, dy) = ((x - seeds[k].X) * scale, (y - seeds[k].Y) * scale);
            var distance = (dr * dr) + (dg * dg) + (db * db) + (dx * dx) + (dy * dy);
            if (distance < least) (best, least) = (k, distance);
        }
        return best;
    }

    private static byte[] BlurLines(byte[] source, int length, int lines, int radius, int step, int line)
    {
        var result = new byte[source.Length];
        var size = (2 * radius) + 1;
        for (var l = 0; l < lines; l++)
            for (var channel = 0; channel < 4; channel++)
            {
                var from = (l * line) + channel;
                int At(int i) => source[from + (Math.Clamp(i, 0, length - 1) * step)];
                var sum = 0;
                for (var i = -radius; i <= radius; i++) sum += At(i);
                for (var i = 0; i < length; i++)
                {
                    result[from + (i * step)] = (byte)((sum + radius) / size);
                    sum += At(i + radius + 1) - At(i - radius);
                }
            }
        return result;
    }
}
