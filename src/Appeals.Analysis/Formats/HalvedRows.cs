using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats;

/// <summary>Rows of a part of a canvas at half its size. Beyond the part nothing is painted; beyond the canvas its last row and column go on.</summary>
internal sealed class HalvedRows : RowReader
{
    private readonly RowReader _rows;
    private readonly PixelArea _source;
    private readonly PixelArea _canvas;
    private readonly int _pixel;
    private readonly int _left;
    private readonly PooledBytes _pair;
    private int _y;

    /// <param name="rows">What is halved; disposed with this.</param>
    /// <param name="source">Where they lie; within the canvas.</param>
    /// <param name="pixel">Bytes of a pixel: 4 for RGBA, 1 for shades.</param>
    public HalvedRows(RowReader rows, PixelArea source, PixelArea canvas, int pixel = 4)
    {
        (_rows, _source, _canvas, _pixel) = (rows, source, canvas, pixel);
        Area = Halve(source);
        (_left, _y) = (2 * Area.Left, 2 * Area.Top);
        _pair = new(4 * Area.Width * pixel);
        _pair.Span.Clear();
    }

    /// <summary>Where the new rows lie on the halved canvas.</summary>
    public PixelArea Area { get; }

    /// <summary>The smallest rectangle of the halved canvas that holds this one.</summary>
    public static PixelArea Halve(PixelArea area)
    {
        int left = area.Left >> 1, top = area.Top >> 1;
        return area.IsEmpty ? default : new(left, top, (int)((area.Right + 1) >> 1) - left, (int)((area.Bottom + 1) >> 1) - top);
    }

    public override void Read(Span<byte> rows)
    {
        var upper = _pair.Span[..(_pair.Length / 2)];
        var lower = _pair.Span[(_pair.Length / 2)..];
        for (var length = Area.Width * _pixel; rows.Length > 0; rows = rows[length..])
        {
            Load(upper);
            if (_y < _canvas.Bottom) Load(lower);
            else upper.CopyTo(lower);
            if (_pixel == 1) Halving.Shades(upper, lower, rows[..length]);
            else Halving.Rgba(upper, lower, rows[..length]);
        }
    }

    private void Load(Span<byte> row)
    {
        var y = _y++;
        if (y < _source.Top || y >= _source.Bottom)
        {
            row.Clear();
            return;
        }
        var at = (_source.Left - _left) * _pixel;
        var length = _source.Width * _pixel;
        _rows.Read(row.Slice(at, length));
        if (_source.Right == _canvas.Right && at + length < row.Length) row.Slice(at + length - _pixel, _pixel).CopyTo(row[(at + length)..]);
    }

    public override void Dispose()
    {
        base.Dispose();
        _rows.Dispose();
        _pair.Dispose();
    }
}
