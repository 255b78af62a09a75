using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>The first 26 bytes. <see cref="Wide"/> is PSB, whose lengths have 8 bytes in some places.</summary>
internal sealed record PsdHeader(bool Wide, int Channels, int Width, int Height, int Depth, PsdColorMode ColorMode)
{
    private const string Section = "PSD file header";

    public static PsdHeader Read(ByteReader reader, ReadLimits limits)
    {
        reader.Section = Section;
        reader.Position = 4;
        var version = reader.U16();
        reader.Skip(6);
        int channels = reader.U16();
        uint height = reader.U32(), width = reader.U32();
        int depth = reader.U16(), mode = reader.U16();
        if (version is not (1 or 2) || channels == 0 || depth is not (1 or 8 or 16 or 32) || width == 0 || height == 0) throw reader.Malformed(Words.BadHeader);
        var longest = Math.Min(limits.MaxSide, version == 1 ? 30_000 : 300_000);
        if (width > longest || height > longest || (long)width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, 14, Section);
        return new(version == 2, channels, (int)width, (int)height, depth, (PsdColorMode)mode);
    }

    public bool HasReadablePixels => Enum.IsDefined(ColorMode);

    /// <summary>Channels that make a colour; the next one may be transparency. Of a multichannel picture, four inks at most are looked at.</summary>
    public int ColorChannels => ColorMode switch
    {
        PsdColorMode.Rgb or PsdColorMode.Lab => 3,
        PsdColorMode.Cmyk => 4,
        PsdColorMode.Multichannel => Math.Min(Channels, 4),
        _ => 1,
    };

    /// <summary>Floats are light in equal steps; masks and alpha never are.</summary>
    public bool IsLinear => Depth == 32 && ColorMode is PsdColorMode.Rgb or PsdColorMode.Grey;

    /// <summary>Bytes of an unpacked row of so many samples.</summary>
    public int RowLength(int width) => Depth == 1 ? (width + 7) / 8 : width * (Depth / 8);

    public string ColorModeName => ColorMode switch
    {
        PsdColorMode.Bitmap => "bitmap",
        PsdColorMode.Grey => "grey",
        PsdColorMode.Indexed => "indexed",
        PsdColorMode.Rgb => "rgb",
        PsdColorMode.Cmyk => "cmyk",
        PsdColorMode.Multichannel => "multichannel",
        PsdColorMode.Duotone => "duotone",
        PsdColorMode.Lab => "lab",
        _ => "unknown",
    };
}

internal enum PsdColorMode { Bitmap = 0, Grey = 1, Indexed = 2, Rgb = 3, Cmyk = 4, Multichannel = 7, Duotone = 8, Lab = 9 }
