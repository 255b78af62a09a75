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
