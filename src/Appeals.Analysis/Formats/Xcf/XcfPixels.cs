using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>What the bytes of a pixel mean, and how they become RGBA of 8 bits.</summary>
/// <param name="type">Of the layer: RGB, grey, indexed, each without and with alpha.</param>
internal sealed class XcfPixels(uint type, XcfPrecision precision, byte[] palette)
{
    private readonly bool _hasAlpha = type % 2 == 1;
    private readonly XcfBase _base = (XcfBase)(type / 2);

    public int Channels => (_base == XcfBase.Rgb ? 3 : 1) + (_hasAlpha ? 1 : 0);
    public int PixelSize => Channels * precision.Size;

    /// <summary>One tile, whole.</summary>
    /// <param name="rgba">Rows that lie 64 pixels apart.</param>
    public void ToRgba(ReadOnlySpan<byte> bytes, bool planar, int width, int height, Span<byte> rgba)
    {
        var count = width * height;
        for (var y = 0; y < height; y++)
        {
            var row = rgba.Slice(y * TileRows.Side * 4, width * 4);
            if (planar && precision is { Size: 1, IsLinear: false } && _base != XcfBase.Indexed && _hasAlpha) ToRow(bytes, count, y * width, row);
            else for (var x = 0; x < width; x++) WritePixel(bytes, planar, count, y * width + x, row.Slice(x * 4, 4));
        }
    }

    private void ToRow(ReadOnlySpan<byte> planes, int count, int at, Span<byte> row)
    {
        var width = row.Length / 4;
        var colors = Channels - 1;
        Interleave.Rgba(planes.Slice(at, width), planes.Slice(colors > 1 ? count + at : at, width), planes.Slice(colors > 1 ? 2 * count + at : at, width), planes.Slice(colors * count + at, width), row);
    }

    private void WritePixel(ReadOnlySpan<byte> bytes, bool planar, int count, int i, Span<byte> rgba)
    {
        int plane = planar ? count : 1, pixel = planar ? i : i * PixelSize;
        rgba[3] = _hasAlpha ? Sample(bytes, pixel, plane, Channels - 1, linear: false) : (byte)255;
        if (_base == XcfBase.Indexed)
        {
            var color = bytes[pixel] * 3;
            if (color + 3 <= palette.Length) palette.AsSpan(color, 3).CopyTo(rgba);
            else rgba[..3].Clear();
            return;
        }
        for (var c = 0; c < 3; c++) rgba[c] = Sample(bytes, pixel, plane, _base == XcfBase.Rgb ? c : 0, precision.IsLinear);
    }

    /// <summary>A mask: coverage, never encoded.</summary>
    public void ToCoverage(ReadOnlySpan<byte> bytes, bool planar, int width, int height, Span<byte> coverage)
    {
        var count = width * height;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                coverage[y * TileRows.Side + x] = Sample(bytes, planar ? i : i * PixelSize, planar ? count : 1, 0, linear: false);
            }
    }

    private byte Sample(ReadOnlySpan<byte> bytes, int pixel, int plane, int channel, bool linear)
    {
        var at = pixel + channel * precision.Size * plane;
        if (precision.Size == 1) return linear ? LinearLight.Sample(bytes[at] / 255f) : bytes[at];
        ulong bits = 0;
        for (var b = 0; b < precision.Size; b++) bits = bits << 8 | bytes[at + (precision.IsLittleEndian ? precision.Size - 1 - b : b) * plane];
        var value = (precision.Size, precision.IsFloat) switch
        {
            (2, true) => (float)BitConverter.UInt16BitsToHalf((ushort)bits),
            (4, true) => BitConverter.UInt32BitsToSingle((uint)bits),
            (8, _) => (float)BitConverter.UInt64BitsToDouble(bits),
            (2, _) => bits / 65535f,
            _ => (float)(bits / 4294967295.0),
        };
        if (!(value > 0)) return 0;
        return linear ? LinearLight.Sample(value) : (byte)Math.Min(value * 255 + 0.5f, 255);
    }
}
