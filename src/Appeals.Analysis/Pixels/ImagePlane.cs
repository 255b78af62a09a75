using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>One number a pixel, rows from the top.</summary>
public sealed class ImagePlane
{
    /// <exception cref="ArgumentException">Not exactly width × height values.</exception>
    public ImagePlane(int width, int height, float[] values)
    {
        if (width <= 0 || height <= 0 || values.LongLength != (long)width * height) throw new ArgumentException("The values do not fit the size.", nameof(values));
        (Width, Height, Values) = (width, height, values);
    }

    public int Width { get; }
    public int Height { get; }
    public float[] Values { get; }
    public int LongSide => Math.Max(Width, Height);

    public ReadOnlySpan<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>Brightness on white paper (Rec. 709 weights on the stored values), in [0, 1].</summary>
    public static ImagePlane Brightness(RgbaImage image)
    {
        var values = new float[image.Width * image.Height];
        var pixels = image.Pixels;
        var i = 0;
        for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            var eight = Vector256.Create<byte>(pixels.AsSpan(i * 4)).AsUInt32();
            var luma = ((Sample(eight, 0) * 0.2126f) + (Sample(eight, 8) * 0.7152f) + (Sample(eight, 16) * 0.0722f)) / 255f;
            (Vector256.Create(1f) - ((Vector256.Create(1f) - luma) * Sample(eight, 24) / 255f)).CopyTo(values, i);
        }
        for (var p = i * 4; i < values.Length; i++, p += 4)
        {
            var luma = ((0.2126f * pixels[p]) + (0.7152f * pixels[p + 1]) + (0.0722f * pixels[p + 2])) / 255f;
            values[i] = 1 - ((1 - luma) * pixels[p + 3] / 255f);
        }
        return new(image.Width, image.Height, values);
    }

    private static Vector256<float> Sample(Vector256<uint> pixels, int shift) => Vector256.ConvertToSingle((Vector256.ShiftRightLogical(pixels, shift) & Vector256.Create(255u)).AsInt32());

    /// <summary>Left and right exchanged.</summary>
    public ImagePlane Mirror()
    {
        var mirrored = (float[])Values.Clone();
        for (var y = 0; y < Height; y++) mirrored.AsSpan(y * Width, Width).Reverse();
        return new(Width, Height, mirrored);
    }

    /// <summary>A part of it; the rectangle must lie within.</summary>
    public ImagePlane Crop(PixelArea area)
    {
        var values = new float[area.Width * area.Height];
        for (var y = 0; y < area.Height; y++) Row(area.Top + y).Slice(area.Left, area.Width).CopyTo(values.AsSpan(y * area.Width));
        return new(area.Width, area.Height, values);
    }

    /// <summary>Reduced so that its long side is <paramref name="longSide"/>; itself if it is no longer than that.</summary>
    public ImagePlane Fit(int longSide)
    {
        var (width, height) = Resample.FitSize(Width, Height, longSide);
        return width == Width && height == Height ? this : Resample.ToSize(this, width, height);
    }
}
