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
        var reduced = new ResampleRows(new(0, 0, width, height), (double)newWidth / width, (double)newHeight / height);
        for (var y = 0; y < height; y++)
        {
            if (y % 64 == 0) cancellationToken.ThrowIfCancellationRequested();
            reduced.Add(rgba.Slice(y * width * 4, width * 4));
        }
        return reduced.ToImage().Pixels;
    }
}
