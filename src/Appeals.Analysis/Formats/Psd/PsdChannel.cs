using System.Buffers.Binary;
using System.IO.Compression;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Rows of one channel of 8 bits, from the top ("Channel image data").</summary>
internal abstract class PsdChannel : IDisposable
{
    protected PsdChannel(int width) => Width = width;

    protected int Width { get; }
    /// <summary>True once something could not be read.</summary>
    public bool IsDamaged { get; protected set; }

    /// <summary>Reads the next rows.</summary>
    /// <param name="plane">rows · width bytes, then <see cref="PackBits.Slack"/> more that may be overwritten.</param>
    /// <returns>How many rows came; fewer mean that no more will.</returns>
    public abstract int Read(Span<byte> plane, int rows);

    public abstract void Skip(int rows);

    public abstract void Dispose();

    /// <summary>Opens a layer's channel, or returns null if it is absent, empty or stored in an unknown way.</summary>
    public static PsdChannel? Open(ByteReader reader, bool wide, PsdChannelEntry? entry, int width, int height)
    {
        if (entry is not { Length: > 2 } || entry.Offset > reader.Length - 2) return null;
        reader.Section = "PSD channel image data";
        reader.Position = entry.Offset;
        var compression = reader.U16();
        var data = entry.Offset + 2;
        return compression switch
        {
            0 => new PsdRawChannel(reader, data, width),
            1 => PsdRleChannel.TryOpen(reader, wide, data, data + height * (wide ? 4L : 2L), width, height),
            2 or 3 => new PsdZipChannel(reader, data, entry.Length - 2, width, compression == 3),
            _ => null,
        };
    }
}

internal sealed class PsdRawChannel(ByteReader reader, long data, int width) : PsdChannel(width)
{
    private long _position = data;

    public override void Skip(int rows) => _position += (long)rows * Width;

    public override int Read(Span<byte> plane, int rows)
    {
        var there = (int)Math.Clamp((reader.Length - _position) / Width, 0, rows);
        IsDamaged |= there < rows;
        if (there == 0) return 0;
        reader.Position = _position;
        reader.ReadExactly(plane[..(there * Width)]);
        _position = reader.Position;
        return there;
    }

    public override void Dispose() { }
}

/// <summary>Rows in <see cref="PackBits"/>, behind a table of their packed lengths, so that any row can be found at once and a damaged one costs only itself.</summary>
internal sealed class PsdRleChannel : PsdChannel
{
    private readonly ByteReader _reader;
    private readonly int[] _lengths;
    private PooledBytes? _packed;
    private long _position;
    private int _row;

    private PsdRleChannel(ByteReader reader, int[] lengths, long data, int width) : base(width) => (_reader, _lengths, _position) = (reader, lengths, data);

    /// <param name="table">Where the lengths of the rows lie.</param>
    /// <param name="data">Where the first row lies.</param>
    public static PsdRleChannel? TryOpen(ByteReader reader, bool wide, long table, long data, int width, int height)
    {
        var size = wide ? 4 : 2;
        if (reader.Length - table < (long)height * size) return null;
        using var bytes = new PooledBytes(height * size);
        reader.Position = table;
        reader.ReadExactly(bytes.Span);
        var lengths = new int[height];
        for (var i = 0; i < height; i++)
            lengths[i] = wide ? (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(i * 4)..]), int.MaxValue) : BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[(i * 2)..]);
        return new(reader, lengths, data, width);
    }

    public long PackedLength => _lengths.Sum(length => (long)length);

    public override void Skip(int rows)
    {
        for (var end = _row + rows; _row < end; _row++) _position += _lengths[_row];
    }

    public override int Read(Span<byte> plane, int rows)
    {
        var (there, length) = Available(rows);
        IsDamaged |= there < rows;
        if (there == 0) return 0;
        var packed = Fetch(length);
        int from = 0, to = 0;
        for (var end = _row + there; _row < end; _row++)
        {
            var made = PackBits.Unpack(packed[from..], _lengths[_row], plane[to..], Width);
            if (made < Width)
            {
                plane.Slice(to + made, Width - made).Clear();
                IsDamaged = true;
            }
            from += _lengths[_row];
            to += Width;
        }
        _position += length;
        return there;
    }

    /// <summary>How many of the next rows lie in the file, and their packed length. A row cannot need more than twice its width.</summary>
    private (int Rows, int Length) Available(int rows)
    {
        int there = 0, length = 0;
        for (; there < rows; there++)
        {
            var next = _lengths[_row + there];
            if (next > 2L * Width + 256 || _position + length + next > _reader.Length) break;
            length += next;
        }
        return (there, length);
    }

    private Span<byte> Fetch(int length)
    {
        if (_packed is null || _packed.Length < length + PackBits.Slack)
        {
            _packed?.Dispose();
            _packed = new(length + length / 4 + PackBits.Slack);
        }
        _reader.Position = _position;
        _reader.ReadExactly(_packed.Span[..length]);
        return _packed.Span;
    }

    public override void Dispose() => _packed?.Dispose();
}

/// <summary>Rows in one zlib stream, with or without each byte stored as its difference from the one to the left.</summary>
internal sealed class PsdZipChannel(ByteReader reader, long data, long length, int width, bool predicted) : PsdChannel(width)
{
    private readonly ZLibStream _inflated = new(new SectionStream(reader.Stream, data, Math.Min(length, reader.Length - data)), CompressionMode.Decompress);

    public override void Skip(int rows)
    {
        using var row = new PooledBytes(Width + PackBits.Slack);
        for (var i = 0; i < rows && Read(row.Span, 1) == 1; i++) { }
    }

    public override int Read(Span<byte> plane, int rows)
    {
        var there = Inflate(plane[..(rows * Width)]) / Width;
        IsDamaged |= there < rows;
        if (predicted)
            for (var i = 0; i < there; i++) Accumulate(plane.Slice(i * Width, Width));
        return there;
    }

    private int Inflate(Span<byte> bytes)
    {
        try
        {
            return IsDamaged ? 0 : _inflated.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            return 0;
        }
    }

    private static void Accumulate(Span<byte> row)
    {
        unchecked
        {
            for (var i = 1; i < row.Length; i++) row[i] += row[i - 1];
        }
    }

    public override void Dispose() => _inflated.Dispose();
}
