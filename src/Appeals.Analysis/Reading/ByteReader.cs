using System.Buffers.Binary;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Reading;

/// <summary>Reads big-endian values, or little-endian ones, through a small buffer. What lies past the end is <see cref="ProblemCode.Truncated"/>, never an allocation.</summary>
internal sealed class ByteReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly Lock _gate = new();
    private long _start;
    private int _filled;
    private int _at;

    public Stream Stream => stream;
    public long Length { get; } = stream.Length;
    /// <summary>Four-character keys, too, stand backwards then.</summary>
    public bool IsLittleEndian { get; init; }
    /// <summary>What is being read, for messages.</summary>
    public string? Section { get; set; }
    public long Left => Length - Position;

    public long Position
    {
        get => _start + _at;
        set
        {
            if (value < 0 || value > Length) throw Truncated();
            if (value >= _start && value <= _start + _filled) _at = (int)(value - _start);
            else (_start, _filled, _at) = (value, 0, 0);
        }
    }

    public byte U8() => Take(1)[0];
    public ushort U16() => ToU16(Take(2));
    public short I16() => unchecked((short)U16());
    public uint U32() => ToU32(Take(4));
    public int I32() => unchecked((int)U32());
    public ulong U64() => IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) : BinaryPrimitives.ReadUInt64BigEndian(Take(8));
    public double F64() => BitConverter.UInt64BitsToDouble(U64());

    /// <summary>A value in the file's byte order.</summary>
    public ushort ToU16(ReadOnlySpan<byte> bytes) => IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <inheritdoc cref="ToU16"/>
    public uint ToU32(ReadOnlySpan<byte> bytes) => IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>A length field of 4 or 8 bytes that must fit into <paramref name="left"/> bytes after it.</summary>
    public long Size(bool wide, long left)
    {
        var size = wide ? U64() : U32();
        if (size > (ulong)Math.Max(0, left - (wide ? 8 : 4))) throw Truncated();
        return (long)size;
    }

    public void Skip(long count) => Position += count;

    /// <summary>Four characters such as <c>8BIM</c>; bytes outside printable ASCII become '?'.</summary>
    public string Key()
    {
        Span<char> key = stackalloc char[4];
        var bytes = Take(4);
        for (var i = 0; i < 4; i++) key[IsLittleEndian ? 3 - i : i] = bytes[i] is >= 32 and < 127 ? (char)bytes[i] : '?';
        return new string(key);
    }

    /// <summary>Reads a block into memory, after its length has been held against the end of the file.</summary>
    public byte[] Bytes(long count)
    {
        if (count < 0 || count > Left) throw Truncated();
        var bytes = new byte[count];
        ReadExactly(bytes);
        return bytes;
    }

    public void ReadExactly(Span<byte> destination)
    {
        if (destination.Length > Left) throw Truncated();
        var buffered = Math.Min(destination.Length, _filled - _at);
        _buffer.AsSpan(_at, buffered).CopyTo(destination);
        _at += buffered;
        var rest = destination[buffered..];
        if (rest.IsEmpty) return;
        if (rest.Length <= _buffer.Length / 2)
        {
            Take(rest.Length).CopyTo(rest);
            return;
        }
        var position = Position;
        stream.Position = position;
        ReadFrom(rest);
        Position = position + rest.Length;
    }

    /// <summary>Reads from anywhere, and leaves <see cref="Position"/> alone. Threads may do that side by side, as long as nothing else is asked of the reader.</summary>
    public void ReadAt(long position, Span<byte> destination)
    {
        if (position < 0 || destination.Length > Length - position) throw Truncated();
        lock (_gate)
        {
            stream.Position = position;
            ReadFrom(destination);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_filled - _at < count) Fill(count);
        var bytes = _buffer.AsSpan(_at, count);
        _at += count;
        return bytes;
    }

    private void Fill(int count)
    {
        if (Left < count) throw Truncated();
        var position = Position;
        stream.Position = position;
        (_start, _filled, _at) = (position, 0, 0);
        var wanted = (int)Math.Min(_buffer.Length, Left);
        ReadFrom(_buffer.AsSpan(0, wanted));
        _filled = wanted;
    }

    private void ReadFrom(Span<byte> destination)
    {
        try
        {
            stream.ReadExactly(destination);
        }
        catch (EndOfStreamException)
        {
            throw Truncated();
        }
    }

    public SourceFileException Truncated() => new(ProblemCode.Truncated, Words.Truncated, Position, Section);
    public SourceFileException Malformed(Wording wording) => new(ProblemCode.Malformed, wording, Position, Section);
}
