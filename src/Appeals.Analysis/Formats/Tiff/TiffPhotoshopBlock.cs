using Appeals.Analysis.Formats.Psd;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Tiff;

/// <summary>
/// Photoshop's layers in tag 37724, ImageSourceData (Adobe "Photoshop TIFF Technical Notes"): a title, then the tagged blocks of a PSD. They have
/// a byte order of their own, which the first signature shows; keys and samples stand backwards, too, where it is the little one.
/// </summary>
internal sealed record TiffPhotoshopBlock(ByteReader Reader, PsdStructure Structure)
{
    private const int ImageSourceData = 37_724, ImageResources = 34_377, Xmp = 700, IccProfile = 34_675, SamplesPerPixel = 277;

    /// <summary>Null if there is no such block, or it holds no layers.</summary>
    public static TiffPhotoshopBlock? TryRead(Stream stream, TiffStructure tiff, ReadLimits limits, CancellationToken cancellationToken)
    {
        var page = tiff.Pages[0];
        if (page.Directory.Bytes(ImageSourceData) is not { } data || HeaderOf(page) is not { } header) return null;
        var title = "Adobe Photoshop Document Data Block\0"u8;
        var start = new byte[title.Length + 4];
        if (data.Length < start.Length) return null;
        tiff.Reader.Position = data.Offset;
        tiff.Reader.ReadExactly(start);
        if (!start.AsSpan().StartsWith(title)) return null;
        var reader = new ByteReader(stream) { IsLittleEndian = start.AsSpan(title.Length).SequenceEqual("MIB8"u8), Section = "TIFF ImageSourceData", Position = data.Offset + title.Length };
        var structure = PsdStructure.ReadBlocks(reader, header, ResourcesOf(stream, page, limits), data.Offset + data.Length, limits, cancellationToken);
        return structure.Records.Count == 0 ? null : new(reader, structure);
    }

    private static PsdHeader? HeaderOf(TiffPage page)
    {
        PsdColorMode? mode = page.Photometric switch
        {
            0 or 1 => PsdColorMode.Grey,
            2 => PsdColorMode.Rgb,
            5 => PsdColorMode.Cmyk,
            8 or 9 => PsdColorMode.Lab,
            _ => null,
        };
        if (mode is not { } known || page.Depth is not (8 or 16 or 32)) return null;
        return new(Wide: false, (int)Math.Clamp(page.Directory.Number(SamplesPerPixel) ?? 1, 1, 56), page.Width, page.Height, page.Depth, known);
    }

    /// <summary>Image resources are big-endian in every file; XMP and the profile have tags of their own.</summary>
    private static PsdResources ResourcesOf(Stream stream, TiffPage page, ReadLimits limits)
    {
        var resources = page.Directory.Bytes(ImageResources) is { } block
            ? PsdResources.Read(new ByteReader(stream) { Position = block.Offset }, block.Offset + block.Length, limits)
            : new PsdResources();
        if (page.Directory.Bytes(Xmp) is { } xmp) resources.Add(PsdResources.Xmp, xmp);
        if (page.Directory.Bytes(IccProfile) is { } profile) resources.Add(PsdResources.IccProfile, profile);
        return resources;
    }
}
