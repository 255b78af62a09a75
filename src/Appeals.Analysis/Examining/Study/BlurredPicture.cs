using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>Means of the picture around any place over any distance, from a table of sums (Crow, 1984): what a blurred copy holds there.</summary>
internal sealed class BlurredPicture
{
    /// <summary>Pixels to each side, each half as far again as the one before.</summary>
    private static readonly int[] Radii = [2, 3, 5, 8, 12, 18, 27, 40];
    /// <summary>Mean difference of a channel up to which a square is a blurred copy: more than a box and a bell of like width differ at an edge.</summary>
    private const float Tolerance = 6;
    private const int Every = 2;

    private readonly int _width, _height;
    private readonly int[] _sums;

    /// <param name="rgb">Three bytes a pixel.</param>
    public BlurredPicture(byte[] rgb, int width, int height)
    {
        (_width, _height) = (width, height);
        _sums = new int[(width + 1) * (height + 1) * 3];
        var row = (width + 1) * 3;
        for (var y = 0; y < height; y++)
            for (int x = 0, at = ((y + 1) * row) + 3, from = y * width * 3; x < width * 3; x++, at++, from++)
                _sums[at] = rgb[from] + _sums[at - 3] + _sums[at - row] - _sums[at - row - 3];
    }

    /// <summary>Whether the paint of a square is the picture blurred over some distance.</summary>
    public bool Has(LayerPaint paint, PixelArea square)
    {
        var within = paint.Area.Intersect(square);
        return Array.Exists(Radii, radius => IsBlurred(paint, within, radius));
    }

    private bool IsBlurred(LayerPaint paint, PixelArea within, int radius)
    {
        var (places, over) = (0, 0f);
        // beyond this, the places that are left cannot make up for it
        var most = Tolerance * ((within.Width + Every - 1) / Every) * ((within.Height + Every - 1) / Every);
        for (var y = within.Top; y < within.Bottom; y += Every)
            for (var x = within.Left; x < within.Right; x += Every)
            {
                var pixel = paint.Pixels.AsSpan((((y - paint.Area.Top) * paint.Area.Width) + x - paint.Area.Left) * 4, 4);
                if (pixel[3] < LayerPaint.Painted) continue;
                over += Difference(pixel, x, y, radius);
                places++;
                if (over > most) return false;
            }
        return places > 0 && over <= Tolerance * places;
    }

    /// <summary>Largest difference of a channel.</summary>
    private float Difference(ReadOnlySpan<byte> rgb, int x, int y, int radius)
    {
        int left = Math.Max(0, x - radius), right = Math.Min(_width, x + radius + 1), top = Math.Max(0, y - radius), bottom = Math.Min(_height, y + radius + 1);
        var count = (float)((right - left) * (bottom - top));
        int a = ((top * (_width + 1)) + left) * 3, b = ((top * (_width + 1)) + right) * 3, c = ((bottom * (_width + 1)) + left) * 3, d = ((bottom * (_width + 1)) + right) * 3;
        float most = 0;
        for (var channel = 0; channel < 3; channel++)
            most = Math.Max(most, Math.Abs(rgb[channel] - ((_sums[d + channel] - _sums[c + channel] - _sums[b + channel] + _sums[a + channel]) / count)));
        return most;
    }
}
