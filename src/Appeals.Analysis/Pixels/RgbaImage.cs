namespace Appeals.Analysis.Pixels;

/// <summary>A picture in memory: 8-bit sRGB with straight alpha, row by row from the top, four bytes R, G, B, A a pixel.</summary>
public sealed class RgbaImage
{
    /// <exception cref="ArgumentException">The buffer is not exactly width · height · 4 bytes long.</exception>
    public RgbaImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.LongLength != (long)width * height * 4) throw new ArgumentException("The buffer does not fit the size.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }
    public int Height { get; }
    public byte[] Pixels { get; }

    /// <summary>The smallest rectangle around all pixels whose alpha is above a value; empty if there are none.</summary>
    public PixelArea PaintedArea(byte above)
    {
        int left = Width, top = Height, right = 0, bottom = 0;
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            for (var x = 0; x < Width; x++)
            {
                if (row[(x * 4) + 3] <= above) continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }
        return right == 0 ? default : new(left, top, right - left, bottom - top);
    }

    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * 4, Width * 4);
}
