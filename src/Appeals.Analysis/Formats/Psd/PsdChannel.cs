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
    public static PsdChannel? Open(ByteReader reader, PsdHeader header, PsdChannelEntry? entry, int width, int height, bool isColor)
    {
        if (entry is not { Length: > 2 } || entry.Offset > reader.Length - 2) return null;
        reader.Section = "PSD channel image data";
        reader.Position = entry.Offset;
        var compression = reader.U16();
        var data = entry.Offset + 2;
        var row = header.RowLength(width);
        PsdChannel? samples = compression switch
        {
            0 => new PsdRawChannel(reader, data, row),
            1 => PsdRleChannel.TryOpen(reader, header.Wide, data, data + height * (header.Wide ? 4L : 2L), row, height),
            2 or 3 => new PsdZipChannel(reader, data, entry.Length - 2, row, compression == 3 ? header.Depth : 0),
            _ => null,
        };
        return samples is null ? null : To8Bits(samples, reader, header, width, isColor);
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
        reader.Position = _position;
        reader.ReadExactly(plane[..(there * Width)]);
        _position = reader.Position;
        return there;
    }

    public override void Dispose() { }
}
