using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Rows in one zlib stream, with or without each sample stored as its difference from the one to the left.</summary>
/// <param name="predicted">Depth of the samples if they are differences, else 0.</param>
internal sealed class PsdZipChannel(ByteReader reader, long data, long length, int width, int predicted) : PsdChannel(width)
{
    private PooledBytes? _split;
    private readonly Inflater _inflater = new(new SectionStream(reader.Stream, data, Math.Min(length, reader.Length - data)));

    public override void Skip(int rows)
    {
        using var row = new PooledBytes(Width + PackBits.Slack);
        for (var i = 0; i < rows && Read(row.Span, 1) == 1; i++) { }
    }

    public override int Read(Span<byte> plane, int rows)
    {
        var there = IsDamaged ? 0 : _inflater.Read(plane[..(rows * Width)]) / Width;
        IsDamaged |= there < rows;
        for (var i = 0; predicted != 0 && i < there; i++) Accumulate(plane.Slice(i * Width, Width));
        return there;
    }

    private void Accumulate(Span<byte> row)
    {
        if (predicted == 16)
        {
            AccumulateWords(row);
            return;
        }
        AccumulateBytes(row);
        if (predicted == 32) Join(row);
    }

    private void AccumulateWords(Span<byte> row)
    {
        unchecked
        {
            ushort sum = 0;
            for (var i = 0; i + 1 < row.Length; i += 2)
            {
                sum += reader.ToU16(row[i..]);
                (row[i], row[i + 1]) = reader.IsLittleEndian ? ((byte)sum, (byte)(sum >> 8)) : ((byte)(sum >> 8), (byte)sum);
            }
        }
    }

    /// <summary>Floats lie apart: the first bytes of all, then the second ones, and so on.</summary>
    private void Join(Span<byte> row)
    {
        _split ??= new(row.Length);
        var split = _split.Span;
        row.CopyTo(split);
        var count = row.Length / 4;
        for (var b = 0; b < 4; b++)
        {
            var from = split.Slice((reader.IsLittleEndian ? 3 - b : b) * count, count);
            for (var i = 0; i < count; i++) row[i * 4 + b] = from[i];
        }
    }

    private static void AccumulateBytes(Span<byte> row)
    {
        unchecked
        {
            for (var i = 1; i < row.Length; i++) row[i] += row[i - 1];
        }
    }

    public override void Dispose()
    {
        _inflater.Dispose();
        _split?.Dispose();
    }
}
