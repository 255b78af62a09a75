using System.Buffers.Binary;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

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
        if (IsApproximate)
        {
            for (var i = 0; i < Count; i++) WritePixel(planes, i, rgba.Slice(i * 4, 4));
            return;
        }
        Span<byte> channels = stackalloc byte[4 * Count];
        for (var c = 0; c < Channels; c++) ToBytes(planes, c, IsLinear && c < Channels - 1, channels.Slice(c * Count, Count));
        var (red, green, blue) = Model == KraModel.Grey ? (0, 0, 0) : Depth is KraDepth.U8 or KraDepth.U16 ? (2, 1, 0) : (0, 1, 2);
        Interleave.Rgba(channels.Slice(red * Count, Count), channels.Slice(green * Count, Count), channels.Slice(blue * Count, Count), channels.Slice((Channels - 1) * Count, Count), rgba);
    }

    /// <summary>The alpha of one tile in 8 bits.</summary>
    public void ToAlpha(ReadOnlySpan<byte> planes, Span<byte> alpha) => ToBytes(planes, Channels - 1, linear: false, alpha);

    private void ToBytes(ReadOnlySpan<byte> planes, int channel, bool linear, Span<byte> target) =>
        SamplePlanes.ToBytes(Kind, planes.Slice(channel * SampleSize * Count, SampleSize * Count), lowFirst: true, linear, target);

    private SampleKind Kind => Depth switch { KraDepth.U8 => SampleKind.Integer8, KraDepth.U16 => SampleKind.Integer16, KraDepth.F16 => SampleKind.Half, _ => SampleKind.Single };

    /// <summary>One pixel whose bytes lie together, such as the one outside all tiles.</summary>
    public (byte R, byte G, byte B, byte A) ToRgba(ReadOnlySpan<byte> pixel)
    {
        using PooledBytes planes = new(PixelSize * Count), rgba = new(4 * Count);
        planes.Span.Clear();
        for (var b = 0; b < PixelSize; b++) planes.Span[b * Count] = pixel[b];
        ToRgba(planes.Span, rgba.Span);
        var first = rgba.Span;
        return (first[0], first[1], first[2], first[3]);
    }

    private void WritePixel(ReadOnlySpan<byte> planes, int i, Span<byte> rgba)
    {
        var (r, g, b) = Model == KraModel.Cmyk ? Cmyk(planes, i) : Lab(planes, i);
        (rgba[0], rgba[1], rgba[2], rgba[3]) = (Byte(r), Byte(g), Byte(b), Byte(Sample(planes, Channels - 1, i)));
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
