namespace Appeals.Analysis.Examining.Study;

/// <summary>Least and greatest value in a square around each place, channel by channel; running minima over blocks (van Herk, 1992), linear in pixels.</summary>
internal static class LocalRange
{
    public static (byte[] Lowest, byte[] Highest) Of(byte[] rgb, int width, int height, int radius) =>
        (Filter(rgb, width, height, radius, inverted: false), Filter(rgb, width, height, radius, inverted: true));

    private static byte[] Filter(byte[] rgb, int width, int height, int radius, bool inverted)
    {
        var values = inverted ? [.. rgb.Select(static v => (byte)(255 - v))] : (byte[])rgb.Clone();
        var line = new byte[Math.Max(width, height)];
        for (var c = 0; c < 3; c++)
        {
            for (var y = 0; y < height; y++) Run(values, (y * width * 3) + c, 3, line.AsSpan(0, width), radius);
            for (var x = 0; x < width; x++) Run(values, (x * 3) + c, width * 3, line.AsSpan(0, height), radius);
        }
        if (inverted) for (var i = 0; i < values.Length; i++) values[i] = (byte)(255 - values[i]);
        return values;
    }

    private static void Run(byte[] values, int start, int step, Span<byte> line, int radius)
    {
        for (var i = 0; i < line.Length; i++) line[i] = values[start + (i * step)];
        var window = (2 * radius) + 1;
        Span<byte> left = line.Length <= 2048 ? stackalloc byte[line.Length] : new byte[line.Length];
        Span<byte> right = line.Length <= 2048 ? stackalloc byte[line.Length] : new byte[line.Length];
        for (var i = 0; i < line.Length; i++) left[i] = i % window == 0 ? line[i] : Math.Min(left[i - 1], line[i]);
        for (var i = line.Length - 1; i >= 0; i--) right[i] = i == line.Length - 1 || (i + 1) % window == 0 ? line[i] : Math.Min(right[i + 1], line[i]);
        for (var i = 0; i < line.Length; i++)
        {
            int from = Math.Max(0, i - radius), to = Math.Min(line.Length - 1, i + radius);
            // only at the edges of the picture does a window lie within one block
            var within = from / window == to / window;
            values[start + (i * step)] = within && from == 0 ? left[to] : within ? right[from] : Math.Min(right[from], left[to]);
        }
    }
}
