using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>
/// One picture of a layer or mask ("offscreen"): its size and kind from the column <c>Attribute</c>, and where its blocks of 256 × 256 lie in the chunk that
/// <c>BlockData</c> names. A block is a zlib stream of planes: alpha, then blue, green, red and a filler interleaved; alpha, then grey; or one plane.
/// </summary>
internal sealed class ClipPixels
{
    public const string Section = "Clip Studio blocks";
    public const int Side = 256, Plane = Side * Side;
    private static readonly byte[] Begin = Encoding.BigEndianUnicode.GetBytes("BlockDataBeginChunk"), Parameter = Encoding.BigEndianUnicode.GetBytes("Parameter"), InitColor = Encoding.BigEndianUnicode.GetBytes("InitColor");

    private readonly (long Offset, int Length)[] _blocks;
    private readonly ByteReader _reader;

    private ClipPixels(ByteReader reader, int width, int height, int columns, int count, int planes, bool isWhite)
    {
        (_reader, Width, Height, Columns, Planes, IsWhite) = (reader, width, height, columns, planes, isWhite);
        _blocks = new (long, int)[count];
    }

    public int Width { get; }
    public int Height { get; }
    public int Columns { get; }
    /// <summary>Five for colour, two for grey, one for a mask.</summary>
    public int Planes { get; }
    /// <summary>Bytes that a packed block may have; zlib adds little to what cannot be packed.</summary>
    public int LongestBlock => Plane * Planes + Plane;
    /// <summary>What blocks that are not there hold: white, and for a mask full; else nothing.</summary>
    public bool IsWhite { get; }

    /// <exception cref="SourceFileException">It is damaged, too large, or of a kind that is not read.</exception>
    public static ClipPixels Read(ClipChunks chunks, byte[] attribute, string? data, ReadLimits limits, CancellationToken cancellationToken)
    {
        // Four numbers, then names with their length before them, and what belongs to each.
        if (attribute.Length < 148 || !attribute.AsSpan(20).StartsWith(Parameter) || !attribute.AsSpan(122).StartsWith(InitColor)) throw Damaged();
        uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(attribute.AsSpan(at));
        long width = Number(38), height = Number(42), columns = Number(46), rows = Number(50);
        if (width < 1 || height < 1 || columns != (width + Side - 1) / Side || rows != (height + Side - 1) / Side) throw Damaged();
        if (width > limits.MaxSide || height > limits.MaxSide || columns * rows > limits.MaxTiles) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, section: Section);
        var planes = (Number(58), Number(62)) switch { (1, 4) => 5, (1, 1) => 2, (1, 0) or (0, 1) => 1, _ => 0 };
        // Of one bit a pixel.
        if (planes == 0 || Number(86) == 32) throw new SourceFileException(ProblemCode.Unsupported, Words.LayerCompression, section: Section);
        var pixels = new ClipPixels(chunks.Reader, (int)width, (int)height, (int)columns, (int)(columns * rows), planes, Number(144) != 0);
        if (data is not null && chunks.Find(data) is { } place) pixels.FindBlocks(place, cancellationToken);
        return pixels;
    }

    /// <summary>Each block: length, name, its number, three numbers, whether it has data; then the length of that, twice, and the data. Arrays of checks follow the last.</summary>
    private void FindBlocks((long Offset, long Length) place, CancellationToken cancellationToken)
    {
        var (at, end) = (place.Offset, place.Offset + place.Length);
        for (var count = 0; count < _blocks.Length && end - at >= 8 + Begin.Length + 28; count++)
        {
            if (count % 256 == 0) cancellationToken.ThrowIfCancellationRequested();
            _reader.Position = at;
            long length = _reader.U32();
            if (length < 66 || length > end - at || !IsBegin(at)) return;
            var index = _reader.U32();
            _reader.Skip(12);
            var present = _reader.U32();
            if (present == 1 && index < _blocks.Length)
            {
                long packed = (long)_reader.U32() - 4;
                _reader.Skip(4);
                if (packed > 0 && packed <= at + length - _reader.Position && packed <= LongestBlock) _blocks[index] = (_reader.Position, (int)packed);
            }
            at += length;
        }
    }

    private bool IsBegin(long at)
    {
        Span<byte> name = stackalloc byte[38];
        _reader.Position = at + 8;
        _reader.ReadExactly(name);
        return name.SequenceEqual(Begin);
    }

    /// <summary>The blocks that there are, or all of it if what is not there is white.</summary>
    public PixelArea Bounds()
    {
        var all = new PixelArea(0, 0, Width, Height);
        if (IsWhite) return all;
        var area = default(PixelArea);
        for (var i = 0; i < _blocks.Length; i++)
            if (_blocks[i].Length > 0) area = area.Union(new(i % Columns * Side, i / Columns * Side, Side, Side));
        return area.Intersect(all);
    }

    /// <summary>Unpacks a block.</summary>
    /// <param name="planes">65,536 bytes for each.</param>
    /// <param name="packed">Room for <see cref="LongestBlock"/>.</param>
    /// <returns>False if it is damaged; null if it is not there.</returns>
    public bool? Unpack(long column, long row, Span<byte> planes, PooledBytes packed)
    {
        var index = row * Columns + column;
        if (column < 0 || row < 0 || column >= Columns || index >= _blocks.Length || _blocks[index].Length == 0) return null;
        var (offset, length) = _blocks[index];
        _reader.ReadAt(offset, packed.Span[..length]);
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.Array, 0, length, writable: false), CompressionMode.Decompress);
            return stream.ReadAtLeast(planes, planes.Length, throwOnEndOfStream: false) == planes.Length;
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            return false;
        }
    }

    private static SourceFileException Damaged() => new(ProblemCode.Malformed, Words.DamagedLayer, section: Section);
}
