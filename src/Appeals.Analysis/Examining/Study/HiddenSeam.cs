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
    private const int Seen = 6, Hidden = 16;
    private const byte Solid = 230;

    public static HiddenSeam Of(LayerPaint paint, StudiedPicture picture)
    {
        var states = States(paint, picture);
        var (width, height) = (paint.Area.Width, paint.Area.Height);
        // how often each change of a channel was found
        int[] across = new int[256], within = new int[256];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                if (states[at] == 0) continue;
                if (x + (2 * Step) < width) Take(at, Step);
                if (y + (2 * Step) < height) Take(at, Step * width);
            }
        return new(ChanceOf(across, within), across.Sum());

        void Take(int at, int step)
        {
            var (from, middle, to) = (states[at], states[at + step], states[at + (2 * step)]);
            if (middle == 0 || to == 0) return;
            if ((from, to) is (1, 2) or (2, 1)) across[Change(paint.Pixels, at, at + (2 * step))]++;
            else if (from == 1 && middle == 1) within[Change(paint.Pixels, at, at + (2 * step))]++;
        }
    }

    /// <summary>1 where the layer is seen, 2 where it is solid and hidden, else 0.</summary>
    private static byte[] States(LayerPaint paint, StudiedPicture picture)
    {
        var states = new byte[paint.Area.Width * paint.Area.Height];
        for (var y = 0; y < paint.Area.Height; y++)
            for (var x = 0; x < paint.Area.Width; x++)
            {
                var i = (y * paint.Area.Width) + x;
                if (paint.Pixels[(i * 4) + 3] < Solid) continue;
                var differs = picture.Difference(paint.Pixels.AsSpan(i * 4, 3), ((y + paint.Area.Top) * picture.Width) + x + paint.Area.Left);
                // what lies between is mixed with its surroundings; it is passed over, not a border
                states[i] = differs <= Seen ? (byte)1 : differs > Hidden ? (byte)2 : (byte)3;
            }
        return states;
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
