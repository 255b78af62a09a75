using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers;

/// <summary>
/// Text that NovelAI and extensions of Stable Diffusion's web interfaces hide in the lowest bits of a lossless picture, column by column from the left:
/// in alpha, or in red, green and blue. Fifteen letters, a length in bits (32, big-endian), then text, plain or gzipped.
/// It survives the loss of all metadata.
/// </summary>
internal static class StealthText
{
    private const int SignatureLength = 15, MaxText = 1024 * 1024;
    /// <summary>Hold the signature of the lowest picture there is.</summary>
    private const int FirstColumns = SignatureLength * 8;

    /// <summary>Generators make far smaller ones; where there is a signature the whole picture is unpacked.</summary>
    private static readonly ImageLimits Pictures = new() { MaxPixels = 40_000_000 };

    public static IEnumerable<FoundMarker> Read(Stream file, ReadLimits limits, CancellationToken cancellation)
    {
        if (file.Length > limits.MaxMetadataBytes) yield break;
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        if (TextIn(bytes, cancellation) is not { } text) yield break;
        var kind = text.Contains("NovelAI", StringComparison.Ordinal) ? "novelai-stealth" : "stealth-parameters";
        yield return FoundMarker.Of(kind, MarkerWords.Trace, "lowest bits of the pixels", MarkerVerdict.AiGenerated, MarkerWords.Strong);
    }

    /// <returns>Null if there is none.</returns>
    private static string? TextIn(byte[] file, CancellationToken cancellation)
    {
        try
        {
            var left = ImageCodec.DecodeLeft(file, FirstColumns, Pictures, cancellation);
            if (PackingOf(new(left, alpha: true)) is null && PackingOf(new(left, alpha: false)) is null) return null;
            var whole = ImageCodec.Decode(file, Pictures, cancellation);
            return TextIn(new PixelBits(whole, alpha: true)) ?? TextIn(new PixelBits(whole, alpha: false));
        }
        catch (ImageException)
        {
            return null;
        }
    }

    private static string? TextIn(PixelBits bits)
    {
        if (PackingOf(bits) is not { } packed) return null;
        if (bits.Take(4) is not [var a, var b, var c, var d] || bits.Take(Math.Min(MaxText, (a << 24 | b << 16 | c << 8 | d) >>> 3)) is not { } text) return "";
        return packed ? Unpacked(text) : Encoding.UTF8.GetString(text);
    }

    /// <summary>Whether the text is packed; null if no signature begins here.</summary>
    private static bool? PackingOf(PixelBits bits)
    {
        if (bits.Take(SignatureLength) is not { } signature) return null;
        var packed = signature.AsSpan().SequenceEqual(bits.IsAlpha ? "stealth_pngcomp"u8 : "stealth_rgbcomp"u8);
        return packed || signature.AsSpan().SequenceEqual(bits.IsAlpha ? "stealth_pnginfo"u8 : "stealth_rgbinfo"u8) ? packed : null;
    }

    private static string Unpacked(byte[] text)
    {
        using var gzip = new GZipStream(new MemoryStream(text), CompressionMode.Decompress);
        var bytes = new byte[MaxText];
        try
        {
            return Encoding.UTF8.GetString(bytes, 0, gzip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception damage) when (Inflation.IsDamage(damage))
        {
            return "";
        }
    }

    /// <summary>The lowest bits of a picture's samples in the order of its columns.</summary>
    private sealed class PixelBits(RgbaImage picture, bool alpha)
    {
        private readonly int _samples = alpha ? 1 : 3;
        private long _at;

        public bool IsAlpha => alpha;

        public byte[]? Take(int count)
        {
            if (count < 0 || _at + count * 8L > (long)picture.Width * picture.Height * _samples) return null;
            var bytes = new byte[count];
            for (var bit = 0L; bit < count * 8L; bit++, _at++)
            {
                var (pixel, sample) = (_at / _samples, (int)(_at % _samples));
                var (x, y) = ((int)(pixel / picture.Height), (int)(pixel % picture.Height));
                var value = picture.Row(y)[x * 4 + (alpha ? 3 : sample)] & 1;
                bytes[bit / 8] = (byte)(bytes[bit / 8] << 1 | value);
            }
            return bytes;
        }
    }
}
