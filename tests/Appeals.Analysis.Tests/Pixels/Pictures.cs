using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

/// <summary>Pictures made for tests.</summary>
internal static class Pictures
{
    public static RgbaImage Solid(int width, int height, byte red, byte green, byte blue, byte alpha = 255) =>
        Paint(width, height, (_, _) => (red, green, blue, alpha));

    public static RgbaImage Gradient(int width, int height) =>
        Paint(width, height, (x, y) => ((byte)(x * 255 / width), (byte)(y * 255 / height), (byte)((x + y) * 255 / (width + height)), 255));

    public static RgbaImage Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return Paint(width, height, (_, _) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256), 255));
    }

    /// <summary>Soft discs of many sizes on a ground that grows lighter: like a painting, it has large forms and small ones.</summary>
    public static RgbaImage Painting(int width, int height, int seed)
    {
        var random = new Random(seed);
        var discs = Enumerable.Range(0, 90).Select(i => (
            X: random.NextDouble() * width, Y: random.NextDouble() * height, Radius: Math.Max(width, height) * (0.012 + (0.22 * Math.Pow(random.NextDouble(), 3))),
            Colour: new[] { random.Next(256), random.Next(256), random.Next(256) })).ToArray();
        return Paint(width, height, (x, y) =>
        {
            double[] colour = [60 + (90.0 * y / height), 70 + (80.0 * y / height), 110 + (40.0 * x / width)];
            foreach (var disc in discs)
            {
                var distance = Math.Sqrt(((x - disc.X) * (x - disc.X)) + ((y - disc.Y) * (y - disc.Y)));
                var cover = Math.Clamp((disc.Radius - distance) / 2 + 0.5, 0, 1) * 0.85;
                for (var c = 0; c < 3 && cover > 0; c++) colour[c] += (disc.Colour[c] - colour[c]) * cover;
            }
            return ((byte)colour[0], (byte)colour[1], (byte)colour[2], (byte)255);
        });
    }

    /// <summary>Thin dark curves on white paper.</summary>
    public static RgbaImage LineDrawing(int width, int height, int seed)
    {
        var random = new Random(seed);
        var image = Solid(width, height, 255, 255, 255);
        for (var line = 0; line < 45; line++)
        {
            double x = random.Next(width), y = random.Next(height), angle = random.NextDouble() * Math.Tau, turn = (random.NextDouble() - 0.5) * 0.04;
            for (var step = 0; step < width / 2; step++)
            {
                (x, y, angle) = (x + Math.Cos(angle), y + Math.Sin(angle), angle + turn);
                for (var dot = 0; dot < 9; dot++)
                {
                    int px = (int)x + (dot % 3), py = (int)y + (dot / 3);
                    if (px >= 0 && px < width && py >= 0 && py < height) image.Row(py).Slice(px * 4, 3).Fill(20);
                }
            }
        }
        return image;
    }

    public static RgbaImage Paint(int width, int height, Func<int, int, (byte R, byte G, byte B, byte A)> colour)
    {
        var pixels = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = colour(x, y);
            }
        return new RgbaImage(width, height, pixels);
    }

    public static RgbaImage Crop(RgbaImage image, int left, int top, int width, int height) => Paint(width, height, (x, y) =>
    {
        var pixel = image.Row(top + y).Slice((left + x) * 4, 4);
        return (pixel[0], pixel[1], pixel[2], pixel[3]);
    });

    public static RgbaImage Border(RgbaImage image, int left, int top, int right, int bottom, byte grey)
    {
        var framed = Solid(image.Width + left + right, image.Height + top + bottom, grey, grey, grey);
        for (var y = 0; y < image.Height; y++) image.Row(y).CopyTo(framed.Row(top + y)[(left * 4)..]);
        return framed;
    }

    /// <summary>A notice such as platforms stamp into the lower right corner: stripes of light and dark, a fifth of the width.</summary>
    public static RgbaImage Stamp(RgbaImage image)
    {
        var stamped = new RgbaImage(image.Width, image.Height, (byte[])image.Pixels.Clone());
        int width = image.Width / 5, height = image.Height / 16;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                stamped.Row(image.Height - height - 8 + y).Slice((image.Width - width - 8 + x) * 4, 3).Fill(((x / 5) + (y / 7)) % 3 == 0 ? (byte)245 : (byte)40);
        return stamped;
    }

    public static RgbaImage Jpeg(RgbaImage image, int quality) => ImageCodec.Decode(ImageCodec.EncodeJpeg(image, quality), new());

    public static double MeanDifference(RgbaImage a, RgbaImage b) => a.Pixels.Zip(b.Pixels, (x, y) => Math.Abs(x - y)).Average();

    /// <summary>The checksum of a PNG chunk (PNG specification, annex D).</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }
        return crc ^ 0xFFFFFFFFu;
    }
}
