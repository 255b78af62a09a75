using System.IO.Compression;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>
/// The tiles of a layer or mask (devel-docs/xcf.txt, sections 6 and 7): a hierarchy points at a level, the level at each tile.
/// Only the first level holds pixels. The length of a tile is not stored; the next pointer bounds it.
/// </summary>
internal sealed class XcfTiles : IDisposable
{
    private const string Section = "XCF tiles";
    private const int Side = TileRows.Side;

    private readonly ByteReader _reader;
    private readonly long[] _pointers;
    private readonly int _width;
    private readonly int _height;
    private readonly int _columns;
    private readonly byte _compression;
    private readonly PooledBytes _packed;
    private readonly PooledBytes _pixels;

    private XcfTiles(ByteReader reader, long[] pointers, PixelArea area, int pixelSize, byte compression)
    {
        (_reader, _pointers, _width, _height, PixelSize, _compression) = (reader, pointers, area.Width, area.Height, pixelSize, compression);
        _columns = Tiles(area.Width);
        // A run of one costs two bytes; nothing GIMP writes is longer.
        _packed = new(Side * Side * pixelSize * 2 + 1024);
        _pixels = new(Side * Side * pixelSize);
    }

    public int PixelSize { get; }

    /// <param name="area">Size that the hierarchy must agree with.</param>
    /// <exception cref="SourceFileException">The lists are cut off or do not fit.</exception>
    public static XcfTiles Read(ByteReader reader, XcfHeader header, long hierarchy, PixelArea area, int pixelSize, byte compression, ReadLimits limits)
    {
        reader.Section = Section;
        reader.Position = hierarchy;
        if (reader.U32() != area.Width || reader.U32() != area.Height || reader.U32() != pixelSize) throw reader.Malformed(Words.DamagedLayer);
        if (compression > 2) throw new SourceFileException(ProblemCode.Unsupported, Words.LayerCompression, hierarchy, Section);
        reader.Position = XcfItem.Pointer(reader, header);
        if (reader.U32() != area.Width || reader.U32() != area.Height) throw reader.Malformed(Words.DamagedLayer);
        var count = (long)Tiles(area.Width) * Tiles(area.Height);
        if (count > limits.MaxTiles) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, hierarchy, Section);
        if (count * header.PointerSize > reader.Left) throw reader.Truncated();
        var pointers = new long[count + 1];
        for (var i = 0; i < pointers.Length - 1; i++)
            if ((pointers[i] = header.IsWide ? (long)Math.Min(reader.U64(), long.MaxValue) : reader.U32()) == 0) break;
        return new(reader, pointers, area, pixelSize, compression);
    }

    private static int Tiles(int length) => (length + Side - 1) / Side;

    public (int Width, int Height) SizeOf(int column, int row) => (Math.Min(Side, _width - column * Side), Math.Min(Side, _height - row * Side));

    /// <summary>Unpacks a tile.</summary>
    /// <param name="planes">One for each byte of a pixel, each as long as the tile has pixels.</param>
    /// <returns>False if it is missing or damaged.</returns>
    public bool Unpack(int column, int row, Span<byte> planes)
    {
        var index = row * _columns + column;
        long start = _pointers[index], next = _pointers[index + 1];
        if (start <= 0 || start >= _reader.Length) return false;
        var longest = Math.Min(_packed.Length, _reader.Length - start);
        if (next > start) longest = Math.Min(longest, next - start);
        var packed = _packed.Span[..(int)longest];
        _reader.ReadAt(start, packed);
        if (_compression == 1) return UnpackRuns(packed, planes);
        var pixels = _pixels.Span[..planes.Length];
        if (_compression == 2 ? !Inflate((int)longest, pixels) : packed.Length < pixels.Length) return false;
        ToPlanes(_compression == 2 ? pixels : packed[..planes.Length], planes);
        return true;
    }

    private void ToPlanes(ReadOnlySpan<byte> pixels, Span<byte> planes)
    {
        unchecked
        {
            var count = planes.Length / PixelSize;
            for (var b = 0; b < PixelSize; b++)
                for (int i = 0, at = b; i < count; i++, at += PixelSize) planes[b * count + i] = pixels[at];
        }
    }

    /// <summary>One stream of runs for each byte of a pixel.</summary>
    private bool UnpackRuns(ReadOnlySpan<byte> packed, Span<byte> planes)
    {
        var plane = planes.Length / PixelSize;
        for (var i = 0; i < PixelSize; i++)
        {
            var used = XcfRuns.Unpack(packed, planes.Slice(i * plane, plane));
            if (used < 0) return false;
            packed = packed[used..];
        }
        return true;
    }

    private bool Inflate(int length, Span<byte> bytes)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(_packed.Array, 0, length, writable: false), CompressionMode.Decompress);
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            return false;
        }
    }

    public void Dispose()
    {
        _packed.Dispose();
        _pixels.Dispose();
    }
}
