using System.Runtime.InteropServices;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// The hard outline of a layer where one sees it: a painter's stroke or shape ends there, and with it its colour, so that the picture changes across the outline.
/// Where a finished picture was cut, the same paint goes on in the next piece: across the cut it changes no more than on the way there.
/// </summary>
/// <param name="Chance">
/// That the picture changes more across the outline than just before it, in the same direction and over the same distance, ties counting half. In [0, 1]; about
/// 0.5 where the picture was cut without regard to it, nearer to 1 the more the outline is one of its own edges.
/// </param>
/// <param name="Length">How many places were compared.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutlineStep(double Chance, int Length)
{
    /// <summary>Pixels to each side of the outline: beyond soft edges, what reduction mixes, and a line drawn along it. What fades more slowly has no outline.</summary>
    private const int Step = 3;

    public static OutlineStep Of(LayerPaint paint, PaintState[] states, StudiedPicture picture)
    {
        var (wins, places) = (0.0, 0);
        for (var y = 0; y < paint.Area.Height; y++)
            for (var x = 0; x < paint.Area.Width; x++)
            {
                if (states[(y * paint.Area.Width) + x] != PaintState.Seen) continue;
                Take(x, y, Step, 0);
                Take(x, y, -Step, 0);
                Take(x, y, 0, Step);
                Take(x, y, 0, -Step);
            }
        return new(places == 0 ? 1 : wins / places, places);

        // seen paint here and further in, and none further out
        void Take(int x, int y, int dx, int dy)
        {
            int left = x + paint.Area.Left, top = y + paint.Area.Top;
            if (left + (2 * dx) < 0 || left + (2 * dx) >= picture.Width || top + (2 * dy) < 0 || top + (2 * dy) >= picture.Height) return;
            if (!IsPainted(paint, x + dx, y + dy) || IsPainted(paint, x + (2 * dx), y + (2 * dy)) || !IsSeen(x - (2 * dx), y - (2 * dy)) || !IsSeen(x - dx, y - dy)) return;
            var at = (top * picture.Width) + left;
            var step = 2 * ((dy * picture.Width) + dx);
            var (before, across) = (picture.Change(at - step, at), picture.Change(at, at + step));
            wins += across > before ? 1 : across == before ? 0.5 : 0;
            places++;
        }

        bool IsSeen(int x, int y) => x >= 0 && y >= 0 && x < paint.Area.Width && y < paint.Area.Height && states[(y * paint.Area.Width) + x] == PaintState.Seen;
    }

    private static bool IsPainted(LayerPaint paint, int x, int y) =>
        x >= 0 && y >= 0 && x < paint.Area.Width && y < paint.Area.Height && paint.Pixels[(((y * paint.Area.Width) + x) * 4) + 3] >= LayerPaint.Painted;
}
