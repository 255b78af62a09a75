namespace Appeals.Analysis.Pixels;

/// <summary>Tries a ladder of scales with every whole-pixel offset on thumbnails, by normalised cross-correlation where the two overlap.</summary>
internal static class RegistrationSearch
{
    private const int FrameSide = 48;
    private const double Smallest = 0.35;
    private const double Largest = 4.2;
    private const double Step = 1.045;
    /// <summary>Share of the smaller of the two that must overlap.</summary>
    private const double LeastOverlap = 0.6;
    /// <summary>Below this variance a place is flat and correlates with nothing.</summary>
    private const double Flat = 2e-4;
    private const int Kept = 8;

    /// <summary>The most promising placements, best first, in the pixels of the planes given.</summary>
    public static IReadOnlyList<Placement> Find(ImagePlane picture, ImagePlane frame, CancellationToken cancellation)
    {
        var target = new Summed(LocalContrast.Of(frame.Fit(FrameSide), FrameSide / Registration.Around));
        var base256 = picture.Fit(256);
        var found = new List<Candidate>();
        for (var scale = Smallest; scale <= Largest; scale *= Step)
        {
            cancellation.ThrowIfCancellationRequested();
            var longSide = scale * FrameSide;
            var (width, height) = ((int)Math.Round(base256.Width * longSide / base256.LongSide), (int)Math.Round(base256.Height * longSide / base256.LongSide));
            if (width < 8 || height < 8 || longSide > base256.LongSide) continue;
            Collect(new Summed(LocalContrast.Of(Resample.ToSize(base256, width, height), FrameSide / Registration.Around)), target, found);
        }
        var (frameX, frameY) = ((double)frame.Width / target.Plane.Width, (double)frame.Height / target.Plane.Height);
        return [.. found.OrderByDescending(static c => c.Score).Take(Kept).Select(c => new Placement(
            (double)c.Width / picture.Width * frameX, (double)c.Height / picture.Height * frameY, c.Left * frameX, c.Top * frameY))];
    }

    /// <summary>Adds the best offset of each neighbourhood, so that one peak does not fill the list.</summary>
    private static void Collect(Summed picture, Summed frame, List<Candidate> found)
    {
        int width = picture.Plane.Width, height = picture.Plane.Height;
        var least = LeastOverlap * Math.Min((long)width * height, frame.Plane.Width * frame.Plane.Height);
        Candidate? best = null, second = null;
        for (var top = 1 - height; top < frame.Plane.Height; top++)
        {
            for (var left = 1 - width; left < frame.Plane.Width; left++)
            {
                var area = new PixelArea(left, top, width, height).Intersect(new(0, 0, frame.Plane.Width, frame.Plane.Height));
                if (area.Pixels < least) continue;
                var score = Correlate(picture, frame, area, left, top) * Math.Pow((double)area.Pixels / (frame.Plane.Width * frame.Plane.Height), 0.1);
                if (best is null || score > best.Score)
                {
                    if (best is not null && !best.Near(left, top)) second = best;
                    best = new(score, left, top, width, height);
                }
                else if (!best.Near(left, top) && (second is null || score > second.Score))
                {
                    second = new(score, left, top, width, height);
                }
            }
        }
        if (best is not null) found.Add(best);
        if (second is not null) found.Add(second);
    }

    private static double Correlate(Summed picture, Summed frame, PixelArea area, int left, int top)
    {
        var n = area.Pixels;
        var (sumF, squareF) = frame.Sums(area);
        var varianceF = squareF - (sumF * sumF / n);
        if (varianceF < Flat * n) return 0;
        var (sumP, squareP) = picture.Sums(area with { Left = area.Left - left, Top = area.Top - top });
        var varianceP = squareP - (sumP * sumP / n);
        if (varianceP < Flat * n) return 0;
        double product = 0;
        for (var y = area.Top; y < area.Bottom; y++)
            product += Resample.Dot(frame.Plane.Row(y).Slice(area.Left, area.Width), picture.Plane.Row(y - top).Slice(area.Left - left, area.Width));
        return (product - (sumF * sumP / n)) / Math.Sqrt(varianceF * varianceP);
    }

    private sealed record Candidate(double Score, int Left, int Top, int Width, int Height)
    {
        public bool Near(int left, int top) => Math.Abs(left - Left) <= 3 && Math.Abs(top - Top) <= 3;
    }

    /// <summary>A plane with running sums, so that mean and variance of any rectangle cost four look-ups.</summary>
    private sealed class Summed
    {
        private readonly double[] _sums;
        private readonly double[] _squares;
        private readonly int _stride;

        public Summed(ImagePlane plane)
        {
            Plane = plane;
            _stride = plane.Width + 1;
            _sums = new double[_stride * (plane.Height + 1)];
            _squares = new double[_sums.Length];
            for (var y = 0; y < plane.Height; y++)
            {
                double sum = 0, square = 0;
                var row = plane.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    sum += row[x];
                    square += row[x] * row[x];
                    var at = ((y + 1) * _stride) + x + 1;
                    _sums[at] = _sums[at - _stride] + sum;
                    _squares[at] = _squares[at - _stride] + square;
                }
            }
        }

        public ImagePlane Plane { get; }

        public (double Sum, double Square) Sums(PixelArea area) => (Within(_sums, area), Within(_squares, area));

        private double Within(double[] sums, PixelArea area)
        {
            int top = area.Top * _stride, bottom = (area.Top + area.Height) * _stride, right = area.Left + area.Width;
            return sums[bottom + right] - sums[top + right] - sums[bottom + area.Left] + sums[top + area.Left];
        }
    }
}
