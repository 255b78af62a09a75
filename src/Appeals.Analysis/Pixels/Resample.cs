using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// Scaling and shifting in one step, each axis by itself: a sample of the result is a weighted mean of source samples around the
/// place it comes from. Catmull-Rom kernel, widened when shrinking so that nothing is skipped. Coordinates are continuous:
/// the first pixel reaches from 0 to 1 and has its centre at 0.5.
/// </summary>
public static class Resample
{
    /// <summary>The size that fits a long side, in proportion; never larger than it was.</summary>
    public static (int Width, int Height) FitSize(int width, int height, int longSide)
    {
        if (Math.Max(width, height) <= longSide) return (width, height);
        var scale = (double)longSide / Math.Max(width, height);
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>The whole plane at another size.</summary>
    public static ImagePlane ToSize(ImagePlane source, int width, int height) =>
        Place(source, new((double)width / source.Width, (double)height / source.Height, 0, 0), width, height);

    /// <summary>Lays the source into a frame. Beyond the source's edge, its edge pixels go on.</summary>
    public static ImagePlane Place(ImagePlane source, Placement placement, int width, int height)
    {
        var columns = new Taps(source.Width, width, placement.ScaleX, placement.OffsetX);
        var rows = new Taps(source.Height, height, placement.ScaleY, placement.OffsetY);
        var (firstRow, rowCount) = rows.Reach;
        var across = new float[rowCount * width];
        var line = new float[source.Width + Vector<float>.Count];
        for (var y = 0; y < rowCount; y++)
        {
            source.Row(firstRow + y).CopyTo(line);
            for (var x = 0; x < width; x++)
            {
                var weights = columns.WholeVectors(x);
                across[(y * width) + x] = Dot(weights, line.AsSpan(columns.Start(x), weights.Length));
            }
        }
        var result = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var weights = rows.Weights(y);
            var target = result.AsSpan(y * width, width);
            for (var t = 0; t < weights.Length; t++)
                AddScaled(across.AsSpan((rows.Start(y) + t - firstRow) * width, width), weights[t], target);
        }
        return new(width, height, result);
    }

    /// <summary>Lays a picture into a frame of its own; transparent where the picture does not reach.</summary>
    public static RgbaImage Place(RgbaImage source, Placement placement, int width, int height)
    {
        var columns = new Taps(source.Width, width, placement.ScaleX, placement.OffsetX);
        var rows = new Taps(source.Height, height, placement.ScaleY, placement.OffsetY);
        var covered = placement.Cover(source.Width, source.Height, width, height);
        var (firstRow, rowCount) = rows.Reach;
        var across = new Vector4[rowCount * width];
        var line = new Vector4[source.Width];
        for (var y = 0; y < rowCount; y++)
        {
            Premultiply(source.Row(firstRow + y), line);
            for (var x = covered.Left; x < covered.Right; x++)
            {
                var weights = columns.Weights(x);
                var samples = line.AsSpan(columns.Start(x), weights.Length);
                var sum = Vector4.Zero;
                for (var t = 0; t < weights.Length; t++) sum += weights[t] * samples[t];
                across[(y * width) + x] = sum;
            }
        }
        var result = new byte[width * height * 4];
        for (var y = covered.Top; y < covered.Bottom; y++)
        {
            var weights = rows.Weights(y);
            var start = (rows.Start(y) - firstRow) * width;
            for (var x = covered.Left; x < covered.Right; x++)
            {
                var sum = Vector4.Zero;
                for (var t = 0; t < weights.Length; t++) sum += weights[t] * across[start + (t * width) + x];
                Store(sum, result.AsSpan(((y * width) + x) * 4, 4));
            }
        }
        return new(width, height, result);
    }

    /// <summary>Left and right exchanged.</summary>
    public static RgbaImage Mirror(RgbaImage image)
    {
        var mirrored = (byte[])image.Pixels.Clone();
        for (var y = 0; y < image.Height; y++) MemoryMarshal.Cast<byte, uint>(mirrored.AsSpan(y * image.Width * 4, image.Width * 4)).Reverse();
        return new(image.Width, image.Height, mirrored);
    }

    /// <summary>Sum of products of two equally long rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count) sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += source · weight.</summary>
    internal static void AddScaled(ReadOnlySpan<float> source, float weight, Span<float> target)
    {
        var i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(target[i..]) + (new Vector<float>(source[i..]) * weight)).CopyTo(target[i..]);
        for (; i < source.Length; i++) target[i] += source[i] * weight;
    }

    private static void Premultiply(ReadOnlySpan<byte> row, Span<Vector4> line)
    {
        for (var x = 0; x < line.Length; x++)
        {
            var alpha = row[(x * 4) + 3] / 255f;
            line[x] = new(row[x * 4] * alpha, row[(x * 4) + 1] * alpha, row[(x * 4) + 2] * alpha, alpha);
        }
    }

    private static void Store(Vector4 premultiplied, Span<byte> pixel)
    {
        if (premultiplied.W <= 1f / 512) return;
        var scale = 1 / premultiplied.W;
        pixel[0] = ToByte(premultiplied.X * scale);
        pixel[1] = ToByte(premultiplied.Y * scale);
        pixel[2] = ToByte(premultiplied.Z * scale);
        pixel[3] = ToByte(premultiplied.W * 255);
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>For each sample of the result, the source samples it takes part of.</summary>
    private sealed class Taps
    {
        private readonly int[] _starts;
        private readonly float[] _weights;
        private readonly int _most;
        private readonly int[] _counts;

        public Taps(int source, int target, double scale, double offset)
        {
            var stretch = Math.Max(1, 1 / scale);
            _most = ToWholeVectors((int)Math.Ceiling(4 * stretch) + 2);
            (_starts, _counts, _weights) = (new int[target], new int[target], new float[target * _most]);
            for (var i = 0; i < target; i++)
            {
                var centre = (i + 0.5 - offset) / scale;
                var first = (int)Math.Clamp(Math.Floor(centre - (2 * stretch)), 0, source - 1);
                var last = (int)Math.Clamp(Math.Ceiling(centre + (2 * stretch)), first, source - 1);
                _starts[i] = first;
                _counts[i] = last - first + 1;
                Fill(_weights.AsSpan(i * _most, _counts[i]), first, centre, stretch);
            }
        }

        public (int First, int Count) Reach
        {
            get
            {
                var first = _starts.Min();
                return (first, _starts.Zip(_counts, (start, count) => start + count).Max() - first);
            }
        }

        public int Start(int target) => _starts[target];

        public ReadOnlySpan<float> Weights(int target) => _weights.AsSpan(target * _most, _counts[target]);

        /// <summary>With as many weights of 0 behind them as fill the last vector.</summary>
        public ReadOnlySpan<float> WholeVectors(int target) => _weights.AsSpan(target * _most, ToWholeVectors(_counts[target]));

        private static int ToWholeVectors(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

        private static void Fill(Span<float> weights, int first, double centre, double stretch)
        {
            double sum = 0;
            for (var t = 0; t < weights.Length; t++)
            {
                var weight = CatmullRom((first + t + 0.5 - centre) / stretch);
                weights[t] = (float)weight;
                sum += weight;
            }
            if (Math.Abs(sum) < 1e-6)
            {
                // far outside the source: its nearest sample
                weights.Clear();
                weights[centre < first ? 0 : ^1] = 1;
                return;
            }
            foreach (ref var weight in weights) weight = (float)(weight / sum);
        }

        private static double CatmullRom(double x) => Math.Abs(x) switch
        {
            < 1 and var d => (1.5 * d * d * d) - (2.5 * d * d) + 1,
            < 2 and var d => (-0.5 * d * d * d) + (2.5 * d * d) - (4 * d) + 2,
            _ => 0,
        };
    }
}

/// <summary>Where a picture lies in a frame: x' = ScaleX · x + OffsetX, likewise y, in continuous pixel coordinates.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Placement(double ScaleX, double ScaleY, double OffsetX, double OffsetY)
{
    /// <summary>The pixels of the frame whose centres lie on the picture.</summary>
    public PixelArea Cover(int width, int height, int frameWidth, int frameHeight)
    {
        var (left, right) = Span(OffsetX, ScaleX * width, frameWidth);
        var (top, bottom) = Span(OffsetY, ScaleY * height, frameHeight);
        return new(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));
    }

    /// <summary>The same placement when the picture has been scaled by one factor a side and the frame by another.</summary>
    public Placement Rescale(double pictureX, double pictureY, double frameX, double frameY) =>
        new(ScaleX * frameX / pictureX, ScaleY * frameY / pictureY, OffsetX * frameX, OffsetY * frameY);

    private static (int From, int To) Span(double offset, double length, int frame) =>
        ((int)Math.Clamp(Math.Ceiling(offset - 0.5), 0, frame), (int)Math.Clamp(Math.Ceiling(offset + length - 0.5), 0, frame));
}
