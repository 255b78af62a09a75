using System.Numerics;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// Least and greatest value in a square around each place, channel by channel. Minima over twice as many neighbours are made of those over as many, the last two of which
/// overlap.
/// </summary>
internal static class LocalRange
{
    private const int Channels = 3;

    public static (byte[] Lowest, byte[] Highest) Of(byte[] rgb, int width, int height, int radius) =>
        (Lowest(rgb, width, height, radius), Inverted(Lowest(Inverted(rgb), width, height, radius)));

    private static byte[] Inverted(byte[] values)
    {
        var inverted = new byte[values.Length];
        for (var i = 0; i < values.Length; i++) inverted[i] = (byte)(byte.MaxValue - values[i]);
        return inverted;
    }

    private static byte[] Lowest(byte[] rgb, int width, int height, int radius)
    {
        int row = width * Channels, window = (2 * radius) + 1;
        // what lies beyond the edges is greater than anything
        var rows = new byte[(height + (2 * radius)) * row];
        var line = new byte[(width + (2 * radius)) * Channels];
        Array.Fill(rows, byte.MaxValue);
        for (var y = 0; y < height; y++)
        {
            Array.Fill(line, byte.MaxValue);
            rgb.AsSpan(y * row, row).CopyTo(line.AsSpan(radius * Channels));
            Run(line, Channels, window);
            line.AsSpan(0, row).CopyTo(rows.AsSpan((radius + y) * row));
        }
        Run(rows, row, window);
        return rows.AsSpan(0, rgb.Length).ToArray();
    }

    /// <summary>Of each value and those that follow it at a distance of <paramref name="step"/>, <paramref name="window"/> in all.</summary>
    private static void Run(Span<byte> values, int step, int window)
    {
        var covered = 1;
        for (; covered * 2 <= window; covered *= 2) Join(values, covered * step);
        Join(values, (window - covered) * step);
    }

    private static void Join(Span<byte> values, int distance)
    {
        var i = 0;
        for (; i <= values.Length - distance - Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Min(new Vector<byte>(values[i..]), new Vector<byte>(values[(i + distance)..])).CopyTo(values[i..]);
        for (; i < values.Length - distance; i++) values[i] = Math.Min(values[i], values[i + distance]);
    }
}
