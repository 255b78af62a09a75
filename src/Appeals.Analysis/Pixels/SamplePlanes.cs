using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Pixels;

/// <summary>How a sample is stored.</summary>
internal enum SampleKind { Integer8, Integer16, Integer32, Half, Single, Double }

/// <summary>Samples of any kind whose bytes lie in planes, as tiles have them, to 8 bits. What is below nothing, or not a number, is nothing.</summary>
internal static class SamplePlanes
{
    private static readonly Lazy<byte[]> Halves = new(() => HalfTable(linear: false));
    private static readonly Lazy<byte[]> LightHalves = new(() => HalfTable(linear: true));
    private static readonly Lazy<byte[]> Light = new(() => [.. Enumerable.Range(0, 65536).Select(value => LinearLight.Sample(value / 65535f))]);

    /// <summary>Bytes of a sample.</summary>
    public static int SizeOf(SampleKind kind) => kind switch { SampleKind.Integer8 => 1, SampleKind.Integer16 or SampleKind.Half => 2, SampleKind.Double => 8, _ => 4 };

    /// <param name="planes">One plane for each byte of the sample, each as long as <paramref name="target"/>.</param>
    /// <param name="lowFirst">Whether the least significant byte comes first.</param>
    /// <param name="linear">Samples are proportional to light and become those of sRGB.</param>
    public static void ToBytes(SampleKind kind, ReadOnlySpan<byte> planes, bool lowFirst, bool linear, Span<byte> target)
    {
        var (size, count) = (SizeOf(kind), target.Length);
        var high = planes.Slice((lowFirst ? size - 1 : 0) * count, count);
        var next = size > 1 ? planes.Slice((lowFirst ? size - 2 : 1) * count, count) : default;
        switch (kind)
        {
            case SampleKind.Integer8 when !linear: high.CopyTo(target); break;
            case SampleKind.Integer8: Look(high, high, Light.Value, target); break;
            // The upper half of 32 bits is more than 8 need.
            case SampleKind.Integer16 or SampleKind.Integer32 when !linear: Round(high, next, target); break;
            case SampleKind.Integer16 or SampleKind.Integer32: Look(high, next, Light.Value, target); break;
            case SampleKind.Half: Look(high, next, (linear ? LightHalves : Halves).Value, target); break;
            default: ToBytesOfFloat(planes, size, lowFirst, linear, target); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Round(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, Span<byte> target)
    {
        unchecked
        {
            for (var i = 0; i < target.Length; i++) target[i] = (byte)(((high[i] << 8 | low[i]) * 255 + 32_895) >> 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Look(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, byte[] table, Span<byte> target)
    {
        unchecked
        {
            for (var i = 0; i < target.Length; i++) target[i] = table[high[i] << 8 | low[i]];
        }
    }

    private static void ToBytesOfFloat(ReadOnlySpan<byte> planes, int size, bool lowFirst, bool linear, Span<byte> target)
    {
        unchecked
        {
            for (var i = 0; i < target.Length; i++)
            {
                var bits = 0UL;
                for (var b = 0; b < size; b++) bits = bits << 8 | planes[(lowFirst ? size - 1 - b : b) * target.Length + i];
                target[i] = ToByte(size == 8 ? (float)BitConverter.UInt64BitsToDouble(bits) : BitConverter.UInt32BitsToSingle((uint)bits), linear);
            }
        }
    }

    private static byte ToByte(float value, bool linear) => linear ? LinearLight.Sample(value) : value > 0 ? (byte)Math.Min(value * 255 + 0.5f, 255) : (byte)0;

    private static byte[] HalfTable(bool linear) => [.. Enumerable.Range(0, 65536).Select(bits => ToByte((float)BitConverter.UInt16BitsToHalf((ushort)bits), linear))];
}
