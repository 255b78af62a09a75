using System.IO.Compression;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>A file that GIMP saved as <c>.xcf.gz</c>, <c>.xcf.bz2</c> or <c>.xcf.xz</c>, unwrapped into memory within limits.</summary>
internal static class XcfWrapping
{
    private const int Block = 1024 * 1024;

    /// <summary>Null if it is not wrapped.</summary>
    /// <exception cref="SourceFileException">It is damaged, or unpacks to more than is allowed.</exception>
    public static MemoryStream? Unwrap(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        Span<byte> head = stackalloc byte[6];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        Action<Stream, UnwrappedBytes>? unpack = head switch
        {
            [0x1F, 0x8B, ..] => Inflate,
            [(byte)'B', (byte)'Z', (byte)'h', ..] => static (packed, bytes) => new Bzip2(packed, bytes).Unpack(),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => static (packed, bytes) => new Xz(packed, bytes).Unpack(),
            _ => null,
        };
        if (unpack is null) return null;
        var plain = new UnwrappedBytes(Math.Min(limits.MaxUnwrappedLength, Math.Max(limits.InflateRatioFrom, stream.Length * limits.MaxInflateRatio)), cancellationToken);
        try
        {
            unpack(stream, plain);
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            // What came before the damage may be a file of which most can be shown.
            if (plain.Length == 0) throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveDamaged, section: UnwrappedBytes.Section, inner: exception);
        }
        if (!plain.Array.AsSpan(0, plain.Length).StartsWith("gimp xcf "u8)) throw new SourceFileException(ProblemCode.Unsupported, Words.Wrapped, section: UnwrappedBytes.Section);
        return plain.ToStream();
    }

    private static void Inflate(Stream stream, UnwrappedBytes plain)
    {
        using var gzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        using var buffer = new PooledBytes(Block);
        for (var read = gzip.Read(buffer.Span); read > 0; read = gzip.Read(buffer.Span))
        {
            buffer.Span[..read].CopyTo(plain.Reserve(read));
            plain.Advance(read);
        }
    }
}
