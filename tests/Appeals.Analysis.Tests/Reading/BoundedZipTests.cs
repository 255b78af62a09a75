using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Reading;

public sealed class BoundedZipTests
{
    [Fact]
    public void Open_WhenThereAreTooManyEntries_IsRefused()
    {
        var ora = new OraBuilder();
        for (var i = 0; i < 60; i++) ora.Entry($"data/{i}", []);

        var refusal = Assert.Throws<SourceFileException>(() => Open(ora.ToStream(), new() { MaxZipEntries = 50 }));

        Assert.Equal(ProblemCode.LimitExceeded, refusal.Code);
    }

    [Fact]
    public void Read_WhenAnEntryIsABomb_IsRefusedBeforeItIsInflated()
    {
        var zip = Open(new OraBuilder().Entry("bomb", new byte[64 * 1024 * 1024]).ToStream());
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<SourceFileException>(() => zip.Read(zip.Find("bomb")!, plausible: 0));

        Assert.Equal(ProblemCode.LimitExceeded, refusal.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(+1)]
    public void Read_WhenAnEntryLiesAboutItsLength_IsRefused(int lie)
    {
        var stream = new OraBuilder().Entry("data", [.. Enumerable.Range(0, 5000).Select(i => unchecked((byte)(i * i)))]).ToStream();
        var zip = Open(stream);
        var entry = zip.Find("data")!;

        var refusal = Assert.Throws<SourceFileException>(() => zip.Read(entry with { Length = entry.Length + lie }, plausible: 0));

        Assert.Equal(ProblemCode.Malformed, refusal.Code);
    }

    [Theory]
    [InlineData(0, 600_000_000, 600_000_000)]
    [InlineData(8, 600_000_000, 5_000_000)]
    [InlineData(8, 600_000_000, 100)]
    [InlineData(0, 600_000_000, 100)]
    public void Read_WhenAnEntryLiesAboutBothItsLengths_TakesNoMemoryForIt(int method, long length, long packed)
    {
        var zip = Open(new OraBuilder().Stored("data", new byte[100]).ToStream());
        var entry = zip.Find("data")! with { Method = method, Length = length, Packed = packed };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(ProblemCode.Malformed, Assert.Throws<SourceFileException>(() => zip.Read(entry, plausible: 1_000_000_000)).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    /// <summary>A block of four plain bytes, then one of a kind that there is not (RFC 1951, 3.2.3).</summary>
    [Fact]
    public void Read_WhenAnEntryIsDamagedWhereItShouldEnd_IsRefused()
    {
        var zip = Open(new OraBuilder().Stored("data", [0, 4, 0, 0xFB, 0xFF, 1, 2, 3, 4, 7]).ToStream());
        var entry = zip.Find("data")! with { Method = 8, Length = 4 };

        Assert.Equal(ProblemCode.Malformed, Assert.Throws<SourceFileException>(() => zip.Read(entry, plausible: 0)).Code);
    }

    [Fact]
    public void Read_WhenAllEntriesTogetherAreTooMuch_IsRefused()
    {
        var zip = Open(new OraBuilder().Entry("a", new byte[1000]).Entry("b", new byte[1000]).ToStream(), new() { MaxInflatedLength = 1500 });

        zip.Read(zip.Find("a")!, 0).Dispose();
        zip.Read(zip.Find("a")!, 0).Dispose();

        Assert.Equal(ProblemCode.LimitExceeded, Assert.Throws<SourceFileException>(() => zip.Read(zip.Find("b")!, 0)).Code);
    }

    [Fact]
    public void Open_WhenANameStandsTwice_UsesTheFirst()
    {
        var zip = Open(new OraBuilder().Entry("name", [1]).Entry("name", [2]).ToStream());

        using var bytes = zip.Read(zip.Find("name")!, 0);

        Assert.True(zip.HasDuplicates);
        Assert.Equal([1], bytes.Span.ToArray());
    }

    [Fact]
    public void Open_WhenCutAnywhere_IsRefusedOrReads()
    {
        var whole = new OraBuilder().Entry("name", [1, 2, 3]).ToStream().ToArray();
        for (var length = 1; length < whole.Length; length++)
            Assert.Throws<SourceFileException>(() => Open(new MemoryStream(whole[..length])));
    }

    private static BoundedZip Open(Stream stream, ReadLimits? limits = null) => BoundedZip.Open(stream, limits ?? ReadLimits.Default, CancellationToken.None);
}
