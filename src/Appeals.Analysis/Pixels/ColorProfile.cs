using static Appeals.Analysis.Pixels.VipsNative;

namespace Appeals.Analysis.Pixels;

/// <summary>An ICC profile for RGB or grey under which a document's samples do not mean what they would in sRGB. Goes to sRGB as published pictures do when they are opened.</summary>
public sealed unsafe class ColorProfile
{
    private const int UnsignedBytes = 0, HeaderLength = 128, LargestLength = 4 << 20, BandLength = 2 << 20, Steps = 5;
    /// <summary>By how much samples may differ from sRGB and be taken for it all the same.</summary>
    private const int Tolerance = 2;

    private readonly byte[] _bytes;
    private readonly byte[]? _shades;

    private ColorProfile(byte[] bytes, byte[]? shades) => (_bytes, _shades) = (bytes, shades);

    /// <summary>The profile itself.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
    public bool IsGrey => _shades is not null;

    /// <summary>Null if there is none, if it is for other colours or broken, or hardly differs from sRGB.</summary>
    public static ColorProfile? Of(byte[]? bytes)
    {
        if (bytes is not { Length: >= HeaderLength and <= LargestLength }) return null;
        var space = bytes.AsSpan(16, 4);
        var isGrey = space.SequenceEqual("GRAY"u8);
        if (!isGrey && !space.SequenceEqual("RGB "u8)) return null;
        try
        {
            var samples = isGrey ? Shades() : Cube();
            var shown = Transform(bytes, samples, isGrey ? 1 : 4);
            return IsSame(samples, shown, isGrey) ? null : new(bytes, isGrey ? shown : null);
        }
        catch (VipsException)
        {
            return null;
        }
    }

    /// <summary>Turns samples of the document into sRGB, alpha left as it is.</summary>
    public void ToSrgb(Span<byte> rgba, CancellationToken cancellationToken)
    {
        for (var at = 0; at < rgba.Length; at += BandLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var band = rgba.Slice(at, Math.Min(BandLength, rgba.Length - at));
            if (_shades is not null) Recolor(band);
            else Transform(_bytes, band, 4).CopyTo(band);
        }
    }

    private void Recolor(Span<byte> rgba)
    {
        for (var i = 0; i <= rgba.Length - 4; i += 4) _shades.AsSpan(rgba[i] * 3, 3).CopyTo(rgba[i..]);
    }

    private static byte[] Shades() => [.. Enumerable.Range(0, 256).Select(shade => (byte)shade)];

    private static byte[] Cube() => [.. Enumerable.Range(0, Steps * Steps * Steps).SelectMany(i => new[] { Step(i), Step(i / Steps), Step(i / Steps / Steps), (byte)255 })];

    private static byte Step(int i) => (byte)(i % Steps * 255 / (Steps - 1));

    private static bool IsSame(byte[] samples, byte[] shown, bool isGrey)
    {
        for (var i = 0; i < shown.Length; i++)
            if (Math.Abs(shown[i] - samples[isGrey ? i / 3 : i]) > Tolerance) return false;
        return true;
    }

    /// <returns>RGB of grey samples, RGBA of others.</returns>
    private static byte[] Transform(byte[] profile, ReadOnlySpan<byte> samples, int bands)
    {
        fixed (byte* data = samples, icc = profile)
        {
            using var plain = vips_image_new_from_memory(data, (nuint)samples.Length, samples.Length / bands, 1, bands, UnsignedBytes);
            using var copy = new VipsOperation("copy").Set("in", plain).Set("interpretation", bands == 1 ? "b-w" : "srgb");
            using var image = copy.ToImage();
            vips_image_set_blob_copy(image, "icc-profile-data", icc, (nuint)profile.Length);
            using var transform = new VipsOperation("icc_transform").Set("in", image).Set("output-profile", "srgb").Set("embedded", "true").Set("depth", 8);
            using var rgb = transform.ToImage();
            var memory = vips_image_write_to_memory(rgb, out var size);
            if (memory == 0) throw new VipsException("icc_transform", TakeError());
            try
            {
                var expected = samples.Length / bands * (bands == 1 ? 3 : 4);
                if (size != (nuint)expected) throw new VipsException("icc_transform", "bands");
                return new ReadOnlySpan<byte>((void*)memory, expected).ToArray();
            }
            finally
            {
                g_free(memory);
            }
        }
    }
}
