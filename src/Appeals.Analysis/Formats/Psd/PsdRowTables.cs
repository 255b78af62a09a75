using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>The packed lengths of a channel's rows, which stand before them. Those read last are kept, since a layer is opened in parts.</summary>
internal sealed class PsdRowTables(ByteReader reader, bool wide)
{
    /// <summary>As many channels as the usual layer and its mask have.</summary>
    private const int Kept = 6;

    private readonly Dictionary<(long Offset, int Rows), int[]> _known = [];

    /// <summary>Bytes of an entry.</summary>
    public int EntrySize => wide ? 4 : 2;

    /// <returns>Null if the table is cut off.</returns>
    public int[]? Read(long offset, int rows)
    {
        if (_known.TryGetValue((offset, rows), out var lengths)) return lengths;
        if (reader.Length - offset < (long)rows * EntrySize) return null;
        using var bytes = new PooledBytes(rows * EntrySize);
        reader.Position = offset;
        reader.ReadExactly(bytes.Span);
        lengths = new int[rows];
        for (var i = 0; i < rows; i++)
            lengths[i] = wide ? (int)Math.Min(reader.ToU32(bytes.Span[(i * 4)..]), int.MaxValue) : reader.ToU16(bytes.Span[(i * 2)..]);
        if (_known.Count == Kept) _known.Clear();
        _known.Add((offset, rows), lengths);
        return lengths;
    }
}
