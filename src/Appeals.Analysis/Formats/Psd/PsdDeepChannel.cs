using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Samples of 1, 16 or 32 bits as samples of 8 bits. A bit that is set is black. Floats are linear light, which becomes sRGB, or a share.</summary>
internal sealed class PsdDeepChannel(PsdChannel samples, int width, int depth, bool littleEndian, bool isColor) : PsdChannel(width)
{
    private static readonly Lazy<byte[]> Light = new(MakeLight);
    private PooledBytes? _rows;

    public override bool IsDamaged => samples.IsDamaged;

    public override void Skip(int rows) => samples.Skip(rows);

    public override int Read(Span<byte> plane, int rows)
    {
        var length = rows * samples.Width + PackBits.Slack;
        if (_rows is null || _rows.Length < length)
        {
            _rows?.Dispose();
            _rows = new(length);
        }
        var there = samples.Read(_rows.Span, rows);
        for (var y = 0; y < there; y++) Convert(_rows.Span.Slice(y * samples.Width, samples.Width), plane.Slice(y * Width, Width));
        return there;
    }

    private void Convert(ReadOnlySpan<byte> row, Span<byte> target)
    {
        if (depth == 1) FromBits(row, target);
        else if (depth == 16) FromWords(row, target);
        else FromFloats(row, target);
    }

    private static void FromBits(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (var x = 0; x < target.Length; x++) target[x] = (row[x >> 3] & (0x80 >> (x & 7))) != 0 ? (byte)0 : (byte)255;
    }

    /// <summary>v / 257, rounded: the high byte, or its neighbour where the low byte is more than 128 away from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FromWords(ReadOnlySpan<byte> row, Span<byte> target)
    {
        unchecked
        {
            var x = 0;
            ref var source = ref MemoryMarshal.GetReference(row);
            var first = Vector256.Create((short)255);
            for (; x <= target.Length - 16; x += 16)
            {
                var words = Vector256.LoadUnsafe(ref source, (nuint)(x * 2)).AsInt16();
                Vector256<short> even = words & first, odd = Vector256.ShiftRightLogical(words, 8);
                var (high, low) = littleEndian ? (odd, even) : (even, odd);
                var apart = low - high;
                var rounded = high - Vector256.GreaterThan(apart, Vector256.Create((short)128)) + Vector256.LessThan(apart, Vector256.Create((short)-128));
                Vector128.Narrow(rounded.GetLower().AsUInt16(), rounded.GetUpper().AsUInt16()).StoreUnsafe(ref target[x]);
            }
            for (; x < target.Length; x++)
            {
                var word = littleEndian ? row[x * 2] | row[x * 2 + 1] << 8 : row[x * 2] << 8 | row[x * 2 + 1];
                target[x] = (byte)((word * 255 + 32_895) >> 16);
            }
        }
    }

    private void FromFloats(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var light = Light.Value;
        for (var x = 0; x < target.Length; x++)
        {
            var value = littleEndian ? BinaryPrimitives.ReadSingleLittleEndian(row[(x * 4)..]) : BinaryPrimitives.ReadSingleBigEndian(row[(x * 4)..]);
            // what is not a number is black
            var share = value >= 0 ? Math.Min(value, 1) : 0;
            target[x] = isColor ? light[(int)(share * 65_535 + 0.5f)] : (byte)(share * 255 + 0.5f);
        }
    }

    /// <param name="light">In [0, 1].</param>
    public static byte ToSrgb(float light) => Light.Value[(int)(light * 65_535 + 0.5f)];

    private static byte[] MakeLight()
    {
        var table = new byte[65_536];
        for (var i = 0; i < table.Length; i++)
        {
            var linear = i / 65_535.0;
            table[i] = (byte)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055));
        }
        return table;
    }

    public override void Dispose()
    {
        samples.Dispose();
        _rows?.Dispose();
    }
}
