using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>A layer as the file has it, and where its pixels and its mask lie.</summary>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="Type">0 to 5: RGB, grey, indexed, each without and with alpha.</param>
/// <param name="Hierarchy">Where its tiles are listed; 0 for none.</param>
internal sealed record XcfItem(long Offset, PixelArea Area, uint Type, string Name, XcfProperties Properties, long Hierarchy, XcfMask? Mask)
{
    public const string Section = "XCF layer";

    /// <summary>Filters that GIMP 3 applies while it draws, listed since version 20.</summary>
    public bool HasEffects { get; private init; }

    /// <exception cref="SourceFileException">It cannot be understood.</exception>
    public static XcfItem Read(ByteReader reader, long offset, XcfHeader header, ReadLimits limits)
    {
        reader.Section = Section;
        reader.Position = offset;
        long width = reader.U32(), height = reader.U32();
        var type = reader.U32();
        var name = XcfProperties.ReadText(reader, limits.MaxNameLength, reader.Length);
        var properties = XcfProperties.Read(reader, header, limits);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxLayerPixels) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, offset, Section);
        if (type > 5 || width == 0 || height == 0) throw reader.Malformed(Words.LayerSize);
        // GIMP lets a layer be at most this far away.
        if (Math.Abs((long)properties.Left) > limits.MaxSide || Math.Abs((long)properties.Top) > limits.MaxSide) throw reader.Malformed(Words.LayerSize);
        long hierarchy = Pointer(reader, header), mask = Pointer(reader, header);
        var effects = header.Version >= 20 && reader.Left >= header.PointerSize && reader.U64() != 0;
        var area = new PixelArea(properties.Left, properties.Top, (int)width, (int)height);
        return new(offset, area, type, name, properties, hierarchy, mask == 0 ? null : new(mask, area)) { HasEffects = effects };
    }

    /// <summary>A pointer of the file's width; one that lies outside the file is as good as cut off.</summary>
    public static long Pointer(ByteReader reader, XcfHeader header)
    {
        var pointer = header.IsWide ? reader.U64() : reader.U32();
        return pointer <= (ulong)reader.Length ? (long)pointer : throw reader.Truncated();
    }
}

/// <param name="Offset">Where the mask's channel stands in the file.</param>
/// <param name="Area">That of its layer: a mask is as large.</param>
internal sealed record XcfMask(long Offset, PixelArea Area);
