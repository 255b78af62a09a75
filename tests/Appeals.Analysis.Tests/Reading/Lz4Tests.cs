using Appeals.Analysis.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Appeals.Analysis.Tests.Reading;

public sealed class Lz4Tests
{
    [Fact]
    public void Unpack_WhenPackedByTheBook_GivesTheBytesBack() => Prop.ForAll(Lz4Writer.Runs(), plain =>
    {
        var target = new byte[plain.Length];
        return Lz4.Unpack(Lz4Writer.Pack(plain), target, 0) == plain.Length && target.AsSpan().SequenceEqual(plain);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_WhenTheBytesAreArbitrary_MakesWhatTheBookSays() => Prop.ForAll<byte[], byte>((packed, length) =>
    {
        var target = new byte[length];
        var expected = Reference(packed, length);
        return Lz4.Unpack(packed, target, 0) == expected.Count && target.Take(expected.Count).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void UnpackFrames_WhenTheBytesAreArbitrary_StaysWithinItsBuffer() => Prop.ForAll<byte[], byte>((packed, length) =>
        Lz4.UnpackFrames([.. "bv41"u8, 200, 0, 0, 0, .. packed], new byte[length]) <= length).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0x10, 9, 1, 0 }, new byte[] { 9, 9, 9, 9, 9 })]
    [InlineData(new byte[] { 0x21, 1, 2, 2, 0, 0x10, 7 }, new byte[] { 1, 2, 1, 2, 1, 2, 1, 7 })]
    [InlineData(new byte[] { 0x1F, 5, 1, 0, 1 }, new byte[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 })]
    public void Unpack_WhenGivenKnownBytes_GivesKnownOnes(byte[] packed, byte[] plain)
    {
        var target = new byte[plain.Length];

        Assert.Equal(plain.Length, Lz4.Unpack(packed, target, 0));
        Assert.Equal(plain, target);
    }

    [Theory]
    [InlineData(new byte[] { 0, 1, 0 }, 0)]
    [InlineData(new byte[] { 0x10, 9, 2, 0 }, 1)]
    [InlineData(new byte[] { 0x10, 9, 0, 0 }, 1)]
    [InlineData(new byte[] { 0x50, 1, 2 }, 0)]
    [InlineData(new byte[] { 0xF0, 255, 255 }, 0)]
    [InlineData(new byte[] { 0x1F, 5, 1, 0, 255, 255 }, 1)]
    public void Unpack_WhenItReachesOutside_SaysHowFarItCame(byte[] packed, int made) => Assert.Equal(made, Lz4.Unpack(packed, new byte[100], 0));

    /// <summary>The block read aloud, byte by byte.</summary>
    private static List<byte> Reference(byte[] packed, int length)
    {
        var made = new List<byte>();
        var input = new Queue<byte>(packed);
        while (input.TryDequeue(out var token))
        {
            if (Length(token >> 4, input) is not { } literals || literals > input.Count || made.Count + literals > length) break;
            for (var i = 0; i < literals; i++) made.Add(input.Dequeue());
            if (input.Count < 2) break;
            int back = input.Dequeue() + 256 * input.Dequeue();
            if (Length(token & 15, input) is not { } count || back == 0 || back > made.Count || made.Count + count + 4 > length) break;
            for (var i = 0; i < count + 4; i++) made.Add(made[^back]);
        }
        return made;
    }

    private static int? Length(int start, Queue<byte> input)
    {
        if (start < 15) return start;
        while (input.TryDequeue(out var more))
        {
            start += more;
            if (more < 255) return start;
        }
        return null;
    }
}

internal static class Lz4Writer
{
    /// <summary>Plain bytes up to a run of five and more, then the run as a repetition of its first byte.</summary>
    public static byte[] Pack(byte[] plain)
    {
        var packed = new List<byte>();
        var start = 0;
        for (var at = 1; at < plain.Length;)
        {
            var run = 0;
            while (at + run < plain.Length && plain[at + run] == plain[at - 1]) run++;
            if (run >= 5)
            {
                Write(packed, plain.AsSpan(start, at - start), run - 4);
                start = at + run;
            }
            at += Math.Max(run, 1) + (run >= 5 ? 1 : 0);
        }
        Write(packed, plain.AsSpan(Math.Min(start, plain.Length)), null);
        return [.. packed];
    }

    private static void Write(List<byte> packed, ReadOnlySpan<byte> literals, int? repeat)
    {
        packed.Add((byte)(Math.Min(literals.Length, 15) << 4 | Math.Min(repeat ?? 0, 15)));
        More(packed, literals.Length);
        packed.AddRange(literals);
        if (repeat is null) return;
        packed.AddRange([1, 0]);
        More(packed, repeat.Value);
    }

    private static void More(List<byte> packed, int length)
    {
        if (length < 15) return;
        for (length -= 15; length >= 255; length -= 255) packed.Add(255);
        packed.Add((byte)length);
    }

    public static Arbitrary<byte[]> Runs() => ArbMap.Default.GeneratorFor<(byte Value, byte Length)>().ListOf()
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Value, run.Length % 5 == 0 ? run.Length * 3 : 1)).ToArray()).ToArbitrary();
}
