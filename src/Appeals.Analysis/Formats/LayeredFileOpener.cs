using Appeals.Analysis.Formats.Flat;
using Appeals.Analysis.Formats.Clip;
using Appeals.Analysis.Formats.Kra;
using Appeals.Analysis.Formats.Ora;
using Appeals.Analysis.Formats.Procreate;
using Appeals.Analysis.Formats.Psd;
using Appeals.Analysis.Formats.Tiff;
using Appeals.Analysis.Formats.Xcf;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>Chooses the reader by the first bytes.</summary>
internal static class LayeredFileOpener
{
    public static LayeredFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (stream.Length == 0) throw new SourceFileException(ProblemCode.Empty, Words.EmptyFile);
        var head = new byte[(int)Math.Min(FileSignature.Length, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(head);
        stream.Position = 0;
        return FileSignature.Recognise(head) switch
        {
            FileFormat.Psd or FileFormat.Psb => PsdFile.Open(stream, limits, cancellationToken),
            FileFormat.Kra => KraFile.Open(stream, limits, cancellationToken),
            FileFormat.Ora => OraFile.Open(stream, limits, cancellationToken),
            FileFormat.Xcf => XcfFile.Open(stream, limits, cancellationToken),
            FileFormat.Clip => ClipFile.Open(stream, limits, cancellationToken),
            FileFormat.Procreate => ProcreateFile.Open(stream, limits, cancellationToken),
            FileFormat.Zip => OpenZip(stream, limits, cancellationToken),
            FileFormat.Tiff => TiffFile.Open(stream, limits, cancellationToken),
            FileFormat.Png or FileFormat.Jpeg or FileFormat.WebP or FileFormat.Avif => FlatFile.Open(stream, FileSignature.Recognise(head), limits),
            _ => throw new SourceFileException(ProblemCode.Unsupported, Words.NotALayeredFile, 0),
        };
    }
    /// <summary>Some writers do not put the media type first; the list of layers tells.</summary>
    private static LayeredFile OpenZip(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var zip = BoundedZip.Open(stream, limits with { MaxZipEntries = limits.MaxTileEntries }, cancellationToken);
        if (OraFile.IsIn(zip)) return OraFile.Open(stream, limits, cancellationToken);
        if (KraArchive.IsIn(zip)) return KraFile.Open(stream, limits, cancellationToken);
        if (ProcreateArchive.IsIn(zip)) return ProcreateFile.Open(stream, limits, cancellationToken);
        throw new SourceFileException(ProblemCode.Unsupported, Words.NotALayeredFile, 0);
    }
}
