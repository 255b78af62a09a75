using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace Appeals.Analysis.Tests.Reading;

public sealed class LzfTests
{
    [Fact]
    public void Unpack_WhenPackedByTheBook_GivesTheBytesBack() => Prop.ForAll(Runs(), plain =>
    {
        var target = new byte[plain.Length];
        return Lzf.Unpack(LzfWriter.Pack(plain), target) == plain.Length && target.AsSpan().SequenceEqual(plain);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_WhenTheBytesAreArbitrary_MakesWhatTheBookSays() => Prop.ForAll<byte[], byte>((packed, length) =>
    {
        var target = new byte[length];
        var expected = Reference(packed, length);
        return Lzf.Unpack(packed, target) == expected.Count && target.Take(expected.Count).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0, 9, 32, 0 }, new byte[] { 9, 9, 9, 9 })]
    [InlineData(new byte[] { 1, 1, 2, 0x20, 1 }, new byte[] { 1, 2, 1, 2, 1 })]
    [InlineData(new byte[] { 0, 5, 0xE0, 1, 0 }, new byte[] { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 })]
    public void Unpack_WhenGivenKnownBytes_GivesKnownOnes(byte[] packed, byte[] plain)
    {
        var target = new byte[plain.Length];

        Assert.Equal(plain.Length, Lzf.Unpack(packed, target));
        Assert.Equal(plain, target);
    }

    [Theory]
    [InlineData(new byte[] { 32, 0 }, 0)]
    [InlineData(new byte[] { 0, 9, 32, 1 }, 1)]
    [InlineData(new byte[] { 4, 1, 2 }, 0)]
    [InlineData(new byte[] { 0, 9, 0xE0 }, 1)]
    public void Unpack_WhenItReachesOutside_SaysHowFarItCame(byte[] packed, int made) => Assert.Equal(made, Lzf.Unpack(packed, new byte[100]));

    /// <summary>The code read aloud, byte by byte.</summary>
    private static List<byte> Reference(byte[] packed, int length)
    {
        var made = new List<byte>();
        var at = 0;
        while (at < packed.Length)
        {
            int code = packed[at++], count, back = 0;
            if (code < 32) count = code + 1;
            else
            {
                count = (code >> 5) + 2;
                if (code >= 224 && at < packed.Length) count += packed[at++];
                if (at == packed.Length) break;
                back = ((code & 31) << 8) + packed[at++] + 1;
            }
            if (made.Count + count > length || back > made.Count || (back == 0 && count > packed.Length - at)) break;
            for (var i = 0; i < count; i++) made.Add(back == 0 ? packed[at++] : made[^back]);
        }
        return made;
    }

    private static Arbitrary<byte[]> Runs() => ArbMap.Default.GeneratorFor<(byte Value, byte Length)>().ListOf()
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Value, run.Length % 5 == 0 ? run.Length * 3 : 1)).ToArray()).ToArbitrary();
}
