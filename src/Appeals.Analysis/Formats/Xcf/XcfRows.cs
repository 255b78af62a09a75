using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>The pixels of a layer, or the coverage of a mask; where a mask does not reach, it hides.</summary>
internal sealed class XcfRows(XcfTiles tiles, XcfPixels format, bool isMask, PixelArea whole, PixelArea area, Action damaged, CancellationToken cancellationToken)
    : TileRows(area, whole.Left, whole.Top, isMask ? 1 : 4, cancellationToken)
{
    private readonly PooledBytes _bytes = new(Side * Side * format.PixelSize);
    private bool _damaged;

    protected override void ReadTile(long column, long row, Span<byte> pixels)
    {
        pixels.Clear();
        if (column < 0 || row < 0 || column * Side >= whole.Width || row * Side >= whole.Height) return;
        var (width, height) = tiles.SizeOf((int)column, (int)row);
        var bytes = _bytes.Span[..(width * height * format.PixelSize)];
        if (!tiles.Unpack((int)column, (int)row, bytes))
        {
            _damaged = true;
            if (isMask) pixels.Fill(255);
        }
        else if (isMask) format.ToCoverage(bytes, width, height, pixels);
        else format.ToRgba(bytes, width, height, pixels);
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_damaged) damaged();
    }

    protected override void Release()
    {
        base.Release();
        tiles.Dispose();
        format.Dispose();
        _bytes.Dispose();
    }
}
