using Appeals.Analysis.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Appeals.Analysis.Tests.Reading;

public sealed class LzoTests
{
    [Fact]
    public void Unpack_WhenPackedByTheBook_GivesTheBytesBack() => Prop.ForAll(Lz4Writer.Runs(), plain =>
    {
        var target = new byte[plain.Length];
        return Lzo.Unpack(LzoWriter.Pack(plain), target) == plain.Length && target.AsSpan().SequenceEqual(plain);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_WhenTheBytesAreArbitrary_MakesWhatTheBookSays() => Prop.ForAll<byte[], byte>((packed, length) =>
    {
        var target = new byte[length];
        var expected = Reference(packed, length);
        return Lzo.Unpack(packed, target) == expected.Count && target.Take(expected.Count).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 18, 7, 0x00, 0, 17, 0, 0 }, new byte[] { 7, 7, 7 })] // one plain byte, then two of it
    [InlineData(new byte[] { 19, 7, 8, 0x44, 0, 17, 0, 0 }, new byte[] { 7, 8, 7, 8, 7 })] // three from two back
    [InlineData(new byte[] { 21, 1, 2, 3, 4, 0x8D, 0, 9, 17, 0, 0 }, new byte[] { 1, 2, 3, 4, 1, 2, 3, 4, 1, 9 })] // five from four back, one plain byte after it
    [InlineData(new byte[] { 21, 1, 2, 3, 4, 0x20, 1, 0, 0, 17, 0, 0 }, new byte[] { 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 })] // 34 from one back
    public void Unpack_WhenGivenKnownBytes_GivesKnownOnes(byte[] packed, byte[] plain)
    {
        var target = new byte[plain.Length];

        Assert.Equal(plain.Length, Lzo.Unpack(packed, target));
        Assert.Equal(plain, target);
    }

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { 18 }, 0)]
    [InlineData(new byte[] { 18, 7, 0x04, 0 }, 1)]
    [InlineData(new byte[] { 21, 1, 2 }, 0)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, 0)]
    [InlineData(new byte[] { 18, 7, 0x20, 0, 0 }, 1)]
    [InlineData(new byte[] { 18, 7, 0x11, 4, 0 }, 1)]
    public void Unpack_WhenItReachesOutside_SaysHowFarItCame(byte[] packed, int made) => Assert.Equal(made, Lzo.Unpack(packed, new byte[100]));

    /// <summary>The stream read aloud, byte by byte. A queue that is empty ends it.</summary>
    private static List<byte> Reference(byte[] packed, int length)
    {
        var made = new List<byte>();
        var input = new Queue<byte>(packed);
        try
        {
            var state = 0;
            if (packed is [> 17, ..]) state = Math.Min(Plain(input.Dequeue() - 17), 4);
            while (input.Count > 0)
            {
                int code = input.Dequeue();
                if (code < 16 && state == 0)
                {
                    Plain(3 + Long(code, 15));
                    state = 4;
                    continue;
                }
                var (count, back) = code switch
                {
                    >= 128 => (5 + code / 32 % 4, 8 * input.Dequeue() + code / 4 % 8 + 1),
                    >= 64 => (3 + code / 32 % 2, 8 * input.Dequeue() + code / 4 % 8 + 1),
                    >= 32 => (2 + Long(code % 32, 31), 1),
                    >= 16 => (2 + Long(code % 8, 7), 16384 + (code & 8) * 2048),
                    _ when state == 4 => (3, 4 * input.Dequeue() + code / 4 + 2049),
                    _ => (2, 4 * input.Dequeue() + code / 4 + 1),
                };
                state = code % 4;
                if (code is >= 16 and < 64)
                {
                    var word = input.Dequeue() + 256 * input.Dequeue();
                    (back, state) = (back + word / 4, word % 4);
                }
                if ((code is >= 16 and < 32 && back == 16384) || back > made.Count || made.Count + count > length) break;
                for (var i = 0; i < count; i++) made.Add(made[^back]);
                Plain(state);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended.
        }
        return made;

        int Plain(int count)
        {
            if (count > input.Count || made.Count + count > length) throw new InvalidOperationException();
            for (var i = 0; i < count; i++) made.Add(input.Dequeue());
            return count;
        }

        int Long(int start, int zero)
        {
            if (start > 0) return start;
            for (start = zero; ; start += 255)
                if (input.Dequeue() is var more && more > 0) return start + more;
        }
    }
}

internal static class LzoWriter
{
    /// <summary>Plain bytes, and runs as repetitions from one back.</summary>
    public static byte[] Pack(byte[] plain)
    {
        var packed = new List<byte>();
        var start = 0;
        while (start < plain.Length)
        {
            // A run of plain bytes must be of four and more, so a short rest is written behind a repetition that is split for it.
            var end = Math.Min(start + 4, plain.Length);
            while (end < plain.Length && RunAt(plain, end) < 40) end++;
            var literals = plain.AsSpan(start, end - start);
            if (start == 0 && literals.Length < 200) packed.Add((byte)(17 + literals.Length));
            else if (literals.Length >= 4) Long(packed, 0, literals.Length - 3, 15);
            else
            {
                // Behind a repetition, whose last byte holds how many plain ones follow.
                packed[^2] |= (byte)literals.Length;
                packed.AddRange(literals);
                break;
            }
            packed.AddRange(literals);
            start = end;
            var run = start < plain.Length ? RunAt(plain, start) : 0;
            if (run == 0) break;
            Long(packed, 32, run - 2, 31);
            packed.AddRange([0, 0]);
            start += run;
        }
        packed.AddRange([17, 0, 0]);
        return [.. packed];
    }

    private static int RunAt(byte[] plain, int at)
    {
        var run = 0;
        while (at + run < plain.Length && plain[at + run] == plain[at - 1]) run++;
        return run;
    }

    private static void Long(List<byte> packed, int code, int length, int zero)
    {
        if (length <= zero)
        {
            packed.Add((byte)(code + length));
            return;
        }
        packed.Add((byte)code);
        for (length -= zero; length > 255; length -= 255) packed.Add(0);
        packed.Add((byte)length);
    }
}
