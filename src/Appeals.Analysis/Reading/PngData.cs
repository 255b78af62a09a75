using System.Buffers.Binary;

namespace Appeals.Analysis.Reading;

/// <summary>
/// The compressed samples of a PNG of the plainest kind (Portable Network Graphics, Third Edition, section 11): 8 bits of RGB or RGBA, not interlaced, in no other space than sRGB. Reads what the
/// chunks <c>IDAT</c> hold, one after the other; their check sums are not looked at.
/// </summary>
internal sealed class PngData : Stream
{
    private const int SignatureLength = 8, HeadLength = 8, ChecksumLength = 4, HeaderLength = 13;

    private readonly byte[] _file;
    private readonly int _length;
    private int _at, _left;

    private PngData(byte[] file, int length, int first)
    {
        (_file, _length) = (file, length);
        (Width, Height, Channels) = ((int)Math.Min(Number(SignatureLength + HeadLength), int.MaxValue), (int)Math.Min(Number(SignatureLength + HeadLength + 4), int.MaxValue), file[SignatureLength + HeadLength + 9] == 6 ? 4 : 3);
        (_at, _left) = (first, 0);
    }

    public int Width { get; }
    public int Height { get; }
    /// <summary>3, or 4 with alpha.</summary>
    public int Channels { get; }

    /// <param name="file">A PNG by its signature, as far as <paramref name="length"/>.</param>
    /// <returns>Null if it is of another kind.</returns>
    public static PngData? Of(byte[] file, int length)
    {
        const int header = SignatureLength + HeadLength;
        if (length < header + HeaderLength || !file.AsSpan(SignatureLength, HeadLength).SequenceEqual("\0\0\0\rIHDR"u8)) return null;
        if (file[header + 8] != 8 || file[header + 9] is not (2 or 6) || file[header + 10] != 0 || file[header + 11] != 0 || file[header + 12] != 0) return null;
        for (long at = header + HeaderLength + ChecksumLength; at + HeadLength <= length;)
        {
            var type = file.AsSpan((int)at + 4, 4);
            if (type.SequenceEqual("IDAT"u8)) return new(file, length, (int)at);
            if (ChangesColors(type)) return null;
            at += (long)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at)) + HeadLength + ChecksumLength;
        }
        return null;
    }

    /// <summary>A profile, or anything that has to be understood: names in capitals.</summary>
    private static bool ChangesColors(ReadOnlySpan<byte> type) => (type[0] & 32) == 0 || type.SequenceEqual("iCCP"u8) || type.SequenceEqual("cICP"u8) || type.SequenceEqual("tRNS"u8);

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0)
            if (!Next()) return 0;
        var count = Math.Min(buffer.Length, _left);
        _file.AsSpan(_at, count).CopyTo(buffer);
        (_at, _left) = (_at + count, _left - count);
        if (_left == 0) _at = Math.Min(_length, _at + ChecksumLength);
        return count;
    }

    /// <summary>Goes on to the next chunk of samples.</summary>
    private bool Next()
    {
        if (_at + HeadLength > _length || !_file.AsSpan(_at + 4, 4).SequenceEqual("IDAT"u8)) return false;
        var claimed = Number(_at);
        _at += HeadLength;
        _left = (int)Math.Min(claimed, _length - _at);
        if (_left == 0) _at = Math.Min(_length, _at + ChecksumLength);
        return true;
    }

    private uint Number(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
