using System.Text;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>A list of properties, of the picture, a layer or a mask (devel-docs/xcf.txt, "Properties"), as far as they are of use.</summary>
internal sealed class XcfProperties
{
    private const int MaxParasiteName = 64;

    public double Opacity { get; private set; } = 1;
    public uint Mode { get; private set; }
    public bool Visible { get; private set; } = true;
    public bool Locked { get; private set; }
    public bool ApplyMask { get; private set; } = true;
    public int Left { get; private set; }
    public int Top { get; private set; }
    public bool IsGroup { get; private set; }
    public uint[] ItemPath { get; private set; } = [];
    public bool IsFloating { get; private set; }
    public long FloatsOn { get; private set; }
    /// <summary>Composite mode and spaces; 0 if not said. A negative one was chosen by GIMP and is as good.</summary>
    public int CompositeMode { get; private set; }
    public int CompositeSpace { get; private set; }
    public int BlendSpace { get; private set; }
    public byte Compression { get; private set; } = 1;
    public byte[] Palette { get; private set; } = [];
    public uint Tattoo { get; private set; }
    public double Resolution { get; private set; }
    public bool HasPaths { get; private set; }
    public Dictionary<string, byte[]> Parasites { get; } = new(StringComparer.Ordinal);
    public bool IsText => Parasites.ContainsKey("gimp-text-layer");

    /// <exception cref="SourceFileException">The list does not end, or a property does not fit.</exception>
    public static XcfProperties Read(ByteReader reader, XcfHeader header, ReadLimits limits)
    {
        var properties = new XcfProperties();
        for (var i = 0; ; i++)
        {
            if (i > limits.MaxBlocks) throw reader.Malformed(Words.LayerDetails);
            var (type, length) = (reader.U32(), (long)reader.U32());
            if (type == 0) return properties;
            // Old writers gave a wrong length for the palette: it is as long as its own count says.
            if (type == 1) length = properties.ReadPalette(reader);
            if (length > reader.Left) throw reader.Truncated();
            var end = reader.Position + length;
            if (type != 1) properties.Read(reader, type, length, header, limits);
            reader.Position = end;
        }
    }

    private long ReadPalette(ByteReader reader)
    {
        var count = reader.U32();
        if (count > 256) throw reader.Malformed(Words.BadHeader);
        Palette = reader.Bytes(count * 3);
        return 0;
    }

    private void Read(ByteReader reader, uint type, long length, XcfHeader header, ReadLimits limits)
    {
        if (length == 0)
        {
            IsGroup |= type == 29;
            return;
        }
        switch (type)
        {
            case 5: (IsFloating, FloatsOn) = (true, Pointer(reader, header, length)); break;
            case 6 when length >= 4: Opacity = Math.Min(reader.U32(), 255) / 255.0; break;
            case 7 when length >= 4: Mode = reader.U32(); break;
            case 8 when length >= 4: Visible = reader.U32() != 0; break;
            case 11 when length >= 4: ApplyMask = reader.U32() != 0; break;
            case 15 when length >= 8: (Left, Top) = (reader.I32(), reader.I32()); break;
            case 17 when length == 1: Compression = reader.U8(); break;
            case 19 when length >= 4: Resolution = Single(reader); break;
            case 20 when length >= 4: Tattoo = reader.U32(); break;
            case 21: ReadParasites(reader, length, limits); break;
            case 23 or 25: HasPaths = true; break;
            case 28 when length >= 4: Locked = reader.U32() != 0; break;
            case 29: IsGroup = true; break;
            case 30: ReadPath(reader, length, limits); break;
            case 33 when length >= 4: Opacity = Single(reader) is var opacity && opacity >= 0 ? Math.Min(opacity, 1) : 0; break;
            case 35 when length >= 4: CompositeMode = Chosen(reader.I32()); break;
            case 36 when length >= 4: CompositeSpace = Chosen(reader.I32()); break;
            case 37 when length >= 4: BlendSpace = Chosen(reader.I32()); break;
        }
    }

    private static float Single(ByteReader reader) => BitConverter.UInt32BitsToSingle(reader.U32());

    private static int Chosen(int value) => value == int.MinValue ? 0 : Math.Abs(value);

    private static long Pointer(ByteReader reader, XcfHeader header, long length) =>
        length < header.PointerSize ? 0 : header.IsWide ? (long)Math.Min(reader.U64(), long.MaxValue) : reader.U32();

    private void ReadPath(ByteReader reader, long length, ReadLimits limits)
    {
        if (length / 4 > limits.MaxNesting + 1) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, reader.Position, "XCF item path");
        ItemPath = new uint[length / 4];
        for (var i = 0; i < ItemPath.Length; i++) ItemPath[i] = reader.U32();
    }

    /// <summary>Name, flags, length, bytes, one after the other. What is too long to be looked at is remembered by name only.</summary>
    private void ReadParasites(ByteReader reader, long length, ReadLimits limits)
    {
        var end = reader.Position + length;
        for (var i = 0; i < limits.MaxBlocks && end - reader.Position >= 12; i++)
        {
            var name = ReadText(reader, MaxParasiteName, end);
            if (end - reader.Position < 8) return;
            reader.Skip(4);
            var size = (long)reader.U32();
            if (size > end - reader.Position) return;
            Parasites[name] = size <= limits.MaxBlockLength ? reader.Bytes(size) : Skip(reader, size);
        }
    }

    private static byte[] Skip(ByteReader reader, long size)
    {
        reader.Skip(size);
        return [];
    }

    /// <summary>A string: its length with the closing zero, UTF-8. An empty one is a length of zero.</summary>
    public static string ReadText(ByteReader reader, int maxLength, long end)
    {
        var length = (long)reader.U32();
        if (length > end - reader.Position) throw reader.Truncated();
        var after = reader.Position + length;
        // A character takes four bytes at most; what is beyond what is kept is not read.
        var bytes = reader.Bytes(Math.Min(length, maxLength * 4L));
        reader.Position = after;
        var zero = bytes.AsSpan().IndexOf((byte)0);
        return CleanText.From(Encoding.UTF8.GetString(bytes, 0, zero < 0 ? bytes.Length : zero), maxLength);
    }
}
