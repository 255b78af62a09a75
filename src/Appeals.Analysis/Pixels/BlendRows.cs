using System.Runtime.CompilerServices;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// One row of a layer onto one row of what lies beneath, both RGBA with straight alpha. Three steps, each over the whole row:
/// coverage into alpha, blending into colour, then the operator.
/// </summary>
internal static class BlendRows
{
    /// <summary>Blends the source's colours with those beneath and leaves its alpha alone.</summary>
    /// <param name="weighted">Whether the blended colour counts only as far as there is something beneath; not so inside a clipping group, which takes its base as solid.</param>
    public static void Mix(Span<byte> source, ReadOnlySpan<byte> backdrop, Layer layer, bool weighted)
    {
        var mode = layer.BlendMode;
        if (mode is BlendMode.Normal or BlendMode.PassThrough or BlendMode.Dissolve) return;
        if (!BlendTables.IsSeparable(mode)) MixColors(source, backdrop, layer, weighted);
        else if (layer.Light == LightSpace.Linear && weighted) MixLight(source, backdrop, BlendTables.For(mode, layer.BlendLight));
        else
        {
            var done = layer.BlendLight == LightSpace.Perceptual ? BlendVectors.Mix(source, backdrop, mode, weighted) : 0;
            if (done < source.Length) MixTable(source[done..], backdrop[done..], BlendTables.For(mode, layer.BlendLight), weighted);
        }
    }

    /// <summary>As the table has it, then by what lies beneath in proportion to light.</summary>
    private static void MixLight(Span<byte> source, ReadOnlySpan<byte> backdrop, byte[] table)
    {
        for (var i = 0; i <= source.Length - 4; i += 4)
        {
            if (source[i + 3] == 0 || backdrop[i + 3] == 0) continue;
            for (var c = 0; c < 3; c++) source[i + c] = LinearLight.Lerp(source[i + c], table[(backdrop[i + c] << 8) | source[i + c]], backdrop[i + 3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixTable(Span<byte> source, ReadOnlySpan<byte> backdrop, byte[] table, bool weighted)
    {
        unchecked
        {
            for (var i = 0; i <= source.Length - 4; i += 4)
            {
                if (source[i + 3] == 0) continue;
                var alpha = weighted ? backdrop[i + 3] : (byte)255;
                if (alpha == 0) continue;
                var r = table[(backdrop[i] << 8) | source[i]];
                var g = table[(backdrop[i + 1] << 8) | source[i + 1]];
                var b = table[(backdrop[i + 2] << 8) | source[i + 2]];
                source[i] = Lerp(source[i], r, alpha);
                source[i + 1] = Lerp(source[i + 1], g, alpha);
                source[i + 2] = Lerp(source[i + 2], b, alpha);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixColors(Span<byte> source, ReadOnlySpan<byte> backdrop, Layer layer, bool weighted)
    {
        unchecked
        {
            for (var i = 0; i <= source.Length - 4; i += 4)
            {
                if (source[i + 3] == 0) continue;
                var alpha = weighted ? backdrop[i + 3] : (byte)255;
                if (alpha == 0) continue;
                var mixed = BlendColors.Blend(layer.BlendMode, new(backdrop[i], backdrop[i + 1], backdrop[i + 2]), new(source[i], source[i + 1], source[i + 2]));
                source[i] = Lerp(source[i], Round(mixed.R), alpha);
                source[i + 1] = Lerp(source[i + 1], Round(mixed.G), alpha);
                source[i + 2] = Lerp(source[i + 2], Round(mixed.B), alpha);
            }
        }
    }

    /// <summary>Draws only inside what is there; its alpha stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Atop(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        unchecked
        {
            for (var i = 0; i <= backdrop.Length - 4; i += 4)
            {
                var alpha = source[i + 3];
                if (alpha == 0) continue;
                backdrop[i] = Lerp(backdrop[i], source[i], alpha);
                backdrop[i + 1] = Lerp(backdrop[i + 1], source[i + 1], alpha);
                backdrop[i + 2] = Lerp(backdrop[i + 2], source[i + 2], alpha);
            }
        }
    }

    /// <summary>Keeps of what is there only as much as the source covers.</summary>
    public static void DestinationIn(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 3; i < backdrop.Length; i += 4) backdrop[i] = Times(backdrop[i], source[i]);
    }

    /// <summary>Keeps of what is there only what the source leaves free.</summary>
    public static void DestinationOut(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 3; i < backdrop.Length; i += 4) backdrop[i] = Times(backdrop[i], (byte)(255 - source[i]));
    }

    /// <summary>What is there stays where the source covers, and the source shows where nothing is.</summary>
    public static void DestinationAtop(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 0; i <= backdrop.Length - 4; i += 4)
        {
            var alpha = backdrop[i + 3];
            for (var c = 0; c < 3; c++) backdrop[i + c] = Lerp(source[i + c], backdrop[i + c], alpha);
            backdrop[i + 3] = source[i + 3];
        }
    }

    /// <summary>GIMP before 2.10: what lies beneath keeps its alpha, and the thinner of the two counts for its share in both.</summary>
    public static void LegacyAtop(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 0; i <= backdrop.Length - 4; i += 4)
        {
            float beneath = backdrop[i + 3] / 255f, share = Math.Min(beneath, source[i + 3] / 255f);
            if (share <= 0) continue;
            var ratio = share / (beneath + (1 - beneath) * share);
            for (var c = 0; c < 3; c++) backdrop[i + c] = (byte)(backdrop[i + c] + (source[i + c] - backdrop[i + c]) * ratio + 0.5f);
        }
    }

    /// <summary>The source shows only where nothing is.</summary>
    public static void DestinationOver(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 0; i <= backdrop.Length - 4; i += 4)
        {
            double above = backdrop[i + 3], beneath = source[i + 3] * (255 - above) / 255, alpha = above + beneath;
            if (beneath <= 0) continue;
            for (var c = 0; c < 3; c++) backdrop[i + c] = (byte)Math.Round((backdrop[i + c] * above + source[i + c] * beneath) / alpha);
            backdrop[i + 3] = (byte)Math.Round(alpha);
        }
    }

    /// <summary>What the source and the colours beneath it make, in the shape of the source alone.</summary>
    public static void ClipToLayer(ReadOnlySpan<byte> source, Span<byte> backdrop) => source.CopyTo(backdrop);

    /// <summary>What the source and the colours beneath it make, only where both are.</summary>
    public static void Intersection(ReadOnlySpan<byte> source, Span<byte> backdrop)
    {
        for (var i = 0; i <= backdrop.Length - 4; i += 4)
        {
            var alpha = Times(source[i + 3], backdrop[i + 3]);
            source.Slice(i, 3).CopyTo(backdrop[i..]);
            backdrop[i + 3] = alpha;
        }
    }

    /// <summary>Between the row as it was and as it is now, by coverage: a pass-through group that does not count in full.</summary>
    public static void Fade(ReadOnlySpan<byte> before, Span<byte> now, ReadOnlySpan<byte> coverage, double opacity, LightSpace space)
    {
        for (var i = 0; i <= now.Length - 4; i += 4)
        {
            var share = (coverage.IsEmpty ? 255 : coverage[i / 4]) * opacity / 255;
            double was = before[i + 3] * (1 - share), isNow = now[i + 3] * share, alpha = was + isNow;
            for (var c = 0; c < 3 && alpha > 0; c++)
                now[i + c] = space == LightSpace.Linear
                    ? LinearLight.Sample((float)((LinearLight.Of(before[i + c]) * was + LinearLight.Of(now[i + c]) * isNow) / alpha))
                    : (byte)Math.Round((before[i + c] * was + now[i + c] * isNow) / alpha);
            now[i + 3] = (byte)Math.Round(alpha);
        }
    }

    /// <summary>Pulls colours towards the shade that changes nothing, which is how fill opacity works for some modes.</summary>
    public static void TowardsNeutral(Span<byte> source, BlendMode mode, double fill)
    {
        var neutral = mode switch
        {
            BlendMode.ColorBurn or BlendMode.LinearBurn => 255,
            BlendMode.VividLight or BlendMode.LinearLight or BlendMode.HardMix => 127.5,
            _ => 0,
        };
        for (var i = 0; i <= source.Length - 4; i += 4)
            for (var c = 0; c < 3; c++) source[i + c] = (byte)Math.Round(neutral + (source[i + c] - neutral) * fill);
    }

    /// <summary>Scatters: each pixel is there or not, by chance that depends on its place alone.</summary>
    public static void Dissolve(Span<byte> source, int left, int y)
    {
        unchecked
        {
            for (var i = 0; i <= source.Length - 4; i += 4)
            {
                var hash = (uint)(left + i / 4) * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u;
                hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
                source[i + 3] = source[i + 3] > (hash >> 16) % 255 ? (byte)255 : (byte)0;
            }
        }
    }

    public static byte Times(byte a, byte b)
    {
        unchecked
        {
            var product = a * b + 128;
            return (byte)((product + (product >> 8)) >> 8);
        }
    }

    private static byte Lerp(byte from, byte to, byte share)
    {
        unchecked
        {
            var sum = to * share + from * (255 - share) + 128;
            return (byte)((sum + (sum >> 8)) >> 8);
        }
    }

    private static byte Round(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
