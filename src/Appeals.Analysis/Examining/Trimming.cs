using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>Cuts pictures to what is painted and lays them back.</summary>
internal static class Trimming
{
    public static RgbaImage Crop(RgbaImage image, PixelArea area)
    {
        var pixels = new byte[area.Width * area.Height * 4];
        for (var y = 0; y < area.Height; y++) image.Row(area.Top + y).Slice(area.Left * 4, area.Width * 4).CopyTo(pixels.AsSpan(y * area.Width * 4));
        return new(area.Width, area.Height, pixels);
    }

    /// <summary>Lays a picture at a place of an empty canvas.</summary>
    public static RgbaImage Expand(RgbaImage image, PixelArea area, int width, int height)
    {
        var canvas = new RgbaImage(width, height, new byte[width * height * 4]);
        var within = area.Intersect(new(0, 0, width, height));
        for (var y = within.Top; y < within.Bottom; y++)
            image.Row(y - area.Top).Slice((within.Left - area.Left) * 4, within.Width * 4).CopyTo(canvas.Row(y)[(within.Left * 4)..]);
        return canvas;
    }
}
