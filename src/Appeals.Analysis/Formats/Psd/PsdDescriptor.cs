using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>"Descriptor structure": named values. Values are descriptors, lists, numbers, flags or text; others are skipped.</summary>
internal sealed class PsdDescriptor
{
    public Dictionary<string, object> Items { get; } = new(StringComparer.Ordinal);

    public double? Number(string key) => Items.GetValueOrDefault(key) as double?;
    public bool? Flag(string key) => Items.GetValueOrDefault(key) as bool?;
    public PsdDescriptor? Child(string key) => Items.GetValueOrDefault(key) as PsdDescriptor;

    /// <summary>An RGB colour (0..255) or a shade of grey (0..100, more is darker); null for other models.</summary>
    public PsdSolidColor? Color()
    {
        if (Number("Gry ") is { } grey) return new(Byte(255 - grey * 2.55), Byte(255 - grey * 2.55), Byte(255 - grey * 2.55));
        return Number("Rd  ") is { } r && Number("Grn ") is { } g && Number("Bl  ") is { } b ? new(Byte(r), Byte(g), Byte(b)) : null;
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(double.IsFinite(value) ? value : 0), 0, 255);
}

/// <summary>Reads descriptors within depth and item limits. What cannot be read gives null, not an error: nothing essential hangs on them.</summary>
internal sealed class PsdDescriptorReader(ByteReader reader, ReadLimits limits)
{
    private int _items;

    /// <summary>A descriptor after its version number, within <paramref name="length"/> bytes. The reader may stand anywhere in them afterwards.</summary>
    public PsdDescriptor? TryReadVersioned(long length)
    {
        try
        {
            var end = reader.Position + length;
            return length >= 4 && reader.U32() == 16 ? Read(end, 0) : null;
        }
        catch (SourceFileException)
        {
            return null;
        }
    }

    private PsdDescriptor Read(long end, int depth)
    {
        if (depth > limits.MaxDescriptorDepth) throw reader.Malformed(Words.LayerDetails);
        SkipUnicode(end);
        Id(end);
        var descriptor = new PsdDescriptor();
        var count = reader.U32();
        for (uint i = 0; i < count; i++)
        {
            var key = Id(end);
            if (Value(end, depth) is { } value) descriptor.Items[key] = value;
        }
        return descriptor;
    }

    private object? Value(long end, int depth)
    {
        if (++_items > limits.MaxDescriptorItems || reader.Position >= end) throw reader.Malformed(Words.LayerDetails);
        switch (reader.Key())
        {
            case "Objc" or "GlbO": return Read(end, depth + 1);
            case "VlLs": return List(end, depth + 1);
            case "doub": return reader.F64();
            case "UntF": reader.Skip(4); return reader.F64();
            case "long": return (double)reader.I32();
            case "comp": return (double)(long)reader.U64();
            case "bool": return reader.U8() != 0;
            case "TEXT": SkipUnicode(end); return null;
            case "enum": Id(end); return Id(end);
            case "tdta" or "alis": reader.Skip(reader.Size(wide: false, end - reader.Position)); return null;
            case "type" or "GlbC": SkipUnicode(end); Id(end); return null;
            default: throw reader.Malformed(Words.LayerDetails);
        }
    }

    private List<object> List(long end, int depth)
    {
        if (depth > limits.MaxDescriptorDepth) throw reader.Malformed(Words.LayerDetails);
        var list = new List<object>();
        var count = reader.U32();
        for (uint i = 0; i < count; i++)
            if (Value(end, depth) is { } value) list.Add(value);
        return list;
    }

    private void SkipUnicode(long end)
    {
        long length = reader.U32() * 2L;
        if (length > end - reader.Position) throw reader.Truncated();
        reader.Skip(length);
    }

    /// <summary>A four-character key, or a longer one after its length.</summary>
    private string Id(long end)
    {
        var length = reader.U32();
        if (length == 0) return reader.Key();
        if (length > Math.Min(256, end - reader.Position)) throw reader.Truncated();
        return System.Text.Encoding.Latin1.GetString(reader.Bytes(length));
    }
}
