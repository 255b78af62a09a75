using System.Buffers.Text;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>
/// The pixel file of a layer, frame or selection: a few lines of text, then tiles of 64 × 64 in any order, each behind a line of its own.
/// Version 2 packs them by LZF with the bytes of a pixel in planes; version 1 stores them as they are.
/// </summary>
internal sealed class KraTiles : IDisposable
{
    public const string Section = "Krita layer data";
    private const int MaxLine = 79, Count = TileRows.Side * TileRows.Side;

    private readonly PooledBytes _data;
    private readonly Dictionary<(int Column, int Row), (int Offset, int Length)> _tiles = [];
    private int _at;
    private int _version = 1;
    private int _users = 1;

    private KraTiles(PooledBytes data) => _data = data;

    public int PixelSize { get; private set; }
    /// <summary>A tile is cut off or cannot be understood; those before it are there.</summary>
    public bool IsDamaged { get; private set; }
    public IReadOnlyCollection<(int Column, int Row)> Places => _tiles.Keys;

    /// <param name="data">Is disposed with the tiles.</param>
    /// <param name="pixelSize">Bytes of a pixel that version 1 does not tell.</param>
    /// <exception cref="SourceFileException">The head is damaged.</exception>
    public static KraTiles Read(PooledBytes data, int pixelSize, ReadLimits limits, CancellationToken cancellationToken)
    {
        var tiles = new KraTiles(data) { PixelSize = pixelSize };
        try
        {
            var count = tiles.ReadHead();
            if (count > limits.MaxTiles) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, section: Section);
            for (var i = 0; i < count && !tiles.IsDamaged; i++)
            {
                if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
                tiles.IsDamaged = !tiles.ReadTileHead(limits);
            }
            return tiles;
        }
        catch
        {
            tiles.Dispose();
            throw;
        }
    }

    private long ReadHead()
    {
        var line = Line();
        if (!line.StartsWith("VERSION "u8)) return Number(line);
        _version = (int)Math.Min(Number(line[8..]), 3);
        if (_version != 2) throw new SourceFileException(ProblemCode.Unsupported, Words.LayerCompression, section: Section);
        int width = 0, height = 0;
        // Five lines at most in files so far; words that are new are passed over.
        for (var i = 0; i < 16; i++)
        {
            line = Line();
            if (line.StartsWith("DATA "u8))
            {
                if (width != TileRows.Side || height != TileRows.Side || PixelSize is < 1 or > 32) throw new SourceFileException(ProblemCode.Unsupported, Words.LayerCompression, section: Section);
                return Number(line[5..]);
            }
            if (line.StartsWith("TILEWIDTH "u8)) width = (int)Math.Min(Number(line[10..]), 4096);
            else if (line.StartsWith("TILEHEIGHT "u8)) height = (int)Math.Min(Number(line[11..]), 4096);
            else if (line.StartsWith("PIXELSIZE "u8)) PixelSize = (int)Math.Min(Number(line[10..]), 4096);
        }
        throw Damaged();
    }

    /// <summary>Version 2: <c>x,y,LZF,length</c>. Version 1: <c>x,y,width,height</c>. A place that comes twice holds what came last.</summary>
    private bool ReadTileHead(ReadLimits limits)
    {
        if (_at >= _data.Length) return false;
        var line = Line();
        Span<Range> parts = stackalloc Range[5];
        if (Split(line, parts) != 4 || !TryNumber(line[parts[0]], out var x) || !TryNumber(line[parts[1]], out var y)) return false;
        var length = Count * PixelSize;
        if (_version == 2 && (!line[parts[2]].SequenceEqual("LZF"u8) || !TryNumber(line[parts[3]], out length) || length < 1 || length > Count * PixelSize + 1)) return false;
        if (length > _data.Length - _at) return false;
        var reach = limits.MaxSide + TileRows.Side;
        if (Math.Abs((long)x) > reach || Math.Abs((long)y) > reach || (x & 63) != 0 || (y & 63) != 0) return false;
        _tiles[(x >> 6, y >> 6)] = (_at, length);
        _at += length;
        return true;
    }

    /// <summary>Unpacks a tile into planes, one for each byte of a pixel.</summary>
    /// <param name="planes">4096 times the size of a pixel.</param>
    /// <param name="scratch">As long.</param>
    /// <returns>False if it is damaged; null if it is not there.</returns>
    public bool? Unpack((int Column, int Row) place, Span<byte> planes, Span<byte> scratch)
    {
        if (!_tiles.TryGetValue(place, out var tile)) return null;
        var packed = _data.Span.Slice(tile.Offset, tile.Length);
        if (_version == 2 && packed[0] == 1) return Lzf.Unpack(packed[1..], planes) == planes.Length;
        if (_version == 2) packed = packed[1..];
        if (packed.Length != planes.Length) return false;
        packed.CopyTo(scratch);
        ToPlanes(scratch[..planes.Length], planes, PixelSize);
        return true;
    }

    private static void ToPlanes(ReadOnlySpan<byte> pixels, Span<byte> planes, int size)
    {
        unchecked
        {
            for (var b = 0; b < size; b++)
            {
                var plane = planes.Slice(b * Count, Count);
                for (int i = 0, at = b; i < plane.Length; i++, at += size) plane[i] = pixels[at];
            }
        }
    }

    private ReadOnlySpan<byte> Line()
    {
        var rest = _data.Span[_at..];
        var end = rest[..Math.Min(rest.Length, MaxLine)].IndexOf((byte)'\n');
        if (end < 0) throw Damaged();
        _at += end + 1;
        return rest[..end].TrimEnd((byte)'\r');
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        var count = 0;
        foreach (var range in line.Split((byte)','))
        {
            if (count == parts.Length) return count;
            parts[count++] = range;
        }
        return count;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int value) => Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text.Trim((byte)' '), out uint value, out _) ? value : throw Damaged();

    private static SourceFileException Damaged() => new(ProblemCode.Malformed, Words.DamagedLayer, section: Section);

    /// <summary>For one more user, who disposes it, too.</summary>
    public KraTiles Share()
    {
        _users++;
        return this;
    }

    public void Dispose()
    {
        if (--_users == 0) _data.Dispose();
    }
}
