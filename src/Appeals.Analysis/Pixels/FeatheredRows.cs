using System.Buffers;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>A mask with a soft edge: a Gaussian blur, as three means in a row (W3C Filter Effects Level 1, section 9.7), of all of it at once.</summary>
internal sealed class FeatheredRows : RowReader
{
    private readonly PixelArea _area;
    private readonly PixelArea _whole;
    private ushort[]? _values;
    private int _y;

    /// <param name="source">Opens the hard mask over an area, which is somewhat larger than what is wanted.</param>
    /// <param name="deviation">Of the Gaussian, in pixels.</param>
    public FeatheredRows(Func<PixelArea, RowReader> source, PixelArea area, double deviation)
    {
        var size = SizeOf(deviation);
        var margin = MarginOf(deviation);
        (_area, _whole) = (area, new(area.Left - margin, area.Top - margin, area.Width + 2 * margin, area.Height + 2 * margin));
        _values = ArrayPool<ushort>.Shared.Rent((int)_whole.Pixels);
        Load(source);
        var line = new int[Math.Max(_whole.Width, _whole.Height)];
        for (var pass = 0; pass < 3; pass++)
        {
            for (var y = 0; y < _whole.Height; y++) Mean(_values, y * _whole.Width, 1, _whole.Width, size, line);
            for (var x = 0; x < _whole.Width; x++) Mean(_values, x, _whole.Width, _whole.Height, size, line);
        }
    }

    /// <summary>How far beyond an area one has to look.</summary>
    public static int MarginOf(double deviation) => SizeOf(deviation) / 2 * 3 + 1;

    /// <summary>An odd number of pixels whose mean, three times, is nearly the Gaussian.</summary>
    private static int SizeOf(double deviation) => (int)(deviation * 3 * Math.Sqrt(2 * Math.PI) / 4 + 0.5) | 1;

    private void Load(Func<PixelArea, RowReader> source)
    {
        using var rows = source(_whole);
        var row = new byte[_whole.Width];
        for (var y = 0; y < _whole.Height; y++)
        {
            rows.Read(row);
            for (var x = 0; x < row.Length; x++) _values![y * _whole.Width + x] = (ushort)(row[x] * 257);
        }
    }

    /// <summary>Each value becomes the mean of those around it; beyond the ends the outermost goes on.</summary>
    private static void Mean(ushort[] values, int start, int step, int count, int size, int[] line)
    {
        for (var i = 0; i < count; i++) line[i] = values[start + i * step];
        var half = size / 2;
        long sum = 0;
        for (var i = -half; i <= half; i++) sum += line[Math.Clamp(i, 0, count - 1)];
        for (var i = 0; i < count; i++)
        {
            values[start + i * step] = (ushort)((sum + half) / size);
            sum += line[Math.Min(i + half + 1, count - 1)] - line[Math.Max(i - half, 0)];
        }
    }

    public override void Read(Span<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += _area.Width, _y++)
        {
            var from = (_y + _area.Top - _whole.Top) * _whole.Width + _area.Left - _whole.Left;
            for (var x = 0; x < _area.Width; x++) rows[at + x] = (byte)((_values![from + x] + 128) / 257);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_values is { } values) ArrayPool<ushort>.Shared.Return(values);
        _values = null;
    }
}
