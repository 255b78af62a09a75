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
    /// <summary>Two rows that become one; of planes, two that have.</summary>
    private readonly PooledBytes _pair;
    private byte[]? _nothing;
    private int _y;

    /// <param name="rows">What is halved; disposed with this.</param>
    /// <param name="source">Where they lie; within the canvas.</param>
    /// <param name="pixel">Bytes of a pixel: 4 for RGBA, 1 for shades.</param>
    public HalvedRows(RowReader rows, PixelArea source, PixelArea canvas, int pixel = 4)
    {
        (_rows, _source, _canvas, _pixel) = (rows, source, canvas, pixel);
        Area = Halve(source);
        (_left, _y) = (2 * Area.Left, 2 * Area.Top);
        _pair = new((HasPlanes ? 2 : 4) * Area.Width * pixel);
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
            if (HasPlanes) Join(NextPlanes(), rows[..length]);
            else Halve(rows[..length]);
        }
    }

    internal override PlaneRow NextPlanes()
    {
        var halved = (_y & 2) == 0 ? First : Second;
        var upper = NextOfSource();
        Halving.Planes(upper, _y < _canvas.Bottom ? NextOfSource() : upper, _source.Left - _left, _source.Right == _canvas.Right, halved);
        return PlaneRow.Of(halved, Area.Width);
    }

    private Span<byte> First => _pair.Span[..(_pair.Length / 2)];
    private Span<byte> Second => _pair.Span[(_pair.Length / 2)..];

    private static void Join(PlaneRow planes, Span<byte> row) => Interleave.Rgba(planes.Red, planes.Green, planes.Blue, planes.Alpha, row);

    private PlaneRow NextOfSource()
    {
        var y = _y++;
        if (y >= _source.Top && y < _source.Bottom) return _rows.NextPlanes();
        _nothing ??= new byte[_source.Width];
        return new(_nothing, _nothing, _nothing, _nothing);
    }

    private void Halve(Span<byte> row)
    {
        Load(First);
        if (_y < _canvas.Bottom) Load(Second);
        else First.CopyTo(Second);
        if (_pixel == 1) Halving.Shades(First, Second, row);
        else Halving.Rgba(First, Second, row);
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
