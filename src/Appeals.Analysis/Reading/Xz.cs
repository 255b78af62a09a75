using System.Buffers.Binary;

namespace Appeals.Analysis.Reading;

/// <summary>Unpacks .xz ("The .xz File Format" 1.2.0) whose blocks hold LZMA2 alone, as files that were packed without further filters do. Check sums and the index are not looked at.</summary>
internal sealed class Xz(Stream packed, UnwrappedBytes unwrapped)
{
    private const int HeaderLength = 12, Lzma2 = 0x21, ChunkLength = 64 * 1024;
    private static readonly byte[] LengthOfChecks = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

    private readonly byte[] _chunk = new byte[ChunkLength];
    private readonly Lzma _lzma = new(unwrapped);
    private long _read;

    /// <exception cref="InvalidDataException">It is damaged, or packed otherwise; what came before that is there.</exception>
    public void Unpack()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Read(header);
        var check = header[7] & 15;
        // blocks, until the index, which begins with a zero
        for (var size = Byte(); size != 0; size = Byte())
        {
            ReadHeader(size * 4 + 3);
            while (ReadChunk()) { }
            Skip((int)(-_read & 3) + LengthOfChecks[check]);
        }
    }

    /// <param name="length">Without the byte that told it.</param>
    private void ReadHeader(int length)
    {
        var bytes = _chunk.AsSpan(0, length);
        Read(bytes);
        var flags = bytes[0];
        var at = 1;
        if ((flags & 0x40) != 0) Number(bytes, ref at);
        if ((flags & 0x80) != 0) Number(bytes, ref at);
        if ((flags & 3) != 0 || Number(bytes, ref at) != Lzma2 || Number(bytes, ref at) != 1) throw Damaged();
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (at >= bytes.Length) throw Damaged();
            value |= (long)(bytes[at] & 127) << shift;
            if (bytes[at++] < 128) return value;
        }
        throw Damaged();
    }

    /// <returns>False at the end of the block.</returns>
    private bool ReadChunk()
    {
        var control = Byte();
        if (control == 0) return false;
        if (control is 1 or >= 0xE0) _lzma.Forget();
        else if (control is > 2 and < 0x80) throw Damaged();
        Span<byte> sizes = stackalloc byte[4];
        Read(sizes[..(control < 0x80 ? 2 : 4)]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(sizes) + 1;
        if (control < 0x80)
        {
            Read(unwrapped.Reserve(length));
            unwrapped.Advance(length);
            return true;
        }
        length += (control & 31) << 16;
        if (control >= 0xC0) _lzma.SetProperties(Byte());
        else if (control >= 0xA0) _lzma.Reset();
        var chunk = _chunk.AsSpan(0, BinaryPrimitives.ReadUInt16BigEndian(sizes[2..]) + 1);
        Read(chunk);
        _lzma.Unpack(_chunk, chunk.Length, length);
        return true;
    }

    private int Byte()
    {
        Span<byte> one = stackalloc byte[1];
        Read(one);
        return one[0];
    }

    private void Skip(int count) => Read(_chunk.AsSpan(0, count));

    private void Read(Span<byte> target)
    {
        if (packed.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw Damaged();
        _read += target.Length;
    }

    private static InvalidDataException Damaged() => new("xz");
}
