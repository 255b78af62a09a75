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
    private PooledBytes? _joined;
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

    internal override bool HasPlanes => _pixel == 4 && _rows.HasPlanes;

    public override void Read(Span<byte> rows)
    {
        for (var length = Area.Width * _pixel; rows.Length > 0; rows = rows[length..])
        {
            if (HasPlanes) Join(rows[..length]);
            else Halve(rows[..length]);
        }
    }

    internal override void ReadPlanes(Span<byte> planes, int stride, int offset)
    {
        LoadPair();
        Halving.Planes(Upper, Lower, planes, stride, offset, Area.Width);
    }

    private void Halve(Span<byte> row)
    {
        LoadPair();
        if (_pixel == 1) Halving.Shades(Upper, Lower, row);
        else Halving.Rgba(Upper, Lower, row);
    }

    private void Join(Span<byte> row)
    {
        var width = Area.Width;
        _joined ??= new(4 * width);
        var planes = _joined.Span;
        ReadPlanes(planes, width, 0);
        Interleave.Rgba(planes[..width], planes.Slice(width, width), planes.Slice(2 * width, width), planes.Slice(3 * width, width), row);
    }

    private Span<byte> Upper => _pair.Span[..(_pair.Length / 2)];
    private Span<byte> Lower => _pair.Span[(_pair.Length / 2)..];

    private void LoadPair()
    {
        Load(Upper);
        if (_y < _canvas.Bottom) Load(Lower);
        else Upper.CopyTo(Lower);
    }

    private void Load(Span<byte> row)
    {
        var y = _y++;
        var at = _source.Left - _left;
        if (y < _source.Top || y >= _source.Bottom) row.Clear();
        else if (HasPlanes)
        {
            _rows.ReadPlanes(row, 2 * Area.Width, at);
            for (var plane = 0; plane < 4; plane++) GoOn(row.Slice(plane * 2 * Area.Width, 2 * Area.Width), at + _source.Width, 1);
        }
        else
        {
            _rows.Read(row.Slice(at * _pixel, _source.Width * _pixel));
            GoOn(row, (at + _source.Width) * _pixel, _pixel);
        }
    }

    /// <summary>Beyond the last column of the canvas.</summary>
    private void GoOn(Span<byte> row, int end, int pixel)
    {
        if (_source.Right == _canvas.Right && end < row.Length) row.Slice(end - pixel, pixel).CopyTo(row[end..]);
    }

    public override void Dispose()
    {
        base.Dispose();
        _rows.Dispose();
        _pair.Dispose();
        _joined?.Dispose();
    }
}
