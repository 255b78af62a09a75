using System.Runtime.InteropServices;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Tiff;

/// <summary>One image file directory (TIFF 6.0, section 2): where the values of each tag lie. Values are read when they are asked for.</summary>
internal sealed class TiffDirectory
{
    private readonly ByteReader _reader;
    private readonly Dictionary<int, TiffField> _fields = [];

    private TiffDirectory(ByteReader reader) => _reader = reader;

    /// <summary>Offset of the next directory, 0 if this is the last one.</summary>
    public ulong Next { get; private set; }

    public static TiffDirectory Read(ByteReader reader, bool big, ReadLimits limits)
    {
        reader.Section = "TIFF image file directory";
        var directory = new TiffDirectory(reader);
        var count = big ? reader.U64() : reader.U16();
        if (count == 0 || count > (ulong)limits.MaxBlocks || count * (big ? 20UL : 12UL) > (ulong)reader.Left) throw reader.Malformed(Words.Damaged);
        for (ulong i = 0; i < count; i++) directory.ReadField(big);
        directory.Next = reader.Left < (big ? 8 : 4) ? 0 : big ? reader.U64() : reader.U32();
        return directory;
    }

    /// <summary>Values that fit stand in the field itself, others where it points. A field that points nowhere is left out.</summary>
    private void ReadField(bool big)
    {
        int tag = _reader.U16(), type = _reader.U16();
        var count = big ? _reader.U64() : _reader.U32();
        var inline = _reader.Position;
        var offset = big ? _reader.U64() : _reader.U32();
        var size = SizeOf(type);
        if (size == 0 || count == 0 || count > (ulong)(_reader.Length / size)) return;
        var length = (long)count * size;
        var position = length <= (big ? 8 : 4) ? (ulong)inline : offset;
        if (position > (ulong)_reader.Length || length > _reader.Length - (long)position) return;
        _fields.TryAdd(tag, new(type, (long)position, length));
    }

    private static int SizeOf(int type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };

    /// <summary>Where the bytes of a tag's value lie.</summary>
    public (long Offset, long Length)? Bytes(int tag) => _fields.TryGetValue(tag, out var field) ? (field.Offset, field.Length) : null;

    /// <summary>The first of a tag's whole numbers, or null if it has none.</summary>
    public long? Number(int tag)
    {
        if (!_fields.TryGetValue(tag, out var field)) return null;
        _reader.Position = field.Offset;
        return field.Type switch
        {
            1 => _reader.U8(),
            3 => _reader.U16(),
            4 => _reader.U32(),
            16 => (long)Math.Min(_reader.U64(), long.MaxValue),
            _ => null,
        };
    }

    /// <summary>The first of a tag's fractions; 0 if it has none or divides by zero.</summary>
    public double Fraction(int tag)
    {
        if (!_fields.TryGetValue(tag, out var field) || field.Type is not (5 or 10)) return 0;
        _reader.Position = field.Offset;
        double numerator = field.Type == 5 ? _reader.U32() : _reader.I32(), denominator = field.Type == 5 ? _reader.U32() : _reader.I32();
        return denominator == 0 ? 0 : numerator / denominator;
    }

    /// <summary>Text: 7-bit by the specification, UTF-8 in practice.</summary>
    public string? Text(int tag, int maxLength)
    {
        if (!_fields.TryGetValue(tag, out var field) || field.Type is not (2 or 1 or 7)) return null;
        _reader.Position = field.Offset;
        var bytes = _reader.Bytes(Math.Min(field.Length, maxLength * 4L));
        return CleanText.From(System.Text.Encoding.UTF8.GetString(bytes), maxLength);
    }
}

/// <summary>Where a tag's values lie.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TiffField(int Type, long Offset, long Length);
