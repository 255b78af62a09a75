using System.Buffers.Binary;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Kra;

internal enum KraModel { Rgb, Grey, Cmyk, Lab }

internal enum KraDepth { U8, U16, F16, F32 }

/// <summary>What the bytes of a pixel mean (Krita colour space ids): integers little endian and blue first, floating point red first, alpha last and straight.</summary>
/// <param name="IsLinear">Samples are proportional to light, by the profile's name.</param>
internal sealed record KraPixelFormat(KraModel Model, KraDepth Depth, bool IsLinear)
{
    private const int Count = TileRows.Side * TileRows.Side;

    public int Channels => Model switch { KraModel.Grey => 2, KraModel.Cmyk => 5, _ => 4 };
    public int SampleSize => Depth switch { KraDepth.U8 => 1, KraDepth.F32 => 4, _ => 2 };
    public int PixelSize => Channels * SampleSize;
    public int Bits => SampleSize * 8;
    public string ColorMode => Model switch { KraModel.Grey => "grey", KraModel.Cmyk => "cmyk", KraModel.Lab => "lab", _ => "rgb" };
    /// <summary>Colours come out by a plain formula instead of a profile.</summary>
    public bool IsApproximate => Model is KraModel.Cmyk or KraModel.Lab;

    /// <summary>Null for a colour space that is not read.</summary>
    public static KraPixelFormat? Of(string? id, string? profile)
    {
        id = id?.ToUpperInvariant() ?? "RGBA";
        KraModel? model = id switch
        {
            _ when id.StartsWith("RGBA", StringComparison.Ordinal) => KraModel.Rgb,
            _ when id.StartsWith("GRAY", StringComparison.Ordinal) => KraModel.Grey,
            _ when id.StartsWith("CMYK", StringComparison.Ordinal) => KraModel.Cmyk,
            _ when id.StartsWith("LABA", StringComparison.Ordinal) => KraModel.Lab,
            _ => null,
        };
        if (model is null) return null;
        var depth = id switch
        {
            _ when id.EndsWith("F32", StringComparison.Ordinal) => KraDepth.F32,
            _ when id.EndsWith("F16", StringComparison.Ordinal) => KraDepth.F16,
            _ when id.EndsWith("16", StringComparison.Ordinal) || id == "LABA" => KraDepth.U16,
            _ => KraDepth.U8,
        };
        return new(model.Value, depth, model is KraModel.Rgb or KraModel.Grey && IsLinearProfile(profile));
    }

    private static bool IsLinearProfile(string? profile) =>
        profile is not null && (profile.Contains("-g10", StringComparison.OrdinalIgnoreCase) || profile.Contains("linear", StringComparison.OrdinalIgnoreCase) || profile.Contains("scRGB", StringComparison.OrdinalIgnoreCase));

    /// <summary>One tile: planes of bytes into RGBA, 8 bits.</summary>
    public void ToRgba(ReadOnlySpan<byte> planes, Span<byte> rgba)
    {
        if (this is { Depth: KraDepth.U8, IsLinear: false, Model: KraModel.Rgb })
            Interleave.Rgba(Plane(planes, 2), Plane(planes, 1), Plane(planes, 0), Plane(planes, 3), rgba);
        else if (this is { Depth: KraDepth.U8, IsLinear: false, Model: KraModel.Grey })
            Interleave.Rgba(Plane(planes, 0), Plane(planes, 0), Plane(planes, 0), Plane(planes, 1), rgba);
        else
            for (var i = 0; i < Count; i++) WritePixel(planes, i, rgba.Slice(i * 4, 4));
    }

    /// <summary>The alpha of one tile in 8 bits.</summary>
    public void ToAlpha(ReadOnlySpan<byte> planes, Span<byte> alpha)
    {
        if (Depth == KraDepth.U8) Plane(planes, Channels - 1).CopyTo(alpha);
        else for (var i = 0; i < Count; i++) alpha[i] = Byte(Sample(planes, Channels - 1, i));
    }

    /// <summary>One pixel whose bytes lie together, such as the one outside all tiles.</summary>
    public (byte R, byte G, byte B, byte A) ToRgba(ReadOnlySpan<byte> pixel)
    {
        Span<byte> planes = new byte[PixelSize * Count], rgba = stackalloc byte[4];
        for (var b = 0; b < PixelSize; b++) planes[b * Count] = pixel[b];
        WritePixel(planes, 0, rgba);
        return (rgba[0], rgba[1], rgba[2], rgba[3]);
    }

    private static ReadOnlySpan<byte> Plane(ReadOnlySpan<byte> planes, int index) => planes.Slice(index * Count, Count);

    private void WritePixel(ReadOnlySpan<byte> planes, int i, Span<byte> rgba)
    {
        var alpha = Sample(planes, Channels - 1, i);
        rgba[3] = Byte(alpha);
        var (r, g, b) = Model switch
        {
            KraModel.Grey => (Sample(planes, 0, i), Sample(planes, 0, i), Sample(planes, 0, i)),
            KraModel.Cmyk => Cmyk(planes, i),
            KraModel.Lab => Lab(planes, i),
            _ when Depth is KraDepth.U8 or KraDepth.U16 => (Sample(planes, 2, i), Sample(planes, 1, i), Sample(planes, 0, i)),
            _ => (Sample(planes, 0, i), Sample(planes, 1, i), Sample(planes, 2, i)),
        };
        if (IsLinear) (rgba[0], rgba[1], rgba[2]) = (LinearLight.Sample(r), LinearLight.Sample(g), LinearLight.Sample(b));
        else (rgba[0], rgba[1], rgba[2]) = (Byte(r), Byte(g), Byte(b));
    }

    private (float R, float G, float B) Cmyk(ReadOnlySpan<byte> planes, int i)
    {
        var scale = Depth is KraDepth.F16 or KraDepth.F32 ? 0.01f : 1;
        var light = 1 - Sample(planes, 3, i) * scale;
        return ((1 - Sample(planes, 0, i) * scale) * light, (1 - Sample(planes, 1, i) * scale) * light, (1 - Sample(planes, 2, i) * scale) * light);
    }

    private (float R, float G, float B) Lab(ReadOnlySpan<byte> planes, int i)
    {
        var isFloat = Depth is KraDepth.F16 or KraDepth.F32;
        float l = Sample(planes, 0, i), a = Sample(planes, 1, i), b = Sample(planes, 2, i);
        return isFloat ? CieLab.ToSrgb(l, a, b) : CieLab.ToSrgb(l * 100, (a - 128f / 255) * 255, (b - 128f / 255) * 255);
    }

    private float Sample(ReadOnlySpan<byte> planes, int channel, int i)
    {
        var at = channel * SampleSize * Count + i;
        switch (Depth)
        {
            case KraDepth.U8: return planes[at] / 255f;
            case KraDepth.U16: return (planes[at] | planes[at + Count] << 8) / 65535f;
            case KraDepth.F16: return (float)BitConverter.UInt16BitsToHalf((ushort)(planes[at] | planes[at + Count] << 8));
            default:
                Span<byte> bytes = [planes[at], planes[at + Count], planes[at + 2 * Count], planes[at + 3 * Count]];
                return BinaryPrimitives.ReadSingleLittleEndian(bytes);
        }
    }

    /// <summary>Not a number is nothing.</summary>
    private static byte Byte(float value) => value > 0 ? (byte)Math.Min(value * 255 + 0.5f, 255) : (byte)0;
}
