using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels.Effects;

/// <summary>What effects do to the coverage of a layer: one byte a pixel.</summary>
internal static class ShapeCoverage
{
    /// <summary>The alpha of a surface, moved; nothing comes in from outside.</summary>
    public static byte[] Moved(Surface shape, int dx, int dy)
    {
        int width = shape.Area.Width, height = shape.Area.Height;
        var coverage = new byte[width * height];
        var pixels = shape.Pixels;
        for (var y = Math.Max(0, dy); y < Math.Min(height, (long)height + dy); y++)
            for (var x = Math.Max(0, dx); x < Math.Min(width, (long)width + dx); x++) coverage[y * width + x] = pixels[((y - dy) * width + x - dx) * 4 + 3];
        return coverage;
    }

    /// <summary>What a shape covers at least by half of an area; where the shape is not looked at, all of it.</summary>
    public static PixelArea BoundsOf(Surface shape, PixelArea area)
    {
        var seen = area.Intersect(shape.Area);
        int left = int.MaxValue, top = int.MaxValue, right = int.MinValue, bottom = int.MinValue;
        for (var y = seen.Top; y < seen.Bottom; y++)
        {
            var row = shape.Row(seen, y);
            for (var x = 0; x < seen.Width; x++)
            {
                if (row[x * 4 + 3] < 128) continue;
                (left, right) = (Math.Min(left, seen.Left + x), Math.Max(right, seen.Left + x + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }
        if (left >= right) return area;
        if (seen.Left > area.Left) left = area.Left;
        if (seen.Top > area.Top) top = area.Top;
        if (seen.Right < area.Right) right = (int)area.Right;
        if (seen.Bottom < area.Bottom) bottom = (int)area.Bottom;
        return new(left, top, right - left, bottom - top);
    }

    /// <summary>What it leaves free.</summary>
    public static byte[] Inverted(byte[] coverage)
    {
        for (var i = 0; i < coverage.Length; i++) coverage[i] = (byte)(255 - coverage[i]);
        return coverage;
    }

    /// <summary>Grown by a share of the size, and blurred by the rest: the mean over so many pixels, twice, which is what Photoshop's shadows and glows show.</summary>
    public static byte[] Soft(byte[] coverage, PixelArea area, double size, double grown)
    {
        if (size * grown >= 0.5) coverage = Grown(coverage, area, size * grown);
        var width = size * (1 - grown);
        if (width <= 1) return coverage;
        var line = new double[Math.Max(area.Width, area.Height)];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var y = 0; y < area.Height; y++) Mean(coverage, y * area.Width, 1, area.Width, width, line);
            for (var x = 0; x < area.Width; x++) Mean(coverage, x, area.Width, area.Height, width, line);
        }
        return coverage;
    }

    /// <summary>One row or column: whole pixels around each, and a part of the two beside them. What lies beyond is as the last one.</summary>
    private static void Mean(byte[] values, int start, int step, int count, double width, double[] line)
    {
        for (var i = 0; i < count; i++) line[i] = values[start + i * step];
        var half = (int)((width - 1) / 2);
        var part = (width - 1) / 2 - half;
        double At(int i) => line[Math.Clamp(i, 0, count - 1)];
        var sum = 0.0;
        for (var i = -half; i <= half; i++) sum += At(i);
        for (var i = 0; i < count; i++)
        {
            values[start + i * step] = (byte)((sum + part * (At(i - half - 1) + At(i + half + 1))) / width + 0.5);
            sum += At(i + half + 1) - At(i - half);
        }
    }

    /// <summary>
    /// Grown by so many pixels in all directions: by the distance to the nearest pixel that is more than half covered
    /// (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions").
    /// </summary>
    public static byte[] Grown(byte[] coverage, PixelArea area, double distance)
    {
        const float far = 1e10f;
        int width = area.Width, height = area.Height, longest = Math.Max(width, height);
        var squares = new float[coverage.Length];
        for (var i = 0; i < squares.Length; i++) squares[i] = coverage[i] > 127 ? 0 : far;
        var line = new DistanceLine(longest);
        for (var x = 0; x < width; x++) line.Transform(squares, x, width, height);
        for (var y = 0; y < height; y++) line.Transform(squares, y * width, 1, width);
        var grown = new byte[coverage.Length];
        for (var i = 0; i < grown.Length; i++)
        {
            var covered = Math.Clamp(distance + 1 - Math.Sqrt(squares[i]), 0, 1);
            grown[i] = Math.Max(coverage[i], (byte)Math.Round(255 * covered));
        }
        return grown;
    }

    /// <summary>The lower envelope of the parabolas over one row or column.</summary>
    private sealed class DistanceLine(int longest)
    {
        private readonly float[] _values = new float[longest];
        private readonly int[] _places = new int[longest];
        private readonly float[] _borders = new float[longest + 1];

        public void Transform(float[] squares, int start, int step, int count)
        {
            for (var i = 0; i < count; i++) _values[i] = squares[start + i * step];
            var last = 0;
            (_places[0], _borders[0], _borders[1]) = (0, float.NegativeInfinity, float.PositiveInfinity);
            for (var i = 1; i < count; i++)
            {
                var border = Border(i, _places[last]);
                while (border <= _borders[last]) border = Border(i, _places[--last]);
                (_places[++last], _borders[last], _borders[last + 1]) = (i, border, float.PositiveInfinity);
            }
            for (int i = 0, k = 0; i < count; i++)
            {
                while (_borders[k + 1] < i) k++;
                float apart = i - _places[k];
                squares[start + i * step] = apart * apart + _values[_places[k]];
            }
        }

        private float Border(int a, int b) => (float)((_values[a] + (double)a * a - _values[b] - (double)b * b) / (2.0 * (a - b)));
    }
}

/// <summary>Coverage in memory over a larger area: nothing outside.</summary>
internal sealed class PlaneRows(byte[] coverage, PixelArea area, PixelArea wanted) : RowReader
{
    private int _y = wanted.Top;

    public override void Read(Span<byte> rows)
    {
        rows.Clear();
        var inside = area.Intersect(wanted);
        for (var at = 0; at < rows.Length; at += wanted.Width, _y++)
            if (_y >= inside.Top && _y < inside.Bottom)
                coverage.AsSpan((_y - area.Top) * area.Width + inside.Left - area.Left, inside.Width).CopyTo(rows[(at + inside.Left - wanted.Left)..]);
    }
}

/// <summary>One colour as far as coverage goes.</summary>
internal sealed class CoverageRows(byte[] coverage, (byte R, byte G, byte B) color) : RowReader
{
    private int _at;

    public override void Read(Span<byte> rows)
    {
        for (var i = 0; i < rows.Length; i += 4) (rows[i], rows[i + 1], rows[i + 2], rows[i + 3]) = (color.R, color.G, color.B, coverage[_at++]);
    }
}

/// <summary>Colours as far as coverage goes.</summary>
internal sealed class CoveredRows(RowReader colors, byte[] coverage) : RowReader
{
    private int _at;

    public override void Read(Span<byte> rows)
    {
        colors.Read(rows);
        for (var i = 3; i < rows.Length; i += 4) rows[i] = BlendRows.Times(rows[i], coverage[_at++]);
    }

    public override void Dispose()
    {
        base.Dispose();
        colors.Dispose();
    }
}
