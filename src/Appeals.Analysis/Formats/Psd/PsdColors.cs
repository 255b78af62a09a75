using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Makes RGBA of planes of 8-bit samples: the colours of a mode, then alpha. RGB and grey stay as the document has them.</summary>
internal abstract class PsdColors
{
    /// <param name="planes">One for each colour, then alpha.</param>
    /// <param name="at">Where in each plane the row begins.</param>
    public abstract void ToRgba(PooledBytes[] planes, int at, Span<byte> row);

    /// <summary>Which planes are red, green, blue and, as the last, alpha just as they are; null if colours must be computed.</summary>
    public virtual (int R, int G, int B, int A)? PlanesOf(int count) => null;

    protected static ReadOnlySpan<byte> Plane(PooledBytes[] planes, int index, int at, Span<byte> row) => planes[index].Array.AsSpan(at, row.Length / 4);

    public static PsdColors Of(ByteReader reader, PsdStructure structure, ReadLimits limits) => structure.Header.ColorMode switch
    {
        PsdColorMode.Cmyk => new PsdCmykColors(CmykProfile.Read(ProfileOf(reader, structure, limits))),
        PsdColorMode.Lab => new PsdLabColors(),
        PsdColorMode.Indexed => PsdPaletteColors.Read(reader, structure, limits),
        PsdColorMode.Multichannel when structure.Header.ColorChannels > 1 => new PsdInkColors(),
        _ => new PsdPlainColors(),
    };

    public static byte[]? ProfileOf(ByteReader reader, PsdStructure structure, ReadLimits limits)
    {
        try
        {
            return structure.Resources.Bytes(reader, PsdResources.IccProfile, limits);
        }
        catch (SourceFileException)
        {
            return null;
        }
    }
}

/// <summary>RGB, and grey in any of its forms; of a duotone the grey that its inks print.</summary>
internal sealed class PsdPlainColors : PsdColors
{
    public override (int R, int G, int B, int A)? PlanesOf(int count) => count > 2 ? (0, 1, 2, count - 1) : (0, 0, 0, count - 1);

    public override void ToRgba(PooledBytes[] planes, int at, Span<byte> row)
    {
        var (r, g, b, a) = PlanesOf(planes.Length)!.Value;
        Interleave.Rgba(Plane(planes, r, at, row), Plane(planes, g, at, row), Plane(planes, b, at, row), Plane(planes, a, at, row), row);
    }
}

/// <summary>CMYK, stored with 255 for no ink; by the document's profile, or usual inks.</summary>
internal sealed class PsdCmykColors(CmykProfile profile) : PsdColors
{
    public override void ToRgba(PooledBytes[] planes, int at, Span<byte> row)
    {
        profile.ToRgb(Plane(planes, 0, at, row), Plane(planes, 1, at, row), Plane(planes, 2, at, row), Plane(planes, 3, at, row), row);
        var alpha = Plane(planes, 4, at, row);
        for (var x = 0; x < alpha.Length; x++) row[x * 4 + 3] = alpha[x];
    }
}

/// <summary>Channels without a model of colour, taken for cyan, magenta, yellow and black; 255 is no ink.</summary>
internal sealed class PsdInkColors : PsdColors
{
    public override void ToRgba(PooledBytes[] planes, int at, Span<byte> row)
    {
        var inks = planes.Length - 1;
        for (var i = 0; i < 4; i++)
            for (int x = 0, p = i; p < row.Length; x++, p += 4) row[p] = i < Math.Min(inks, 3) ? planes[i].Array[at + x] : (byte)255;
        if (inks < 4) return;
        var black = Plane(planes, 3, at, row);
        for (int x = 0, p = 0; x < black.Length; x++, p += 4)
            for (var c = 0; c < 3; c++) row[p + c] = BlendRows.Times(row[p + c], black[x]);
    }
}

/// <summary>Indexed: "Color mode data" holds 256 reds, greens and blues; one index may be transparent.</summary>
internal sealed class PsdPaletteColors(byte[] palette, int transparent) : PsdColors
{
    private const int Colors = 256;

    public static PsdPaletteColors Read(ByteReader reader, PsdStructure structure, ReadLimits limits)
    {
        var palette = new byte[Colors * 3];
        var (offset, length) = structure.ColorData;
        reader.Position = offset;
        reader.ReadExactly(palette.AsSpan(0, (int)Math.Min(length, palette.Length)));
        var index = structure.Resources.Bytes(reader, PsdResources.TransparentIndex, limits) is [var high, var low, ..] ? high << 8 | low : -1;
        return new(palette, index);
    }

    public override void ToRgba(PooledBytes[] planes, int at, Span<byte> row)
    {
        ReadOnlySpan<byte> indexes = Plane(planes, 0, at, row), alpha = Plane(planes, 1, at, row);
        for (var x = 0; x < indexes.Length; x++)
        {
            var index = indexes[x];
            (row[x * 4], row[x * 4 + 1], row[x * 4 + 2]) = (palette[index], palette[Colors + index], palette[2 * Colors + index]);
            row[x * 4 + 3] = index == transparent ? (byte)0 : alpha[x];
        }
    }
}

/// <summary>CIE L*a*b* at D50; L* in 0..255 for 0..100, a* and b* with 128 for 0.</summary>
internal sealed class PsdLabColors : PsdColors
{
    public override void ToRgba(PooledBytes[] planes, int at, Span<byte> row)
    {
        ReadOnlySpan<byte> l = Plane(planes, 0, at, row), a = Plane(planes, 1, at, row), b = Plane(planes, 2, at, row), alpha = Plane(planes, 3, at, row);
        var last = -1;
        for (int x = 0, p = 0; x < l.Length; x++, p += 4)
        {
            var lab = l[x] << 16 | a[x] << 8 | b[x];
            // neighbours are often alike
            if (lab == last) row.Slice(p - 4, 3).CopyTo(row[p..]);
            else (row[p], row[p + 1], row[p + 2]) = CieLab.ToSrgb8(l[x] * (100 / 255f), a[x] - 128, b[x] - 128);
            row[p + 3] = alpha[x];
            last = lab;
        }
    }
}
