using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace Appeals.Analysis.Tests.Reading;

public sealed class PackBitsTests
{
    [Fact]
    public void Unpack_WhenPackedByTheBook_GivesTheRowBack() =>
        Prop.ForAll(Rows(), row => Unpack(PackBitsWriter.Pack(row), row.Length).AsSpan().SequenceEqual(row)).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_WhenTheBytesAreArbitrary_StaysInItsRow() => Prop.ForAll<byte[], byte>((packed, width) =>
    {
        var row = new byte[width + PackBits.Slack + 1];
        row[^1] = 77;
        var made = PackBits.Unpack([.. packed, .. new byte[PackBits.Slack]], packed.Length, row.AsSpan(0, width + PackBits.Slack), width);
        return made >= 0 && made <= width && row[^1] == 77;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 2, 1, 2, 3, 255, 9 }, new byte[] { 1, 2, 3, 9, 9 })]
    [InlineData(new byte[] { 128, 128, 0, 7, 253, 1 }, new byte[] { 7, 1, 1, 1, 1 })]
    public void Unpack_WhenGivenKnownBytes_GivesKnownOnes(byte[] packed, byte[] row) => Assert.Equal(row, Unpack(packed, row.Length));

    [Theory]
    [InlineData(new byte[] { 4, 1, 2 }, 0)]
    [InlineData(new byte[] { 0, 1, 255 }, 1)]
    [InlineData(new byte[] { 0, 1, 200, 5 }, 1)]
    public void Unpack_WhenARunDoesNotFit_SaysHowFarItCame(byte[] packed, int made) =>
        Assert.Equal(made, PackBits.Unpack([.. packed, .. new byte[PackBits.Slack]], packed.Length, new byte[10 + PackBits.Slack], 10));

    private static byte[] Unpack(byte[] packed, int width)
    {
        var row = new byte[width + PackBits.Slack];
        Assert.Equal(width, PackBits.Unpack([.. packed, .. new byte[PackBits.Slack]], packed.Length, row, width));
        return row[..width];
    }

    /// <summary>Runs and noise in turn, as pictures have them.</summary>
    private static Arbitrary<byte[]> Rows() => ArbMap.Default.GeneratorFor<(byte Value, byte Length)>().ListOf()
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Value, run.Length % 7 == 0 ? run.Length : 1)).ToArray()).ToArbitrary();
}
