using System.Runtime.InteropServices;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// The border within a layer between what is seen and what other paint hides. A painter's layer does not know where it will be hidden: it goes on beneath as
/// before. A filling that was made afterwards begins just there, so that the layer changes along that border more than it does elsewhere.
/// </summary>
/// <param name="Chance">
/// That the layer changes more across the border than over the same distance where it is seen, ties counting half (Mann and Whitney, 1947). In [0, 1]; about 0.5
/// for a painter's layer, whether it is flat or full of detail; nearer to 1, the plainer the border.
/// </param>
/// <param name="Length">How many places were compared.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HiddenSeam(double Chance, int Length)
{
    /// <summary>Pixels to each side: beyond what reduction mixes.</summary>
    private const int Step = 2;

    public static HiddenSeam Of(LayerPaint paint, PaintState[] states)
    {
        var (width, height) = (paint.Area.Width, paint.Area.Height);
        // how often each change of a channel was found
        int[] across = new int[256], within = new int[256];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                if (states[at] == PaintState.None) continue;
                if (x + (2 * Step) < width) Take(at, Step);
                if (y + (2 * Step) < height) Take(at, Step * width);
            }
        return new(ChanceOf(across, within), across.Sum());

        void Take(int at, int step)
        {
            var (from, middle, to) = (states[at], states[at + step], states[at + (2 * step)]);
            if (middle == PaintState.None || to == PaintState.None) return;
            if ((from, to) is (PaintState.Seen, PaintState.Hidden) or (PaintState.Hidden, PaintState.Seen)) across[Change(paint.Pixels, at, at + (2 * step))]++;
            else if (from == PaintState.Seen && middle == PaintState.Seen) within[Change(paint.Pixels, at, at + (2 * step))]++;
        }
    }

    private static double ChanceOf(int[] across, int[] within)
    {
        double wins = 0, below = 0;
        for (var change = 0; change < across.Length; change++)
        {
            wins += across[change] * (below + (within[change] / 2.0));
            below += within[change];
        }
        var pairs = below * across.Sum();
        return pairs <= 0 ? 0.5 : wins / pairs;
    }

    private static int Change(byte[] pixels, int a, int b) =>
        Math.Max(Math.Abs(pixels[a * 4] - pixels[b * 4]), Math.Max(Math.Abs(pixels[(a * 4) + 1] - pixels[(b * 4) + 1]), Math.Abs(pixels[(a * 4) + 2] - pixels[(b * 4) + 2])));
}
