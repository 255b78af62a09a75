namespace Appeals.Analysis.Pixels;

/// <summary>
/// Refines a placement to a fraction of a pixel: Gauss-Newton on local contrast (Lucas and Kanade, 1981) over scale and offset of both axes,
/// with gain and bias free, and places that disagree strongly (a stamped notice, a watermark) counting little.
/// </summary>
internal static class RegistrationRefinement
{
    private const int MostSteps = 24;
    /// <summary>Pixels; a step that moves no corner further ends the search.</summary>
    private const double Settled = 0.01;
    /// <summary>Difference at which a pixel counts half, in standard deviations of what lies around it.</summary>
    private const double Outlying = 0.8;
    private const double LeastOverlap = 0.05;
    /// <summary>Pixels; of a larger frame every second one in both directions is enough.</summary>
    private const int Thinned = 200_000;

    public static Refined Refine(ImagePlane picture, ImagePlane frame, Placement start)
    {
        var axes = Inverse.Of(start, frame);
        var best = Measure(picture, frame, axes);
        for (var step = 0; step < MostSteps; step++)
        {
            if (Step(picture, frame, axes, best) is not { } change) break;
            var next = axes.Add(change);
            if (!next.IsSane) break;
            var measured = Measure(picture, frame, next);
            if (measured.Overlap < LeastOverlap || measured.Correlation < best.Correlation - 1e-4) break;
            (axes, best) = (next, measured);
            if (change.LargestMove(frame) < Settled) break;
        }
        return new(axes.ToPlacement(frame), best.Correlation, best.Overlap);
    }

    /// <summary>One pass over the overlap: its share, the correlation, and the gain and bias that take the picture to the frame.</summary>
    private static Fit Measure(ImagePlane picture, ImagePlane frame, Inverse axes)
    {
        var stride = Stride(frame);
        double n = 0, sumP = 0, sumF = 0, squareP = 0, squareF = 0, product = 0;
        for (var y = 0; y < frame.Height; y += stride)
        {
            if (!Sample.At(axes.Y(y), picture.Height, out var v)) continue;
            for (var x = 0; x < frame.Width; x += stride)
            {
                if (!Sample.At(axes.X(x), picture.Width, out var u)) continue;
                double p = Sample.Value(picture, u, v, out _, out _), f = frame.Values[(y * frame.Width) + x];
                n++;
                sumP += p;
                sumF += f;
                squareP += p * p;
                squareF += f * f;
                product += p * f;
            }
        }
        var overlap = n * stride * stride / frame.Values.Length;
        if (n < 16) return new(0, 0, 1, 0);
        double varianceP = squareP - (sumP * sumP / n), varianceF = squareF - (sumF * sumF / n), covariance = product - (sumP * sumF / n);
        if (varianceP < 1e-5 * n || varianceF < 1e-5 * n) return new(0, overlap, 1, 0);
        var gain = Math.Clamp(covariance / varianceP, 0.25, 4);
        return new(Math.Clamp(covariance / Math.Sqrt(varianceP * varianceF), -1, 1), overlap, gain, (sumF - (gain * sumP)) / n);
    }

    private static Inverse? Step(ImagePlane picture, ImagePlane frame, Inverse axes, Fit fit)
    {
        var stride = Stride(frame);
        Span<double> normal = stackalloc double[16];
        Span<double> right = stackalloc double[4];
        Span<double> j = stackalloc double[4];
        normal.Clear();
        right.Clear();
        for (var y = 0; y < frame.Height; y += stride)
        {
            if (!Sample.At(axes.Y(y), picture.Height, out var v)) continue;
            var fromMiddleY = y + 0.5 - axes.MiddleY;
            for (var x = 0; x < frame.Width; x += stride)
            {
                if (!Sample.At(axes.X(x), picture.Width, out var u)) continue;
                var value = Sample.Value(picture, u, v, out var slopeX, out var slopeY);
                var off = frame.Values[(y * frame.Width) + x] - (fit.Gain * value) - fit.Bias;
                var weight = 1 / (1 + (off * off / (Outlying * Outlying)));
                (j[1], j[3]) = (fit.Gain * slopeX, fit.Gain * slopeY);
                (j[0], j[2]) = (j[1] * (x + 0.5 - axes.MiddleX), j[3] * fromMiddleY);
                for (var a = 0; a < 4; a++)
                {
                    right[a] += weight * j[a] * off;
                    for (var b = a; b < 4; b++) normal[(a * 4) + b] += weight * j[a] * j[b];
                }
            }
        }
        for (var a = 1; a < 4; a++)
            for (var b = 0; b < a; b++) normal[(a * 4) + b] = normal[(b * 4) + a];
        return Solve(normal, right) ? new(right[0], right[1], right[2], right[3], 0, 0) : null;
    }

    private static int Stride(ImagePlane frame) => frame.Values.Length > Thinned ? 2 : 1;

    /// <summary>Gauss-Jordan with pivoting; the solution replaces the right side. False if the picture has no slope in some direction.</summary>
    private static bool Solve(Span<double> matrix, Span<double> right)
    {
        for (var column = 0; column < 4; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < 4; row++)
                if (Math.Abs(matrix[(row * 4) + column]) > Math.Abs(matrix[(pivot * 4) + column])) pivot = row;
            if (Math.Abs(matrix[(pivot * 4) + column]) < 1e-9) return false;
            for (var k = 0; k < 4; k++) (matrix[(column * 4) + k], matrix[(pivot * 4) + k]) = (matrix[(pivot * 4) + k], matrix[(column * 4) + k]);
            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = 0; row < 4; row++)
            {
                if (row == column) continue;
                var factor = matrix[(row * 4) + column] / matrix[(column * 4) + column];
                for (var k = column; k < 4; k++) matrix[(row * 4) + k] -= factor * matrix[(column * 4) + k];
                right[row] -= factor * right[column];
            }
        }
        for (var row = 0; row < 4; row++) right[row] /= matrix[(row * 4) + row];
        return true;
    }

    public sealed record Refined(Placement Placement, double Correlation, double Overlap);

    private sealed record Fit(double Correlation, double Overlap, double Gain, double Bias);

    /// <summary>From the frame to the picture, about the frame's middle: u = ScaleX · (x − MiddleX) + OffsetX.</summary>
    private sealed record Inverse(double ScaleX, double OffsetX, double ScaleY, double OffsetY, double MiddleX, double MiddleY)
    {
        public bool IsSane => ScaleX is > 0.2 and < 5 && ScaleY is > 0.2 and < 5 && ScaleX / ScaleY is > 0.5 and < 2;

        public static Inverse Of(Placement p, ImagePlane frame)
        {
            double x = frame.Width / 2.0, y = frame.Height / 2.0;
            return new(1 / p.ScaleX, (x - p.OffsetX) / p.ScaleX, 1 / p.ScaleY, (y - p.OffsetY) / p.ScaleY, x, y);
        }

        public Placement ToPlacement(ImagePlane frame) =>
            new(1 / ScaleX, 1 / ScaleY, (frame.Width / 2.0) - (OffsetX / ScaleX), (frame.Height / 2.0) - (OffsetY / ScaleY));

        public double X(int x) => (ScaleX * (x + 0.5 - MiddleX)) + OffsetX;
        public double Y(int y) => (ScaleY * (y + 0.5 - MiddleY)) + OffsetY;

        public Inverse Add(Inverse c) =>
            this with { ScaleX = ScaleX + c.ScaleX, OffsetX = OffsetX + c.OffsetX, ScaleY = ScaleY + c.ScaleY, OffsetY = OffsetY + c.OffsetY };

        public double LargestMove(ImagePlane frame) => Math.Max(
            (Math.Abs(ScaleX) * frame.Width / 2) + Math.Abs(OffsetX), (Math.Abs(ScaleY) * frame.Height / 2) + Math.Abs(OffsetY));
    }

    private static class Sample
    {
        /// <summary>Whether a place lies on the picture; if so, where its four neighbours begin.</summary>
        public static bool At(double place, int length, out double sample)
        {
            sample = Math.Clamp(place - 0.5, 0, length - 1.001);
            return place >= 0 && place <= length;
        }

        /// <summary>Bilinear value and slopes.</summary>
        public static double Value(ImagePlane plane, double u, double v, out double slopeX, out double slopeY)
        {
            int x = (int)u, y = (int)v;
            double fx = u - x, fy = v - y;
            var at = (y * plane.Width) + x;
            float a = plane.Values[at], b = plane.Values[at + 1], c = plane.Values[at + plane.Width], d = plane.Values[at + plane.Width + 1];
            slopeX = ((b - a) * (1 - fy)) + ((d - c) * fy);
            slopeY = ((c - a) * (1 - fx)) + ((d - b) * fx);
            return (a * (1 - fx) * (1 - fy)) + (b * fx * (1 - fy)) + (c * (1 - fx) * fy) + (d * fx * fy);
        }
    }
}
