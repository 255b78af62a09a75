using Appeals.Analysis.Formats.Xcf;
using FsCheck;
using FsCheck.Fluent;

namespace Appeals.Analysis.Tests.Formats;

public sealed class XcfRunsTests
{
    [Fact]
    public void Unpack_WhenPackedByTheBook_GivesThePlaneBackAndSaysHowMuchItTook() => Prop.ForAll(Runs(), plain =>
    {
        var packed = XcfRunWriter.Pack(plain);
        var plane = new byte[plain.Length];
        return XcfRuns.Unpack([.. packed, 1, 2, 3], plane) == packed.Length && plane.AsSpan().SequenceEqual(plain);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_WhenTheBytesAreArbitrary_MakesWhatTheBookSays() => Prop.ForAll<byte[], byte>((packed, length) =>
    {
        var plane = new byte[length];
        var expected = Reference(packed, length);
        var used = XcfRuns.Unpack(packed, plane);
        return expected is null ? used < 0 : used >= 0 && plane.AsSpan().SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 4, 9 }, new byte[] { 9, 9, 9, 9, 9 })]
    [InlineData(new byte[] { 254, 1, 2, 0, 7 }, new byte[] { 1, 2, 7 })]
    [InlineData(new byte[] { 127, 0, 2, 8, 128, 0, 1, 6 }, new byte[] { 8, 8, 6 })]
    public void Unpack_WhenGivenKnownBytes_GivesKnownOnes(byte[] packed, byte[] plain)
    {
        var plane = new byte[plain.Length];

        Assert.Equal(packed.Length, XcfRuns.Unpack(packed, plane));
        Assert.Equal(plain, plane);
    }

    /// <summary>The code read aloud; null if the plane cannot be filled exactly.</summary>
    private static byte[]? Reference(byte[] packed, int length)
    {
        var made = new List<byte>();
        var at = 0;
        while (made.Count < length)
        {
            if (at >= packed.Length) return null;
            int code = packed[at++], count = code < 127 ? code + 1 : code > 128 ? 256 - code : -1;
            if (count < 0)
            {
                if (at + 2 > packed.Length) return null;
                count = packed[at] * 256 + packed[at + 1];
                at += 2;
            }
            if (made.Count + count > length || at + (code < 128 ? 1 : count) > packed.Length) return null;
            for (var i = 0; i < count; i++) made.Add(code < 128 ? packed[at] : packed[at + i]);
            at += code < 128 ? 1 : count;
        }
        return [.. made];
    }

    private static Arbitrary<byte[]> Runs() => ArbMap.Default.GeneratorFor<(byte Value, byte Length)>().ListOf()
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Value, run.Length % 5 == 0 ? run.Length * 3 : 1)).ToArray()).ToArbitrary();
}
