using System.Runtime.InteropServices;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// The border within a layer between what is seen and what other paint hides. A painter's layer does not know where it will be hidden: it goes on beneath as
/// before. A filling that was made afterwards begins just there, so that the layer changes across that border more than it does on the way there. What is hidden by
/// a line alone is passed over: shapes end beneath lines, since that is what lines are for.
/// </summary>
/// <param name="Chance">
/// That the layer changes more across the border than just before it, in the same direction and over the same distance, ties counting half. In [0, 1]; about 0.5
/// for a painter's layer, whether it is flat, hatched or full of detail; nearer to 1, the plainer the border.
/// </param>
/// <param name="Calm">
/// That the layer changes less beneath, just beyond that border, than just before it, in the same direction and over the same distance, ties counting half. In [0, 1]; about 0.5
/// for a painter's layer, nearer to 1 for what was smeared on from its edge.
/// </param>
/// <param name="Length">How many places were compared.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HiddenSeam(double Chance, double Calm, int Length)
{
    /// <summary>Pixels to each side: beyond what reduction mixes.</summary>
    private const int Step = 2;
    /// <summary>Steps from the border over which paint must be hidden without a break: wider than lines are.</summary>
    private const int Deep = 5;

    public static HiddenSeam Of(LayerPaint paint, PaintState[] states)
    {
        var (width, height) = (paint.Area.Width, paint.Area.Height);
        var (wins, calm, places) = (0.0, 0.0, 0);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                if (states[at] != PaintState.Seen) continue;
                if (x >= 2 * Step && x + (Deep * Step) < width) Take(at, Step);
                if (x >= Deep * Step && x + (2 * Step) < width) Take(at, -Step);
                if (y >= 2 * Step && y + (Deep * Step) < height) Take(at, Step * width);
                if (y >= Deep * Step && y + (2 * Step) < height) Take(at, -Step * width);
            }
        return new(places == 0 ? 0.5 : wins / places, places == 0 ? 0.5 : calm / places, places);

        void Take(int at, int step)
        {
            // two places back are seen, and all from the second ahead hidden
            if (states[at + step] == PaintState.None) return;
            for (var ahead = 2; ahead <= Deep; ahead++)
                if (states[at + (ahead * step)] != PaintState.Hidden) return;
            if (states[at - step] != PaintState.Seen || states[at - (2 * step)] != PaintState.Seen) return;
            var (before, across) = (Change(paint.Pixels, at - (2 * step), at), Change(paint.Pixels, at, at + (2 * step)));
            wins += across > before ? 1 : across == before ? 0.5 : 0;
            var beneath = Change(paint.Pixels, at + (2 * step), at + (4 * step));
            calm += beneath < before ? 1 : beneath == before ? 0.5 : 0;
            places++;
        }
    }

    private static int Change(byte[] pixels, int a, int b) =>
        Math.Max(Math.Abs(pixels[a * 4] - pixels[b * 4]), Math.Max(Math.Abs(pixels[(a * 4) + 1] - pixels[(b * 4) + 1]), Math.Abs(pixels[(a * 4) + 2] - pixels[(b * 4) + 2])));
}
