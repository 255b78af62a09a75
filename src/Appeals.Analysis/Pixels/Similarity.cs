namespace Appeals.Analysis.Pixels;

/// <summary>
/// Structural similarity (Wang et al., 2004: Gaussian window, σ 1.5) of two planes of one size with values in [0, 1].
/// The mean is weighted by local contrast: two sheets of empty paper agree everywhere and say nothing, lines and edges say most.
/// The weight levels off, so that a small hard notice stamped into a corner does not outweigh a soft painting.
/// </summary>
public static class Similarity
{
    private const float C1 = 0.01f * 0.01f;
    private const float C2 = 0.03f * 0.03f;
    /// <summary>Contrast (standard deviation within the window) at which a place has half of the full weight 1.</summary>
    private const float HalfContrast = 0.04f;
    private const float FlatWeight = 0.01f;
    private const int Radius = 5;
    private static readonly float[] Window = MakeWindow(1.5);

    /// <summary>In [0, 1]; 1 for equal planes, about 0 for unrelated ones.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double Structural(ImagePlane a, ImagePlane b) => Map(a, b).Mean(without: null);

    /// <summary>The same, place by place.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    internal static SimilarityMap Map(ImagePlane a, ImagePlane b)
    {
        if (a.Width != b.Width || a.Height != b.Height) throw new ArgumentException("The sizes differ.", nameof(b));
        var (meanA, meanB) = (Blur(a.Width, a.Height, a.Values), Blur(a.Width, a.Height, b.Values));
        var squareA = Blur(a.Width, a.Height, Multiply(a.Values, a.Values));
        var squareB = Blur(a.Width, a.Height, Multiply(b.Values, b.Values));
        var product = Blur(a.Width, a.Height, Multiply(a.Values, b.Values));
        var weights = new float[product.Length];
        for (var i = 0; i < product.Length; i++)
        {
            float ma = meanA[i], mb = meanB[i];
            var varianceA = Math.Max(0, squareA[i] - (ma * ma));
            var varianceB = Math.Max(0, squareB[i] - (mb * mb));
            product[i] = ((2 * ma * mb) + C1) * ((2 * (product[i] - (ma * mb))) + C2)
                / (((ma * ma) + (mb * mb) + C1) * (varianceA + varianceB + C2));
            var contrast = MathF.Sqrt(varianceA + varianceB);
            weights[i] = (contrast / (contrast + HalfContrast)) + FlatWeight;
        }
        return new(a.Width, a.Height, product, weights);
    }

    /// <summary>Normalised cross-correlation, in [−1, 1]; 0 if either is flat.</summary>
    public static double Correlation(ImagePlane a, ImagePlane b)
    {
        double sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
        for (var i = 0; i < a.Values.Length; i++)
        {
            double x = a.Values[i], y = b.Values[i];
            sumA += x;
            sumB += y;
            squareA += x * x;
            squareB += y * y;
            product += x * y;
        }
        var n = a.Values.Length;
        var (varianceA, varianceB) = (squareA - (sumA * sumA / n), squareB - (sumB * sumB / n));
        return varianceA < 1e-6 * n || varianceB < 1e-6 * n ? 0 : (product - (sumA * sumB / n)) / Math.Sqrt(varianceA * varianceB);
    }

    private static float[] Multiply(float[] a, float[] b)
    {
        var product = new float[a.Length];
        for (var i = 0; i < product.Length; i++) product[i] = a[i] * b[i];
        return product;
    }

    /// <summary>Separable; at the edges the window is cut and its weights are raised.</summary>
    private static float[] Blur(int width, int height, float[] values)
    {
        var across = new float[values.Length];
        for (var y = 0; y < height; y++) BlurLine(values.AsSpan(y * width, width), across.AsSpan(y * width, width));
        var result = new float[values.Length];
        for (var y = 0; y < height; y++)
        {
            var (from, to) = (Math.Max(-Radius, -y), Math.Min(Radius, height - 1 - y));
            var sum = 0f;
            for (var d = from; d <= to; d++) sum += Window[d + Radius];
            var target = result.AsSpan(y * width, width);
            for (var d = from; d <= to; d++)
                Resample.AddScaled(across.AsSpan((y + d) * width, width), Window[d + Radius] / sum, target);
        }
        return result;
    }

    private static void BlurLine(ReadOnlySpan<float> line, Span<float> target)
    {
        // where the whole window lies within the line
        var inner = Math.Max(0, line.Length - (2 * Radius));
        if (inner > 0)
        {
            target.Slice(Radius, inner).Clear();
            for (var d = 0; d < Window.Length; d++) Resample.AddScaled(line.Slice(d, inner), Window[d], target.Slice(Radius, inner));
        }
        for (var x = 0; x < line.Length - inner; x++) BlurAt(line, target, inner > 0 && x >= Radius ? x + inner : x);
    }

    private static void BlurAt(ReadOnlySpan<float> line, Span<float> target, int x)
    {
        var (from, to) = (Math.Max(-Radius, -x), Math.Min(Radius, line.Length - 1 - x));
        float sum = 0, weights = 0;
        for (var d = from; d <= to; d++)
        {
            sum += Window[d + Radius] * line[x + d];
            weights += Window[d + Radius];
        }
        target[x] = sum / weights;
    }

    private static float[] MakeWindow(double sigma)
    {
        var window = Enumerable.Range(-Radius, (2 * Radius) + 1).Select(d => Math.Exp(-d * d / (2 * sigma * sigma))).ToArray();
        return [.. window.Select(w => (float)(w / window.Sum()))];
    }
}

/// <param name="Values">Structural similarity of each place, at most 1.</param>
/// <param name="Weights">How much each place says.</param>
internal sealed record SimilarityMap(int Width, int Height, float[] Values, float[] Weights)
{
    /// <summary>In [0, 1].</summary>
    /// <param name="without">Places that do not count; null if all do.</param>
    public double Mean(bool[]? without)
    {
        double sum = 0, weights = 0;
        for (var i = 0; i < Values.Length; i++)
        {
            if (without?[i] == true) continue;
            sum += Values[i] * Weights[i];
            weights += Weights[i];
        }
        return weights == 0 ? 0 : Math.Clamp(sum / weights, 0, 1);
    }
}
