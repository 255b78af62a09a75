using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Pixels;

/// <summary>RGBA pixels of an area of the canvas, in pooled memory, at first transparent.</summary>
internal sealed class Surface : IDisposable
{
    private readonly PooledBytes _pixels;

    public Surface(PixelArea area)
    {
        Area = area;
        _pixels = new(checked(area.Width * area.Height * 4));
        _pixels.Span.Clear();
    }

    public PixelArea Area { get; }
    public Span<byte> Pixels => _pixels.Span;

    /// <summary>The part of a row that an area within this one covers.</summary>
    public Span<byte> Row(PixelArea area, int y) => _pixels.Span.Slice(((y - Area.Top) * Area.Width + area.Left - Area.Left) * 4, area.Width * 4);

    public Surface Copy(PixelArea area)
    {
        var copy = new Surface(area);
        for (var y = area.Top; y < area.Bottom; y++) Row(area, y).CopyTo(copy.Row(area, y));
        return copy;
    }

    public RowReader Rows() => new SurfaceRows(this);

    public void Dispose() => _pixels.Dispose();

    private sealed class SurfaceRows(Surface surface) : RowReader
    {
        private int _at;

        public override void Read(Span<byte> rows)
        {
            surface.Pixels.Slice(_at, rows.Length).CopyTo(rows);
            _at += rows.Length;
        }
    }
}
