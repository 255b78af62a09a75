using System.Buffers.Binary;
using System.Text;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes what PSD is made of; TIFF files have it the other way round, too.</summary>
internal sealed class BigEndianWriter(bool littleEndian = false)
{
    private readonly List<byte> _bytes = [];

    public BigEndianWriter U8(int value) => Raw([(byte)value]);

    public BigEndianWriter U16(int value) => Ordered([(byte)(value >> 8 & 255), (byte)(value & 255)]);

    public BigEndianWriter U32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, unchecked((int)value));
        return Ordered(bytes);
    }

    public BigEndianWriter U64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Ordered(bytes);
    }

    /// <summary>A key of four characters, which follows the byte order.</summary>
    public BigEndianWriter Key(string ascii) => Ordered(Encoding.Latin1.GetBytes(ascii));

    private BigEndianWriter Ordered(byte[] bytes)
    {
        if (littleEndian) Array.Reverse(bytes);
        return Raw(bytes);
    }

    public BigEndianWriter Text(string ascii) => Raw(Encoding.Latin1.GetBytes(ascii));

    public BigEndianWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A length of 4 bytes (8 if wide), then the bytes, filled up to a multiple.</summary>
    public BigEndianWriter Block(ReadOnlySpan<byte> bytes, bool wide = false, int multiple = 1)
    {
        var padding = (multiple - bytes.Length % multiple) % multiple;
        if (wide) U64(bytes.Length + padding);
        else U32(bytes.Length + padding);
        return Raw(bytes).Raw(new byte[padding]);
    }

    public byte[] ToArray() => [.. _bytes];
}
