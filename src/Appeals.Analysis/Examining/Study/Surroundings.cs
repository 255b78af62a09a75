namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// Mean colours of the picture around each of its squares, over several distances: what a blurred copy of the picture holds there, which needs no one to paint it.
/// </summary>
internal sealed class Surroundings
{
    /// <summary>Squares to each side.</summary>
    private static readonly int[] Distances = [1, 2, 3];
    private readonly float[][] _means;

    /// <param name="rgb">Three bytes a pixel.</param>
    public Surroundings(byte[] rgb, int width, int height, int square)
    {
        int columns = (width + square - 1) / square, rows = (height + square - 1) / square;
        var (sums, counts) = (new float[columns * rows * 3], new int[columns * rows]);
        for (var i = 0; i < width * height; i++)
        {
            var at = (i / width / square * columns) + (i % width / square);
            counts[at]++;
            for (var c = 0; c < 3; c++) sums[(at * 3) + c] += rgb[(i * 3) + c];
        }
        _means = [.. Distances.Select(distance => Means(sums, counts, columns, rows, distance))];
    }

    /// <summary>Whether a colour, 0..255 a channel, is nearly that of the surroundings at some distance.</summary>
    public bool Explain(int square, float red, float green, float blue, float tolerance) => Array.Exists(_means, means =>
        Math.Abs(means[square * 3] - red) <= tolerance && Math.Abs(means[(square * 3) + 1] - green) <= tolerance && Math.Abs(means[(square * 3) + 2] - blue) <= tolerance);

    private static float[] Means(float[] sums, int[] counts, int columns, int rows, int distance)
    {
        var means = new float[sums.Length];
        for (var at = 0; at < counts.Length; at++)
        {
            var count = 0;
            for (var y = Math.Max(0, (at / columns) - distance); y <= Math.Min(rows - 1, (at / columns) + distance); y++)
                for (var x = Math.Max(0, (at % columns) - distance); x <= Math.Min(columns - 1, (at % columns) + distance); x++)
                {
                    var near = (y * columns) + x;
                    count += counts[near];
                    for (var c = 0; c < 3; c++) means[(at * 3) + c] += sums[(near * 3) + c];
                }
            for (var c = 0; c < 3; c++) means[(at * 3) + c] /= count;
        }
        return means;
    }
}
