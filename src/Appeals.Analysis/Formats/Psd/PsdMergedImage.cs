using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// "Image data": one compression for all channels, which follow each other. Read for files without layers only.
/// </summary>
internal static class PsdMergedImage
{
    public static PsdChannel?[]? Open(ByteReader reader, PsdHeader header, long offset, bool withAlpha)
    {
        if (header.Channels < header.ColorChannels) return null;
        reader.Section = "PSD image data";
        reader.Position = offset;
        var compression = reader.U16();
        var data = offset + 2;
        return compression switch
        {
            0 => Channels(reader, header, withAlpha, i => new PsdRawChannel(reader, data + (long)i * header.RowLength(header.Width) * header.Height, header.RowLength(header.Width))),
            1 => OpenRle(reader, header, data, withAlpha),
            2 or 3 => Channels(reader, header, withAlpha, i => OpenZip(reader, header, data, i, compression == 3 ? header.Depth : 0)),
            _ => null,
        };
    }

    private static PsdChannel?[] Channels(ByteReader reader, PsdHeader header, bool withAlpha, Func<int, PsdChannel?> open)
    {
        var channels = new PsdChannel?[header.ColorChannels + 1];
        for (var i = 0; i < header.ColorChannels + (withAlpha ? 1 : 0); i++)
            if (open(i) is { } samples) channels[i] = PsdChannel.To8Bits(samples, reader, header, header.Width, i < header.ColorChannels && header.IsLinear);
        return channels;
    }

    private static PsdChannel?[]? OpenRle(ByteReader reader, PsdHeader header, long data, bool withAlpha)
    {
        var tables = new PsdRowTables(reader, header.Wide);
        var table = (long)header.Height * tables.EntrySize;
        var next = data + table * header.Channels;
        var channels = Channels(reader, header, withAlpha, i =>
        {
            var channel = PsdRleChannel.TryOpen(reader, tables, data + table * i, next, header.RowLength(header.Width), header.Height);
            next += channel?.PackedLength ?? 0;
            return channel;
        });
        return channels.AsSpan(0, header.ColorChannels).Contains(null) ? null : channels;
    }

    /// <summary>All channels are one stream: each is read from its own place in it.</summary>
    private static PsdZipChannel OpenZip(ByteReader reader, PsdHeader header, long data, int channel, int predicted)
    {
        var rows = new PsdZipChannel(reader, data, reader.Length - data, header.RowLength(header.Width), predicted);
        rows.Skip(channel * header.Height);
        return rows;
    }
}
