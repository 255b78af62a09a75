using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>
/// Collects the metadata of a file from the places where its format keeps it. Nothing is searched for by its bytes: a marker outside its home
/// (in a caption, behind the end of a picture) is no marker. What is damaged ends the walk; what was found until then counts.
/// </summary>
internal static class ContainerWalker
{
    public static (FileFormat Format, IReadOnlyList<MetadataPart> Parts) Walk(Stream stream, ReadLimits limits, CancellationToken cancellation)
    {
        var reader = new ByteReader(stream);
        reader.Position = 0;
        var format = FileSignature.Recognise(reader.Bytes(Math.Min(FileSignature.Length, reader.Length)));
        reader.Position = 0;
        var parts = new PartList(limits, cancellation);
        try
        {
            switch (format)
            {
                case FileFormat.Jpeg: JpegWalk.Read(reader, parts); break;
                case FileFormat.Png: PngWalk.Read(reader, parts); break;
                case FileFormat.WebP: RiffWalk.Read(reader, parts); break;
                case FileFormat.Gif: GifWalk.Read(reader, parts); break;
                case FileFormat.Tiff: TiffWalk.ReadFile(reader, parts); break;
                case FileFormat.Avif or FileFormat.Mp4: BmffWalk.Read(reader, parts); break;
                case FileFormat.Psd or FileFormat.Psb: PsdWalk.Read(reader, parts); break;
                case FileFormat.Kra or FileFormat.Ora or FileFormat.Zip: ZipWalk.Read(stream, parts); break;
            }
        }
        catch (SourceFileException) when (parts.Found.Count > 0 || format is not FileFormat.Unknown)
        {
            // the rest cannot be walked
        }
        return (format, parts.Found);
    }
}

/// <summary>Takes parts within a budget: their number, the length of each, and of all together.</summary>
internal sealed class PartList(ReadLimits limits, CancellationToken cancellation)
{
    private long _steps;
    private long _bytes;

    public List<MetadataPart> Found { get; } = [];
    public ReadLimits Limits => limits;
    public CancellationToken Cancellation => cancellation;

    /// <summary>Called at every step of a walk.</summary>
    /// <exception cref="SourceFileException">The container has more parts than are walked.</exception>
    public void Step(ByteReader reader)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_steps > limits.MaxMetadataParts) throw reader.Malformed(Words.Damaged);
    }

    /// <summary>Reads a part if it is of a length that is read; the reader ends behind it.</summary>
    public byte[]? Take(ByteReader reader, long length)
    {
        if (TrySpend(length)) return reader.Bytes(length);
        reader.Skip(length);
        return null;
    }

    /// <summary>Whether so many bytes more may be held; what is unpacked counts as it is then.</summary>
    public bool TrySpend(long length)
    {
        if (length > limits.MaxBlockLength || _bytes + length > limits.MaxMetadataBytes) return false;
        _bytes += length;
        return true;
    }

    public void Add(PartKind kind, string location, byte[]? bytes, string key = "")
    {
        if (bytes is { Length: > 0 }) Found.Add(new MetadataPart(kind, location, bytes, key));
    }
}
