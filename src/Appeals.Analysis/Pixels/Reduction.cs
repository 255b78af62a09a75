using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Makes pictures smaller by averaging the area that each new pixel covers, colours weighted by their alpha.</summary>
internal static class Reduction
{
    /// <summary>The size that fits, in proportion; never larger than it was.</summary>
    public static (int Width, int Height) Fit(int width, int height, int? maxSide)
    {
        if (maxSide is not { } side || Math.Max(width, height) <= side) return (width, height);
        var scale = (double)Math.Max(1, side) / Math.Max(width, height);
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    public static byte[] Reduce(ReadOnlySpan<byte> rgba, int width, int height, int newWidth, int newHeight, CancellationToken cancellationToken)
    {
        var result = new byte[newWidth * newHeight * 4];
        var sums = new Vector128<float>[newWidth];
        double step = (double)height / newHeight;
        for (var y = 0; y < newHeight; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(sums);
            double top = y * step, bottom = Math.Min(height, top + step);
            for (var row = (int)top; row < bottom; row++)
            {
                var share = Math.Min(bottom, row + 1) - Math.Max(top, row);
                AddRow(rgba.Slice(row * width * 4, width * 4), sums, width, (float)share);
            }
            Write(sums, result.AsSpan(y * newWidth * 4, newWidth * 4), (float)((bottom - top) * width / newWidth));
        }
        return result;
    }

    /// <summary>Adds each pixel, premultiplied, to the one or two new ones it falls into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ReadOnlySpan<byte> row, Vector128<float>[] sums, int width, float share)
    {
        unchecked
        {
            var scale = (double)sums.Length / width;
            for (var x = 0; x < width; x++)
            {
                var alpha = row[x * 4 + 3] * share;
                if (alpha == 0) continue;
                var pixel = Vector128.Create(row[x * 4] * alpha, row[x * 4 + 1] * alpha, row[x * 4 + 2] * alpha, alpha);
                var from = x * scale;
                var first = Math.Min((int)from, sums.Length - 1);
                var within = (float)Math.Clamp((first + 1 - from) / scale, 0, 1);
                sums[first] += pixel * within;
                if (within < 1 && first + 1 < sums.Length) sums[first + 1] += pixel * (1 - within);
            }
        }
    }

    private static void Write(Vector128<float>[] sums, Span<byte> row, float area)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            var alpha = sums[x][3];
            if (alpha <= 0) continue;
            for (var c = 0; c < 3; c++) row[x * 4 + c] = (byte)Math.Clamp(sums[x][c] / alpha + 0.5f, 0, 255);
            row[x * 4 + 3] = (byte)Math.Clamp(alpha / area + 0.5f, 0, 255);
        }
    }
}
