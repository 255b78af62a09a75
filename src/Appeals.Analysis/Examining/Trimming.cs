using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>Cuts pictures to what is painted and lays them back.</summary>
internal static class Trimming
{
    /// <summary>An alpha that no one sees.</summary>
    private const byte Faint = 2;

    /// <summary>The smallest rectangle around all visible pixels; empty if there are none.</summary>
    public static PixelArea Painted(RgbaImage image)
    {
        int left = image.Width, top = image.Height, right = 0, bottom = 0;
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                if (row[(x * 4) + 3] <= Faint) continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }
        return right == 0 ? default : new(left, top, right - left, bottom - top);
    }

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
