using System.Runtime.InteropServices;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// Marks on one layer. A mark is a connected patch of nearly one colour. In a strip of width w the mean distance to the edge is w/4, which gives width
/// and length (area ÷ width) without tracing it. A patch much longer than wide is taken for several strokes: by hand one stroke is some 8 to 40 times as
/// long as wide, hence a least and a greatest count. Strokes of one colour that cross are one patch, and a stroke that others cut is several, which the
/// range does not wholly cover; on a reduced canvas the finest marks are gone, so that the greatest count grows with the reduction.
/// </summary>
/// <param name="Patches">Marks counted once each.</param>
/// <param name="Least">Strokes at the least, and at the most.</param>
/// <param name="Thin">Share of the painted area that belongs to marks at least six times as long as wide, in [0, 1].</param>
/// <param name="Width">Median width of marks in pixels of the layer as it was measured.</param>
/// <param name="WidthSpread">Interquartile range of the marks' widths over their median: 0 for a stamp.</param>
/// <param name="Taper">Median of the greatest over the mean width, less 1: 0 for a bar, about 0.5 for a stroke with pointed ends.</param>
internal sealed record StrokeMarks(int Patches, double Least, double Most, double Thin, double Width, double WidthSpread, double Taper)
{
    private const byte Painted = 64;
    private const int OneColour = 10;
    private const int LeastPixels = 5;
    private const double LongStroke = 40, ShortStroke = 8, ThinFrom = 6;

    public static StrokeMarks None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <param name="scale">Of the measured layer to the file, at most 1.</param>
    public static StrokeMarks Of(LayerPaint paint, double scale)
    {
        var image = new RgbaImage(paint.Area.Width, paint.Area.Height, paint.Pixels);
        var patches = Patch.Find(image).Where(static p => p.Area >= LeastPixels).ToList();
        if (patches.Count == 0) return None;
        var widths = patches.Select(static p => p.Width).Order().ToList();
        var tapers = patches.Select(static p => p.Taper).Order().ToList();
        var lost = Math.Sqrt(1 / Math.Clamp(scale, 0.05, 1));
        double all = patches.Sum(static p => (double)p.Area), thin = patches.Where(static p => p.Elongation >= ThinFrom).Sum(static p => (double)p.Area);
        return new(
            patches.Count, patches.Sum(static p => Math.Max(1, p.Elongation / LongStroke)), lost * patches.Sum(static p => Math.Max(1, p.Elongation / ShortStroke)),
            thin / all, widths[widths.Count / 2], (widths[widths.Count * 3 / 4] - widths[widths.Count / 4]) / widths[widths.Count / 2], tapers[tapers.Count / 2]);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Patch(int Area, int Depths, int Deepest)
    {
        /// <summary>What whole pixels add to four times the mean depth: 2 for even widths, up to 3 for one pixel.</summary>
        private const double Grid = 2.3;

        /// <summary>Depths are in thirds of a pixel.</summary>
        public double Width => Math.Max(1, (4.0 * Depths / 3 / Area) - Grid);
        public double Elongation => Area / (Width * Width);
        public double Taper => (((Deepest * 2 / 3.0) - 1) / Width) - 1;

        public static IEnumerable<Patch> Find(RgbaImage image)
        {
            var (labels, count) = Label(image);
            var depths = Depth(labels, image.Width, image.Height);
            var sums = new Patch[count + 1];
            for (var i = 0; i < labels.Length; i++)
                if (labels[i] is var l and > 0) sums[l] = new(sums[l].Area + 1, sums[l].Depths + depths[i], Math.Max(sums[l].Deepest, depths[i]));
            return sums.Skip(1);
        }

        /// <summary>For each pixel the number of its patch from 1 on, 0 where nothing is painted. Union of neighbours of one colour.</summary>
        private static (int[] Labels, int Count) Label(RgbaImage image)
        {
            var (width, height) = (image.Width, image.Height);
            var parents = new int[(width * height) + 1];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var i = (y * width) + x;
                    if (image.Pixels[(i * 4) + 3] < Painted) continue;
                    parents[i + 1] = x > 0 && Joins(image.Pixels, i, i - 1) ? parents[i] : i + 1;
                    if (y > 0 && parents[i + 1] != parents[i + 1 - width] && Joins(image.Pixels, i, i - width)) Unite(parents, i + 1, i + 1 - width);
                }
            var labels = new int[width * height];
            var count = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                // the root of a patch is its first pixel
                if (parents[i + 1] != 0) labels[i] = Root(parents, i + 1) is var root && root == i + 1 ? ++count : labels[root - 1];
            }
            return (labels, count);
        }

        private static bool Joins(byte[] pixels, int a, int b)
        {
            ReadOnlySpan<byte> first = pixels.AsSpan(a * 4, 4), second = pixels.AsSpan(b * 4, 4);
            return second[3] >= Painted && Math.Abs(first[0] - second[0]) <= OneColour && Math.Abs(first[1] - second[1]) <= OneColour && Math.Abs(first[2] - second[2]) <= OneColour;
        }

        private static int Root(int[] parents, int at)
        {
            while (parents[at] != at) at = parents[at] = parents[parents[at]];
            return at;
        }

        private static void Unite(int[] parents, int a, int b)
        {
            (a, b) = (Root(parents, a), Root(parents, b));
            if (a < b) parents[b] = a;
            else parents[a] = b;
        }

        /// <summary>Distance from the edge of the patch, in thirds of a pixel, by two passes (Borgefors, 1986: 3 straight, 4 across).</summary>
        private static int[] Depth(int[] labels, int width, int height)
        {
            var depths = new int[labels.Length];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    if (labels[(y * width) + x] != 0) Relax(labels, depths, (y * width) + x, x, y, width, height, forth: true);
            for (var y = height - 1; y >= 0; y--)
                for (var x = width - 1; x >= 0; x--)
                    if (labels[(y * width) + x] != 0) Relax(labels, depths, (y * width) + x, x, y, width, height, forth: false);
            return depths;
        }

        private static void Relax(int[] labels, int[] depths, int i, int x, int y, int width, int height, bool forth)
        {
            int step = forth ? -1 : 1, row = step * width;
            var (side, next) = (x + step >= 0 && x + step < width, y + step >= 0 && y + step < height);
            var least = Math.Min(side ? From(i + step, 3) : 3, next ? From(i + row, 3) : 3);
            if (next && x > 0) least = Math.Min(least, From(i + row - 1, 4));
            if (next && x + 1 < width) least = Math.Min(least, From(i + row + 1, 4));
            depths[i] = forth ? least : Math.Min(depths[i], least);

            int From(int at, int distance) => labels[at] == labels[i] ? depths[at] + distance : 3;
        }
    }
}
