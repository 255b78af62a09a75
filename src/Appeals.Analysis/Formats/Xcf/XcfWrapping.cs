using System.IO.Compression;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>A file that GIMP saved as <c>.xcf.gz</c>, unwrapped into memory within limits.</summary>
internal static class XcfWrapping
{
    private const string Section = "gzip";
    private const int Block = 1024 * 1024;

    /// <summary>Null if it is not wrapped.</summary>
    /// <exception cref="SourceFileException">It is damaged, or unpacks to more than is allowed.</exception>
    public static MemoryStream? Unwrap(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        if (stream.ReadByte() != 0x1F || stream.ReadByte() != 0x8B) return null;
        stream.Position = 0;
        var most = Math.Min(limits.MaxUnwrappedLength, Math.Max(limits.InflateRatioFrom, stream.Length * limits.MaxInflateRatio));
        var plain = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            using var buffer = new PooledBytes(Block);
            for (var read = gzip.Read(buffer.Span); read > 0; read = gzip.Read(buffer.Span))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (plain.Length + read > most) throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveBomb, section: Section);
                plain.Write(buffer.Span[..read]);
            }
            return plain;
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            // What came before the damage may be a file of which most can be shown.
            if (plain.Length > 0) return plain;
            throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveDamaged, section: Section, inner: exception);
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }
}
