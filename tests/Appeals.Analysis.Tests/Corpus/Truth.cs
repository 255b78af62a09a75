using System.Buffers.Binary;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Compares composites with what another program made of the same file.</summary>
internal static class Truth
{
    /// <summary>The samples as stored: chunks that would make a decoder convert colours are left out.</summary>
    /// <param name="opaque">Whether to take its alpha for a saved selection that is not part of the picture.</param>
    public static RgbaImage Read(string path, bool opaque)
    {
        var picture = Decode(File.ReadAllBytes(path));
        for (var i = 3; opaque && i < picture.Pixels.Length; i += 4) picture.Pixels[i] = 255;
        return picture;
    }

    private static RgbaImage Decode(byte[] png)
    {
        using var plain = new MemoryStream();
        plain.Write(png, 0, 8);
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at)) + 12;
            var type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            if (type is "IHDR" or "PLTE" or "tRNS" or "IDAT" or "IEND") plain.Write(png, at, length);
            at += length;
        }
        return ImageCodec.Decode(plain.ToArray(), new ImageLimits(), CancellationToken.None);
    }

    /// <summary>Mean absolute difference of the colours over white, and over black where the truth is transparent somewhere; the larger one, in 0..255.</summary>
    public static double Difference(RgbaImage ours, RgbaImage truth)
    {
        Assert.Equal((truth.Width, truth.Height), (ours.Width, ours.Height));
        double onWhite = 0, onBlack = 0;
        var transparent = false;
        for (var i = 0; i < truth.Pixels.Length; i += 4)
        {
            transparent |= truth.Pixels[i + 3] < 255;
            for (var c = 0; c < 3; c++)
            {
                onWhite += Math.Abs(Over(ours.Pixels, i, c, 255) - Over(truth.Pixels, i, c, 255));
                onBlack += Math.Abs(Over(ours.Pixels, i, c, 0) - Over(truth.Pixels, i, c, 0));
            }
        }
        return (transparent ? Math.Max(onWhite, onBlack) : onWhite) / (truth.Pixels.Length / 4 * 3);
    }

    /// <summary>Of one pixel, the largest of its colours, over white or black.</summary>
    public static double Difference(RgbaImage ours, RgbaImage truth, int at) =>
        Enumerable.Range(0, 3).Max(c => Math.Max(Math.Abs(Over(ours.Pixels, at, c, 255) - Over(truth.Pixels, at, c, 255)), Math.Abs(Over(ours.Pixels, at, c, 0) - Over(truth.Pixels, at, c, 0))));

    /// <summary>Takes away the white that Photoshop mixes into the colours of a transparent merged picture, where the tool that made the truth left it in: in light, as documents of floats have it.</summary>
    public static void RemoveWhite(RgbaImage picture)
    {
        for (var i = 0; i < picture.Pixels.Length; i += 4)
        {
            var alpha = picture.Pixels[i + 3] / 255f;
            for (var c = 0; c < 3 && alpha is > 0 and < 1; c++)
                picture.Pixels[i + c] = LinearLight.Sample((LinearLight.Of(picture.Pixels[i + c]) - (1 - alpha)) / alpha);
        }
    }

    private static double Over(byte[] pixels, int at, int channel, double paper)
    {
        var alpha = pixels[at + 3] / 255.0;
        return pixels[at + channel] * alpha + paper * (1 - alpha);
    }
}
