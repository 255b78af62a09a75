using System.Buffers.Binary;

namespace Appeals.Core.Analysing;

/// <summary>
/// The first bytes of a still WebP picture (RFC 9649, sections 2.3 to 2.7): enough to refuse what is no picture or another size than was said,
/// without opening it.
/// </summary>
internal static class WebPHeader
{
    private const int Length = 30;
    private const int MaxSide14 = 0x3FFF;
    private const byte LosslessSignature = 0x2F;
    private const byte AnimationFlag = 0x02;

    /// <summary>Null unless the container is whole and holds one still picture.</summary>
    public static (int Width, int Height)? TryRead(ReadOnlySpan<byte> file)
    {
        if (file.Length < Length || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WEBP"u8)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) != file.Length - 8) return null;
        var chunk = file[12..];
        return chunk.StartsWith("VP8 "u8) ? Lossy(file) : chunk.StartsWith("VP8L"u8) ? Lossless(file) : chunk.StartsWith("VP8X"u8) ? Extended(file) : null;
    }

    private static (int, int)? Lossy(ReadOnlySpan<byte> file) =>
        file[23] != 0x9D || file[24] != 0x01 || file[25] != 0x2A ? null
        : (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & MaxSide14, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & MaxSide14);

    private static (int, int)? Lossless(ReadOnlySpan<byte> file)
    {
        if (file[20] != LosslessSignature) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
        return ((int)(bits & MaxSide14) + 1, (int)((bits >> 14) & MaxSide14) + 1);
    }

    private static (int, int)? Extended(ReadOnlySpan<byte> file) =>
        (file[20] & AnimationFlag) != 0 ? null : (ReadUInt24(file[24..]) + 1, ReadUInt24(file[27..]) + 1);

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
