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
        for (var y = 0; y < height; y++) Run(values, across, y * width, 1, width, radius);
        var result = new float[values.Length];
        for (var x = 0; x < width; x++) Run(across, result, x, width, height, radius);
        return result;
    }

    private static void Run(float[] from, float[] to, int start, int step, int length, int radius)
    {
        double sum = 0;
        for (var i = 0; i < Math.Min(radius, length); i++) sum += from[start + (i * step)];
        for (var i = 0; i < length; i++)
        {
            if (i + radius < length) sum += from[start + ((i + radius) * step)];
            if (i - radius > 0) sum -= from[start + ((i - radius - 1) * step)];
            to[start + (i * step)] = (float)(sum / (Math.Min(length - 1, i + radius) - Math.Max(0, i - radius) + 1));
        }
    }
}
