using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>What the bytes of a pixel mean, and how they become RGBA of 8 bits.</summary>
/// <param name="type">Of the layer: RGB, grey, indexed, each without and with alpha.</param>
internal sealed class XcfPixels(uint type, XcfPrecision precision, byte[] palette) : IDisposable
{
    private const int Count = TileRows.Side * TileRows.Side;

    private readonly bool _hasAlpha = type % 2 == 1;
    private readonly XcfBase _base = (XcfBase)(type / 2);
    private readonly PooledBytes _channels = new(4 * Count);

    private int Colors => _base == XcfBase.Rgb ? 3 : 1;
    public int PixelSize => (Colors + (_hasAlpha ? 1 : 0)) * precision.Size;

    /// <summary>One tile, whole.</summary>
    /// <param name="planes">One for each byte of a pixel.</param>
    /// <param name="rgba">Rows that lie 64 pixels apart.</param>
    public void ToRgba(ReadOnlySpan<byte> planes, int width, int height, Span<byte> rgba)
    {
        var count = width * height;
        for (var c = 0; c < Colors; c++) Read(planes, c, count, precision.IsLinear && _base != XcfBase.Indexed);
        if (_hasAlpha) SamplePlanes.ToBytes(precision.Kind, Channel(planes, Colors, count), precision.IsLittleEndian, linear: false, Plane(3, count));
        else Plane(3, count).Fill(255);
        if (_base == XcfBase.Indexed) LookUp(count);
        var (green, blue) = _base == XcfBase.Grey ? (0, 0) : (1, 2);
        for (var y = 0; y < height; y++)
            Interleave.Rgba(Row(0, y, width), Row(green, y, width), Row(blue, y, width), Row(3, y, width), rgba.Slice(y * TileRows.Side * 4, width * 4));
    }

    /// <summary>A mask: coverage, never encoded.</summary>
    public void ToCoverage(ReadOnlySpan<byte> planes, int width, int height, Span<byte> coverage)
    {
        Read(planes, 0, width * height, linear: false);
        for (var y = 0; y < height; y++) Row(0, y, width).CopyTo(coverage[(y * TileRows.Side)..]);
    }

    private void Read(ReadOnlySpan<byte> planes, int channel, int count, bool linear) =>
        SamplePlanes.ToBytes(precision.Kind, Channel(planes, channel, count), precision.IsLittleEndian, linear, Plane(channel, count));

    /// <summary>An index beyond the palette is black.</summary>
    private void LookUp(int count)
    {
        Span<byte> red = Plane(0, count), green = Plane(1, count), blue = Plane(2, count);
        for (var i = 0; i < count; i++)
        {
            var color = red[i] * 3;
            (red[i], green[i], blue[i]) = color + 3 <= palette.Length ? (palette[color], palette[color + 1], palette[color + 2]) : ((byte)0, (byte)0, (byte)0);
        }
    }

    private ReadOnlySpan<byte> Channel(ReadOnlySpan<byte> planes, int channel, int count) => planes.Slice(channel * precision.Size * count, precision.Size * count);

    private Span<byte> Plane(int channel, int count) => _channels.Span.Slice(channel * Count, count);

    private Span<byte> Row(int channel, int y, int width) => _channels.Span.Slice(channel * Count + y * width, width);

    public void Dispose() => _channels.Dispose();
}
