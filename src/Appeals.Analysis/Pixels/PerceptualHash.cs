using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// 64 bits that stay nearly the same when a picture is resized, compressed or slightly changed (pHash: C. Zauner, "Implementation and benchmarking of perceptual
/// image hash functions", 2010). What is painted is laid on mid-grey, cut to its bounds and reduced to 32 × 32 of OKLab lightness; of its two-dimensional DCT-II
/// the 64 coefficients (1..8, 1..8) are taken, row by row, and each says whether it lies above their median. The distance is the number of bits that differ.
/// </summary>
internal static class PerceptualHash
{
    private const int Side = 32, Band = 8;
    /// <summary>What is nearly uniform, or one soft gradient, would be the same in many pictures.</summary>
    private const double LeastContrast = 0.02;
    private const int LeastVaried = 16;
    private const double VariedFrom = 0.08;
    private const int LeastPainted = 12;
    /// <summary>An alpha that would not be missed.</summary>
    private const byte Faint = 8;
    private static readonly double[,] Cosines = MakeCosines();

    /// <summary>Null for what has too little in it to be known again.</summary>
    /// <param name="image">Straight alpha.</param>
    public static ulong? Of(RgbaImage image)
    {
        var bounds = image.PaintedArea(Faint);
        if (bounds.Width < LeastPainted || bounds.Height < LeastPainted) return null;
        var shades = Resample.ToSize(Lightness(image, bounds), Side, Side).Values;
        var mean = shades.Average(static s => (double)s);
        if (Math.Sqrt(shades.Average(s => (s - mean) * (s - mean))) < LeastContrast) return null;
        var coefficients = Transform(shades);
        var largest = coefficients.Max(Math.Abs);
        if (coefficients.Count(c => Math.Abs(c) >= VariedFrom * largest) < LeastVaried) return null;
        var sorted = coefficients.Order().ToList();
        var median = (sorted[(Band * Band / 2) - 1] + sorted[Band * Band / 2]) / 2;
        var hash = 0UL;
        for (var i = 0; i < coefficients.Length; i++)
            if (coefficients[i] > median) hash |= 1UL << i;
        return hash;
    }

    public static int Distance(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    private static ImagePlane Lightness(RgbaImage image, PixelArea bounds)
    {
        const float Grey = 0.5f;
        var values = new float[bounds.Width * bounds.Height];
        for (var y = 0; y < bounds.Height; y++)
        {
            var row = MemoryMarshal.Cast<byte, uint>(image.Row(y + bounds.Top)).Slice(bounds.Left, bounds.Width);
            var target = values.AsSpan(y * bounds.Width, bounds.Width);
            var x = 0;
            for (; x <= row.Length - Vector256<uint>.Count; x += Vector256<uint>.Count)
            {
                var pixels = Vector256.Create<uint>(row[x..]);
                var alpha = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(pixels, 24).AsInt32()) / byte.MaxValue;
                (Vector256.Create(Grey) + ((OkLabVectors.Lightness(pixels) - Vector256.Create(Grey)) * alpha)).CopyTo(target[x..]);
            }
            for (; x < row.Length; x++)
            {
                var pixel = image.Row(y + bounds.Top).Slice((x + bounds.Left) * 4, 4);
                target[x] = Grey + ((OkLab.FromSrgb(pixel[0], pixel[1], pixel[2]).L - Grey) * pixel[3] / byte.MaxValue);
            }
        }
        return new(bounds.Width, bounds.Height, values);
    }

    private static double[] Transform(float[] shades)
    {
        var rows = new double[Side, Band];
        for (var y = 0; y < Side; y++)
            for (var u = 0; u < Band; u++)
                for (var x = 0; x < Side; x++) rows[y, u] += shades[(y * Side) + x] * Cosines[u + 1, x];
        var coefficients = new double[Band * Band];
        for (var v = 0; v < Band; v++)
            for (var u = 0; u < Band; u++)
                for (var y = 0; y < Side; y++) coefficients[(v * Band) + u] += rows[y, u] * Cosines[v + 1, y];
        return coefficients;
    }

    private static double[,] MakeCosines()
    {
        var cosines = new double[Band + 1, Side];
        for (var k = 0; k <= Band; k++)
            for (var n = 0; n < Side; n++) cosines[k, n] = Math.Cos(Math.PI * k * ((2 * n) + 1) / (2 * Side));
        return cosines;
    }
}
