using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Pixels;

/// <summary>RGBA pixels of an area of the canvas, at first transparent; in pooled memory, unless they are to stay.</summary>
internal sealed class Surface : IDisposable
{
    private readonly PooledBytes? _pooled;
    private readonly byte[] _pixels;

    public Surface(PixelArea area)
    {
        Area = area;
        _pooled = new(area.Width * area.Height * 4);
        _pixels = _pooled.Array;
        _pooled.Span.Clear();
    }

    /// <param name="pixels">Exactly as long as the area needs, all zero.</param>
    public Surface(PixelArea area, byte[] pixels) => (Area, _pixels) = (area, pixels);

    public PixelArea Area { get; }
    public Span<byte> Pixels => _pixels.AsSpan(0, Area.Width * Area.Height * 4);

    /// <summary>The part of a row that an area within this one covers.</summary>
    public Span<byte> Row(PixelArea area, int y) => _pixels.AsSpan(((y - Area.Top) * Area.Width + area.Left - Area.Left) * 4, area.Width * 4);

    public void Fill((byte R, byte G, byte B) paper)
    {
        var pixels = Pixels;
        for (var i = 0; i < pixels.Length; i += 4) (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (paper.R, paper.G, paper.B, 255);
    }

    public Surface Copy(PixelArea area)
    {
        var copy = new Surface(area);
        for (var y = area.Top; y < area.Bottom; y++) Row(area, y).CopyTo(copy.Row(area, y));
        return copy;
    }

    /// <summary>As what is drawn onto something else.</summary>
    public RowSource AsSource() => AsSource(RowGrid.Any);

    /// <inheritdoc cref="AsSource()"/>
    public RowSource AsSource(RowGrid? grid) => new(part => new SurfaceRows(this, part), grid);

    public void Dispose() => _pooled?.Dispose();

    private sealed class SurfaceRows(Surface surface, PixelArea area) : RowReader
    {
        private int _y = area.Top;

        public override void Read(Span<byte> rows)
        {
            for (var at = 0; at < rows.Length; at += area.Width * 4, _y++) surface.Row(area, _y).CopyTo(rows[at..]);
        }
    }
}
