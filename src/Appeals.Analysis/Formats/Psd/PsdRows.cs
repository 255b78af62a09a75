using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Makes RGBA of the channels of a layer, or of the merged image, a band of rows at a time.</summary>
internal sealed class PsdRows : RowReader
{
    /// <summary>Bytes of one plane of a band: four of them and the RGBA rows stay in the second level cache.</summary>
    private const int BandLength = 128 * 1024;

    private readonly PsdColors _colors;
    private readonly PsdChannel?[] _channels;
    private readonly PooledBytes[] _planes;
    private readonly int _width;
    private readonly int _skip;
    private readonly int _take;
    private readonly int _height;
    private readonly Action _damaged;
    private readonly CancellationToken _cancellationToken;
    /// <summary>1 if the first row lies at an odd place of the canvas.</summary>
    private readonly int _odd;
    private int _left;
    /// <summary>Rows of the band that were handed out, that are whole, and that it has.</summary>
    private int _next, _whole, _count;
    private bool _ended;

    /// <param name="channels">The colours, then alpha. An absent colour is black, an absent alpha opaque.</param>
    /// <param name="whole">What the channels hold.</param>
    /// <param name="area">What of it is wanted.</param>
    /// <param name="damaged">Called when something could not be read.</param>
    public PsdRows(PsdColors colors, PsdChannel?[] channels, PixelArea whole, PixelArea area, Action damaged, CancellationToken cancellationToken)
    {
        (_colors, _channels, _width, _skip, _take, _damaged, _cancellationToken) = (colors, channels, whole.Width, area.Left - whole.Left, area.Width, damaged, cancellationToken);
        _left = area.Height;
        _odd = area.Top & 1;
        _height = Math.Clamp(BandLength / whole.Width, 2, Math.Max(2, area.Height + 1)) & ~1;
        _planes = [.. channels.Select(_ => new PooledBytes(_height * _width + PackBits.Slack))];
        foreach (var channel in channels) channel?.Skip(area.Top - whole.Top);
    }

    public override void Read(Span<byte> rows)
    {
        for (; rows.Length > 0; rows = rows[(_take * 4)..], _next++)
        {
            if (_next == _count) ReadBand();
            if (_next < _whole) _colors.ToRgba(_planes, _next * _width + _skip, rows[..(_take * 4)]);
            else rows[..(_take * 4)].Clear();
        }
        if (_left == 0 && _next == _count) Release();
    }

    internal override bool HasPlanes => _colors.PlanesOf(_planes.Length) is not null;

    internal override PlaneRow NextPlanes()
    {
        if (_next == _count) ReadBand();
        var (r, g, b, a) = _colors.PlanesOf(_planes.Length)!.Value;
        var at = (_next++ * _width) + _skip;
        return new(Row(r), Row(g), Row(b), Row(a));

        ReadOnlySpan<byte> Row(int plane) => _planes[plane].Array.AsSpan(at, _take);
    }

    private void ReadBand()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_count == 0) FillAbsent();
        // two rows that may be halved stay in one band
        (_next, _count) = (0, Math.Min(_count == 0 ? _height - _odd : _height, _left));
        _left -= _count;
        _whole = _ended ? 0 : _count;
        for (var i = 0; i < _channels.Length && _whole > 0; i++)
            if (_channels[i] is { } channel) _whole = Math.Min(_whole, channel.Read(_planes[i].Span, _count));
        _ended |= _whole < _count;
        if (_ended) _planes[^1].Span[(_whole * _width)..].Clear();
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_ended || _channels.Any(channel => channel is { IsDamaged: true })) _damaged();
        Release();
    }

    private void FillAbsent()
    {
        for (var i = 0; i < _channels.Length; i++)
            if (_channels[i] is null) _planes[i].Span.Fill(i == _channels.Length - 1 ? (byte)255 : (byte)0);
    }

    /// <summary>Others may be open that have not begun, and take the memory.</summary>
    private void Release()
    {
        foreach (var channel in _channels) channel?.Dispose();
        foreach (var plane in _planes) plane.Dispose();
    }
}

/// <summary>A mask's shade over an area: its own rectangle, the shade outside it, its density.</summary>
internal sealed class PsdMaskRows(PsdChannel? channel, LayerMask mask, PixelArea area, bool inverted, Action damaged) : RowReader
{
    private const int BandLength = 64 * 1024;

    private readonly PixelArea _inside = mask.Area.Intersect(area);
    private readonly int _height = Math.Max(1, BandLength / Math.Max(1, mask.Area.Width));
    private readonly PooledBytes _rows = new(Math.Max(BandLength, mask.Area.Width) + PackBits.Slack);
    private readonly byte[] _shades = Shades(mask.Density, inverted);
    private int _y = area.Top;
    private bool _started;
    private bool _ended;
    /// <summary>Rows of the band that were handed out, and that it has.</summary>
    private int _next, _count;

    /// <summary>What a stored shade means: density pulls all shades towards white.</summary>
    private static byte[] Shades(double density, bool inverted)
    {
        var shades = new byte[256];
        for (var i = 0; i < 256; i++) shades[i] = (byte)Math.Round(255 - (255 - (inverted ? 255 - i : i)) * density);
        return shades;
    }

    public override void Read(Span<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += area.Width, _y++) ReadRow(rows.Slice(at, area.Width));
    }

    private void ReadRow(Span<byte> row)
    {
        row.Fill(_shades[mask.Outside]);
        if (_inside.IsEmpty || _y < _inside.Top || _y >= _inside.Bottom) return;
        if (!_started) Start();
        var target = row.Slice(_inside.Left - area.Left, _inside.Width);
        if (_next == _count) ReadBand();
        if (_ended) target.Fill(255);
        else ToShades(_rows.Span.Slice(_next++ * mask.Area.Width + _inside.Left - mask.Area.Left, _inside.Width), target);
    }

    private void ReadBand()
    {
        (_next, _count) = (0, _ended || channel is null ? 0 : channel.Read(_rows.Span, (int)Math.Min(_height, _inside.Bottom - _y)));
        _ended |= _count == 0;
    }

    private void Start()
    {
        _started = true;
        channel?.Skip(_inside.Top - mask.Area.Top);
    }

    private void ToShades(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (mask.Density >= 1 && !inverted) source.CopyTo(target);
        else for (var x = 0; x < target.Length; x++) target[x] = _shades[source[x]];
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_ended || channel is { IsDamaged: true }) damaged();
        channel?.Dispose();
        _rows.Dispose();
    }
}

/// <summary>One colour all over.</summary>
internal sealed class PlainRows(PsdSolidColor color) : RowReader
{
    public override void Read(Span<byte> rows)
    {
        for (var i = 0; i < rows.Length; i += 4) (rows[i], rows[i + 1], rows[i + 2], rows[i + 3]) = (color.R, color.G, color.B, 255);
    }
}
