using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats;

/// <summary>Rows of a layer or mask that is stored in tiles, of 64 × 64 unless told otherwise, a row of tiles at a time.</summary>
internal abstract class TileRows : RowReader
{
    public const int Side = 64;

    private readonly PixelArea _area;
    private readonly int _left;
    private readonly int _top;
    private readonly int _bytes;
    private readonly int _side;
    private readonly CancellationToken _cancellationToken;
    private readonly PooledBytes _band;
    private readonly PooledBytes _tile;
    private int _y;
    private long _loaded = long.MinValue;

    /// <param name="area">What is wanted, in canvas pixels.</param>
    /// <param name="left">Where tile (0, 0) begins.</param>
    /// <param name="bytes">Of a pixel as it comes out: 4, or 1 for a mask.</param>
    /// <param name="side">Of a tile.</param>
    protected TileRows(PixelArea area, int left, int top, int bytes, CancellationToken cancellationToken, int side = Side)
    {
        (_area, _left, _top, _bytes, _cancellationToken, _y, _side) = (area, left, top, bytes, cancellationToken, area.Top, side);
        _band = new(side * area.Width * bytes);
        _tile = new(side * side * bytes);
    }

    /// <summary>Fills a whole tile.</summary>
    protected abstract void ReadTile(long column, long row, Span<byte> pixels);

    public override void Read(Span<byte> rows)
    {
        var width = _area.Width * _bytes;
        for (var at = 0; at < rows.Length; at += width, _y++)
        {
            var row = Floor((long)_y - _top);
            if (row != _loaded) Load(row);
            var within = (int)((long)_y - _top - row * _side);
            _band.Span.Slice(within * width, width).CopyTo(rows[at..]);
        }
        if (_y == _area.Bottom) Release();
    }

    private void Load(long row)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _loaded = row;
        for (var column = Floor((long)_area.Left - _left); column <= Floor(_area.Right - 1 - _left); column++)
        {
            ReadTile(column, row, _tile.Span);
            var tile = column * _side + _left;
            int from = (int)(Math.Max(tile, _area.Left) - tile), to = (int)(Math.Min(tile + _side, _area.Right) - tile);
            var target = (int)(tile + from - _area.Left) * _bytes;
            for (var y = 0; y < _side; y++)
                _tile.Span.Slice((y * _side + from) * _bytes, (to - from) * _bytes).CopyTo(_band.Span[(y * _area.Width * _bytes + target)..]);
        }
    }

    private long Floor(long position) => (position >= 0 ? position : position - _side + 1) / _side;

    public override void Dispose()
    {
        base.Dispose();
        Release();
    }

    /// <summary>Gives memory back once the last row is read, since others may be open that have not begun; it may happen twice.</summary>
    protected virtual void Release()
    {
        _band.Dispose();
        _tile.Dispose();
    }
}
