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

    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * 4, Width * 4);
}
