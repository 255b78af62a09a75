using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

internal enum XcfBase { Rgb, Grey, Indexed }

/// <summary>The first bytes of an XCF file (GIMP, devel-docs/xcf.txt, section 3 "Header").</summary>
/// <param name="Version">0 to 22 are known; 100 and more are another program's.</param>
internal sealed record XcfHeader(int Version, int Width, int Height, XcfBase Base, XcfPrecision Precision)
{
    public const string Section = "XCF header";
    private const int NewestVersion = 22;

    /// <summary>Pointers of 64 bits, since version 11.</summary>
    public bool IsWide => Version >= 11;
    public int PointerSize => IsWide ? 8 : 4;
    public string ColorMode => Base switch { XcfBase.Rgb => "rgb", XcfBase.Grey => "grey", _ => "indexed" };

    public static XcfHeader Read(ByteReader reader, ReadLimits limits)
    {
        reader.Section = Section;
        reader.Skip("gimp xcf ".Length);
        var version = VersionOf(reader);
        long width = reader.U32(), height = reader.U32();
        var kind = reader.U32();
        if (width == 0 || height == 0 || kind > 2) throw reader.Malformed(Words.BadHeader);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, 14, Section);
        var precision = version >= 4 ? XcfPrecision.Of(reader.U32(), version) ?? throw reader.Malformed(Words.BadHeader) : XcfPrecision.Byte;
        // Version 0 could not keep a palette; GIMP takes such pictures for grey.
        return new(version, (int)width, (int)height, kind == 2 && version == 0 ? XcfBase.Grey : (XcfBase)kind, precision);
    }

    private static int VersionOf(ByteReader reader)
    {
        var tag = reader.Key();
        if (reader.U8() != 0) throw reader.Malformed(Words.BadHeader);
        if (tag == "file") return 0;
        if (tag[0] != 'v' || !int.TryParse(tag.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version)) throw reader.Malformed(Words.BadHeader);
        return version <= NewestVersion ? version : throw new SourceFileException(ProblemCode.Unsupported, Words.NewerVersion, 9, Section);
    }
}

/// <summary>How a sample is stored.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="IsLinear">Proportional to light; else as sRGB has it.</param>
/// <param name="IsLittleEndian">Development versions stored samples as their machine had them.</param>
internal sealed record XcfPrecision(int Size, bool IsFloat, bool IsLinear, bool IsLittleEndian)
{
    public SampleKind Kind => (Size, IsFloat) switch
    {
        (1, _) => SampleKind.Integer8,
        (2, true) => SampleKind.Half,
        (2, _) => SampleKind.Integer16,
        (4, true) => SampleKind.Single,
        (4, _) => SampleKind.Integer32,
        _ => SampleKind.Double,
    };

    public static XcfPrecision Byte { get; } = new(1, false, false, false);

    /// <summary>The field <c>precision</c>, whose codes changed with versions 5 and 7. Null for one that is not known.</summary>
    public static XcfPrecision? Of(uint code, int version)
    {
        var little = version < 12;
        if (version == 4)
            return code switch { 0 => Byte, 1 => new(2, false, false, little), 2 => new(4, false, true, little), 3 => new(2, true, true, little), 4 => new(4, true, true, little), _ => null };
        var linear = code % 100 == 0;
        if (!linear && code % 100 != 50) return null;
        return (code / 100, version >= 7) switch
        {
            (1, _) => new(1, false, linear, little),
            (2, _) => new(2, false, linear, little),
            (3, _) => new(4, false, linear, little),
            (5, true) or (4, false) => new(2, true, linear, little),
            (6, true) or (5, false) => new(4, true, linear, little),
            (7, true) => new(8, true, linear, little),
            _ => null,
        };
    }
}
