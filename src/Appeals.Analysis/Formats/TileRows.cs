using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats;

/// <summary>Rows of a layer or mask that is stored in tiles of 64 × 64, a row of tiles at a time.</summary>
internal abstract class TileRows : RowReader
{
    public const int Side = 64;

    private readonly PixelArea _area;
    private readonly int _left;
    private readonly int _top;
    private readonly int _bytes;
    private readonly CancellationToken _cancellationToken;
    private readonly PooledBytes _band;
    private readonly PooledBytes _tile;
    private int _y;
    private long _loaded = long.MinValue;

    /// <param name="area">What is wanted, in canvas pixels.</param>
    /// <param name="left">Where tile (0, 0) begins.</param>
    /// <param name="bytes">Of a pixel as it comes out: 4, or 1 for a mask.</param>
    protected TileRows(PixelArea area, int left, int top, int bytes, CancellationToken cancellationToken)
    {
        (_area, _left, _top, _bytes, _cancellationToken, _y) = (area, left, top, bytes, cancellationToken, area.Top);
        _band = new(Side * area.Width * bytes);
        _tile = new(Side * Side * bytes);
    }

    /// <summary>Fills a whole tile of 64 × 64 pixels.</summary>
    protected abstract void ReadTile(long column, long row, Span<byte> pixels);

    public override void Read(Span<byte> rows)
    {
        var width = _area.Width * _bytes;
        for (var at = 0; at < rows.Length; at += width, _y++)
        {
            var row = Floor((long)_y - _top);
            if (row != _loaded) Load(row);
            var within = (int)((long)_y - _top - row * Side);
            _band.Span.Slice(within * width, width).CopyTo(rows[at..]);
        }
    }

    private void Load(long row)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _loaded = row;
        for (var column = Floor((long)_area.Left - _left); column <= Floor(_area.Right - 1 - _left); column++)
        {
            ReadTile(column, row, _tile.Span);
            var tile = column * Side + _left;
            int from = (int)(Math.Max(tile, _area.Left) - tile), to = (int)(Math.Min(tile + Side, _area.Right) - tile);
            var target = (int)(tile + from - _area.Left) * _bytes;
            for (var y = 0; y < Side; y++)
                _tile.Span.Slice((y * Side + from) * _bytes, (to - from) * _bytes).CopyTo(_band.Span[(y * _area.Width * _bytes + target)..]);
        }
    }

    private static long Floor(long position) => position >> 6;

    public override void Dispose()
    {
        base.Dispose();
        _band.Dispose();
        _tile.Dispose();
    }
}
