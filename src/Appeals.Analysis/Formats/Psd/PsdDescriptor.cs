using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>"Descriptor structure": named values. Values are descriptors, lists, numbers, flags or text; others are skipped.</summary>
internal sealed class PsdDescriptor
{
    public Dictionary<string, object> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Null, too, for what is infinite or not a number.</summary>
    public double? Number(string key) => Items.GetValueOrDefault(key) is double value && double.IsFinite(value) ? value : null;
    public bool? Flag(string key) => Items.GetValueOrDefault(key) as bool?;
    /// <summary>The value of an enumeration.</summary>
    public string? Word(string key) => Items.GetValueOrDefault(key) as string;
    public PsdDescriptor? Child(string key) => Items.GetValueOrDefault(key) as PsdDescriptor;

    /// <summary>A colour as RGB (0..255), grey or CMYK (percent of ink), HSB or Lab; null for other models.</summary>
    public PsdSolidColor? Color()
    {
        if (Number("Gry ") is { } grey) return new(Byte(255 - grey * 2.55), Byte(255 - grey * 2.55), Byte(255 - grey * 2.55));
        if (Number("Rd  ") is { } r && Number("Grn ") is { } g && Number("Bl  ") is { } b) return new(Byte(r), Byte(g), Byte(b));
        if (Number("redFloat") is { } red && Number("greenFloat") is { } green && Number("blueFloat") is { } blue) return new(Byte(red * 255), Byte(green * 255), Byte(blue * 255));
        if (Number("Cyn ") is { } c && Number("Mgnt") is { } m && Number("Ylw ") is { } y && Number("Blck") is { } k) return new(Ink(c, k), Ink(m, k), Ink(y, k));
        if (Number("H   ") is { } hue && Number("Strt") is { } saturation && Number("Brgh") is { } brightness) return Hsb(hue, saturation / 100, brightness * 2.55);
        if (Number("Lmnc") is not { } l || Number("A   ") is not { } labA || Number("B   ") is not { } labB) return null;
        var (labR, labG, labBlue) = Pixels.CieLab.ToSrgb8((float)Math.Clamp(l, 0, 100), (float)Math.Clamp(labA, -200, 200), (float)Math.Clamp(labB, -200, 200));
        return new(labR, labG, labBlue);
    }

    private static byte Ink(double ink, double black) => Byte(255 * (1 - ink / 100) * (1 - black / 100));

    private static PsdSolidColor Hsb(double hue, double saturation, double brightness)
    {
        byte Component(double n)
        {
            var k = (n + hue / 60) % 6;
            return Byte(brightness * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
        return new(Component(5), Component(3), Component(1));
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
