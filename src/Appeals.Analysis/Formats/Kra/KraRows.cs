using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>The pixels of a layer. Outside its tiles lies one colour, mostly none.</summary>
internal sealed class KraRows(KraTiles tiles, KraPixelFormat format, (byte R, byte G, byte B, byte A) outside, PixelArea area, int left, int top, Action damaged, CancellationToken cancellationToken)
    : TileRows(area, left, top, 4, cancellationToken)
{
    private readonly PooledBytes _planes = new(Side * Side * format.PixelSize);
    private readonly PooledBytes _scratch = new(Side * Side * format.PixelSize);
    private bool _damaged;

    protected override void ReadTile(long column, long row, Span<byte> pixels)
    {
        var whole = tiles.Unpack(((int)column, (int)row), _planes.Span, _scratch.Span);
        if (whole == true) format.ToRgba(_planes.Span, pixels);
        else if (whole == false) pixels.Clear();
        else for (var i = 0; i < pixels.Length; i += 4) (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = outside;
        _damaged |= whole == false;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_damaged || tiles.IsDamaged) damaged();
        tiles.Dispose();
    }

    protected override void Release()
    {
        base.Release();
        _planes.Dispose();
        _scratch.Dispose();
    }
}

/// <summary>A selection: a byte a pixel, one shade outside its tiles.</summary>
internal sealed class KraMaskRows(KraTiles tiles, byte outside, PixelArea area, int left, int top, Action damaged, CancellationToken cancellationToken)
    : TileRows(area, left, top, 1, cancellationToken)
{
    private readonly PooledBytes _scratch = new(Side * Side);
    private bool _damaged;

    protected override void ReadTile(long column, long row, Span<byte> pixels)
    {
        var whole = tiles.Unpack(((int)column, (int)row), pixels, _scratch.Span);
        if (whole != true) pixels.Fill(whole is null ? outside : (byte)255);
        _damaged |= whole == false;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_damaged || tiles.IsDamaged) damaged();
        tiles.Dispose();
    }

    protected override void Release()
    {
        base.Release();
        _scratch.Dispose();
    }
}

/// <summary>Several masks of one layer: each hides its part.</summary>
internal sealed class MaskProduct(IReadOnlyList<RowReader> masks) : RowReader
{
    private PooledBytes? _row;

    public override void Read(Span<byte> rows)
    {
        masks[0].Read(rows);
        if (_row is null || _row.Length < rows.Length)
        {
            _row?.Dispose();
            _row = new(rows.Length);
        }
        var other = _row.Span[..rows.Length];
        for (var i = 1; i < masks.Count; i++)
        {
            masks[i].Read(other);
            for (var x = 0; x < rows.Length; x++) rows[x] = BlendRows.Times(rows[x], other[x]);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var mask in masks) mask.Dispose();
        _row?.Dispose();
    }
}
