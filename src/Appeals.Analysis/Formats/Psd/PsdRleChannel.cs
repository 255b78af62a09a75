using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

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
    public static PsdRleChannel? TryOpen(ByteReader reader, PsdRowTables tables, long table, long data, int width, int height) =>
        tables.Read(table, height) is { } lengths ? new(reader, lengths, data, width) : null;

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
        _reader.ReadAt(_position, _packed.Span[..length]);
        return _packed.Span;
    }

    public override void Dispose() => _packed?.Dispose();
}
