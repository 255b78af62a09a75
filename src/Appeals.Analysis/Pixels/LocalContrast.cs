using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// A picture as the eye compares it: each place less the mean around it, over the standard deviation around it. Pale and strong pictures become alike, slow
/// gradients go, and a hard notice that was stamped on weighs no more than what it covers.
/// </summary>
internal static class LocalContrast
{
    /// <summary>Standard deviation of brightness at which contrast counts half; compression leaves less.</summary>
    private const float Half = 0.02f;

    /// <param name="radius">How far around a place; the same for two pictures that are to be compared.</param>
    public static ImagePlane Of(ImagePlane plane, int radius)
    {
        var squares = new float[plane.Values.Length];
        for (var i = 0; i < squares.Length; i++) squares[i] = plane.Values[i] * plane.Values[i];
        var (means, meanSquares) = (Mean(plane.Width, plane.Height, plane.Values, radius), Mean(plane.Width, plane.Height, squares, radius));
        for (var i = 0; i < squares.Length; i++)
            squares[i] = (plane.Values[i] - means[i]) / (MathF.Sqrt(Math.Max(0, meanSquares[i] - (means[i] * means[i]))) + Half);
        return new(plane.Width, plane.Height, squares);
    }

    /// <summary>Of a square around each place, as far as it lies within; by running sums.</summary>
    private static float[] Mean(int width, int height, float[] values, int radius)
    {
        var across = new float[values.Length];
        for (var y = 0; y < height; y++) Run(values.AsSpan(y * width, width), across.AsSpan(y * width, width), radius);
        var result = new float[values.Length];
        var sums = new double[width];
        for (var y = 0; y < Math.Min(radius, height); y++) Add(sums, across.AsSpan(y * width, width), 1);
        for (var y = 0; y < height; y++)
        {
            if (y + radius < height) Add(sums, across.AsSpan((y + radius) * width, width), 1);
            if (y - radius > 0) Add(sums, across.AsSpan((y - radius - 1) * width, width), -1);
            var count = Math.Min(height - 1, y + radius) - Math.Max(0, y - radius) + 1;
            var row = result.AsSpan(y * width, width);
            var share = 1.0 / count;
            for (var x = 0; x < row.Length; x++) row[x] = (float)(sums[x] * share);
        }
        return result;
    }

    private static void Add(double[] sums, ReadOnlySpan<float> row, double sign)
    {
        var x = 0;
        for (; x <= row.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(row[x..]));
            (Vector256.Create(sums, x) + (lower * sign)).CopyTo(sums, x);
            (Vector256.Create(sums, x + Vector256<double>.Count) + (upper * sign)).CopyTo(sums, x + Vector256<double>.Count);
        }
        for (; x < row.Length; x++) sums[x] += sign * row[x];
    }

    private static void Run(ReadOnlySpan<float> from, Span<float> to, int radius)
    {
        double sum = 0, share = 1.0 / ((2 * radius) + 1);
        for (var i = 0; i < Math.Min(radius, from.Length); i++) sum += from[i];
        // between the borders the whole square lies within
        int left = Math.Min(radius + 1, from.Length), right = Math.Max(left, from.Length - radius);
        for (var i = 0; i < left; i++) to[i] = AtBorder(from, i, radius, ref sum);
        for (var i = left; i < right; i++)
        {
            sum += from[i + radius] - (double)from[i - radius - 1];
            to[i] = (float)(sum * share);
        }
        for (var i = right; i < from.Length; i++) to[i] = AtBorder(from, i, radius, ref sum);
    }

    private static float AtBorder(ReadOnlySpan<float> from, int i, int radius, ref double sum)
    {
        if (i + radius < from.Length) sum += from[i + radius];
        if (i - radius > 0) sum -= from[i - radius - 1];
        return (float)(sum / (Math.Min(from.Length - 1, i + radius) - Math.Max(0, i - radius) + 1));
    }
}
