using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>Makes a layer or mask smaller while its rows come.</summary>
internal static class Shrinking
{
    /// <summary>Rows that lie on a canvas, on a smaller canvas: halved while that is possible.</summary>
    /// <param name="rows">Disposed with this.</param>
    /// <param name="pixel">Bytes of a pixel: 4 for RGBA, 1 for shades, which become alpha.</param>
    public static (RgbaImage Image, PixelArea Area) Reduce(RowReader rows, PixelArea area, PixelArea canvas, int width, int height, CancellationToken cancellation, int pixel = 4)
    {
        for (; Math.Max(canvas.Width, canvas.Height) / 2 >= Math.Max(width, height); canvas = HalvedRows.Halve(canvas))
        {
            var half = new HalvedRows(rows, area, canvas, pixel);
            (rows, area) = (half, half.Area);
        }
        using (rows) return Resize(rows, area, (double)width / canvas.Width, (double)height / canvas.Height, cancellation, pixel);
    }

    public static (RgbaImage Image, PixelArea Area) Resize(RowReader rows, PixelArea area, double scaleX, double scaleY, CancellationToken cancellation, int pixel = 4)
    {
        if (scaleX == 1 && scaleY == 1 && pixel == 4) return (Take(rows, area, cancellation), area);
        var reduced = new ResampleRows(area, scaleX, scaleY);
        var row = new byte[area.Width * 4];
        var shades = pixel == 4 ? [] : new byte[area.Width];
        for (var y = 0; y < area.Height; y++)
        {
            if (y % 64 == 0) cancellation.ThrowIfCancellationRequested();
            rows.Read(pixel == 4 ? row : shades);
            for (var x = 0; x < shades.Length; x++) row[(x * 4) + 3] = shades[x];
            reduced.Add(row);
        }
        return (reduced.ToImage(), reduced.Area);
    }

    private static RgbaImage Take(RowReader rows, PixelArea area, CancellationToken cancellation)
    {
        var image = new RgbaImage(area.Width, area.Height, new byte[area.Width * area.Height * 4]);
        for (var y = 0; y < area.Height; y++)
        {
            if (y % 64 == 0) cancellation.ThrowIfCancellationRequested();
            rows.Read(image.Row(y));
        }
        return image;
    }
}
