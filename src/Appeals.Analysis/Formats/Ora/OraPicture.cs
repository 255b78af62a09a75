using System.Buffers.Binary;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>The PNG of a layer: measured by its header before it is unpacked.</summary>
internal static class OraPicture
{
    private const string Section = "OpenRaster layer data";

    /// <summary>Width, height and bits of a sample from the PNG header.</summary>
    public static (int Width, int Height, int Depth) Measure(BoundedZip zip, ZipEntry entry, ReadLimits limits)
    {
        var head = zip.Peek(entry, 26);
        if (head.Length < 26 || FileSignature.Recognise(head) != FileFormat.Png) throw Unreadable(entry);
        long width = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(16)), height = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(20));
        if (width == 0 || height == 0) throw Unreadable(entry);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxLayerPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, entry.Offset, Section);
        return ((int)width, (int)height, head[24]);
    }

    /// <summary>The bytes of the PNG.</summary>
    public static PooledBytes Read(BoundedZip zip, ZipEntry entry, ReadLimits limits)
    {
        var (width, height, _) = Measure(zip, entry, limits);
        // A PNG without any compression is no longer than its samples and some headers.
        return zip.Read(entry, plausible: (long)width * height * 8 + height + 65_536);
    }

    public static RgbaImage Decode(ReadOnlySpan<byte> png, ZipEntry entry, ReadLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            return ImageCodec.Decode(png, new ImageLimits { MaxSide = limits.MaxSide, MaxPixels = limits.MaxLayerPixels }, cancellationToken);
        }
        catch (ImageException exception)
        {
            throw new SourceFileException(exception.Code, Words.LayerPicture, entry.Offset, Section, exception);
        }
    }

    private static SourceFileException Unreadable(ZipEntry entry) => new(ProblemCode.Unsupported, Words.LayerPicture, entry.Offset, Section);
}
