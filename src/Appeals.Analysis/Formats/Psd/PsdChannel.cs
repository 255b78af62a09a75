using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Rows of one channel, from the top ("Channel image data").</summary>
internal abstract class PsdChannel : IDisposable
{
    protected PsdChannel(int width) => Width = width;

    /// <summary>Bytes of a row.</summary>
    public int Width { get; }
    /// <summary>True once something could not be read.</summary>
    public virtual bool IsDamaged { get; protected set; }

    /// <summary>Reads the next rows.</summary>
    /// <param name="plane">rows · <see cref="Width"/> bytes, then <see cref="PackBits.Slack"/> more that may be overwritten.</param>
    /// <returns>How many rows came; fewer mean that no more will.</returns>
    public abstract int Read(Span<byte> plane, int rows);

    public abstract void Skip(int rows);

    public abstract void Dispose();

    /// <summary>Opens a layer's channel as samples of 8 bits, or returns null if it is absent, empty or stored in an unknown way.</summary>
    /// <param name="isColor">Not a mask or alpha, whose floats are no light.</param>
    public static PsdChannel? Open(ByteReader reader, PsdRowTables tables, PsdHeader header, PsdChannelEntry? entry, int width, int height, bool isColor)
    {
        if (entry is not { Length: > 2 } || entry.Offset > reader.Length - 2) return null;
        reader.Section = "PSD channel image data";
        var compression = CompressionOf(reader, entry);
        var data = entry.Offset + 2;
        var row = header.RowLength(width);
        PsdChannel? samples = compression switch
        {
            0 => new PsdRawChannel(reader, data, row),
            1 => PsdRleChannel.TryOpen(reader, tables, data, data + (long)height * tables.EntrySize, row, height),
            2 or 3 => new PsdZipChannel(reader, data, entry.Length - 2, row, compression == 3 ? header.Depth : 0),
            _ => null,
        };
        return samples is null ? null : To8Bits(samples, reader, header, width, isColor);
    }

    /// <summary>Whether any row can be read without those above it.</summary>
    public static bool CanStartAnywhere(ByteReader reader, PsdChannelEntry entry) =>
        entry.Length <= 2 || entry.Offset > reader.Length - 2 || CompressionOf(reader, entry) is not (2 or 3);

    private static ushort CompressionOf(ByteReader reader, PsdChannelEntry entry)
    {
        Span<byte> bytes = stackalloc byte[2];
        reader.ReadAt(entry.Offset, bytes);
        return reader.ToU16(bytes);
    }

    public static PsdChannel To8Bits(PsdChannel samples, ByteReader reader, PsdHeader header, int width, bool isColor) =>
        header.Depth == 8 ? samples : new PsdDeepChannel(samples, width, header.Depth, reader.IsLittleEndian, isColor);
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
        reader.ReadAt(_position, plane[..(there * Width)]);
        _position += (long)there * Width;
        return there;
    }

    public override void Dispose() { }
}
