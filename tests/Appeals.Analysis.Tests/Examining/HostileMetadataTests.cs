using System.Buffers.Binary;
using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Formats;
using Appeals.Analysis.Tests.Markers;
using Appeals.Analysis.Tests.Pixels;
using Appeals.Analysis.Tests.Signals;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>Whatever stands in the metadata, the whole examination ends with a report; what is wrong is a problem or is passed over, never a failure of ours.</summary>
public sealed class HostileMetadataTests
{
    private const int Megabytes = 6 * 1024 * 1024;
    private static readonly RgbaImage Picture = Pictures.Painting(160, 120, seed: 3);
    private static readonly byte[] Plain = ImageCodec.EncodePng(Picture);

    public static TheoryData<string> Packets => [.. Xmp.Keys];

    private static Dictionary<string, byte[]> Xmp { get; } = new(StringComparer.Ordinal)
    {
        ["a text of megabytes"] = Containers.Xmp($"<xmpMM:DocumentID>{new string('x', Megabytes)}</xmpMM:DocumentID>"),
        ["a history of twenty thousand steps"] = Containers.Xmp(HistoryTests.Events([.. Enumerable.Range(0, 20_000).Select(static i => $"2024-01-01T00:00:{i % 60:00}Z")])),
        ["an entity bomb"] = Encoding.UTF8.GetBytes($"<!DOCTYPE x [<!ENTITY a '{new string('a', 1000)}'>{string.Concat(Enumerable.Range(1, 9).Select(static i => $"<!ENTITY a{i} '{string.Concat(Enumerable.Repeat(i == 1 ? "&a;" : $"&a{i - 1};", 10))}'>"))}]><x>&a9;</x>"),
        ["a foreign document type"] = Encoding.UTF8.GetBytes("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"),
        ["depth without end"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<x>", 50_000))),
        ["properties without end"] = Containers.Xmp(string.Concat(Enumerable.Range(0, 100_000).Select(static i => $"<xmpMM:a{i}>{i}</xmpMM:a{i}>"))),
        ["attributes without end"] = Encoding.UTF8.GetBytes($"<x {string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"a{i}='{i}' "))}/>"),
        ["half of a letter"] = [0x3C, 0x78, 0x3E, 0xF0, 0x9F, 0xD8, 0x00, 0x3C],
        ["dates beyond reason"] = Containers.Xmp(HistoryTests.Events("0000-00-00T00:00:00Z", "99999-12-31T23:59:59Z", "-2024-01-01", "2024-02-30T25:61:61", new string('9', 100_000))),
    };

    [Theory, MemberData(nameof(Packets))]
    public void Analyze_WhenXmpIsHostile_ReportsAllTheSame(string packet)
    {
        var psd = new PsdBuilder(160, 120) { Resources = [(1060, Xmp[packet])] }.Add(new() { Pixels = Picture });

        var report = HistoryTests.Analyze(psd.ToStream(), WithXmp(Xmp[packet]), publishedAt: new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc));

        AssertHolds(report);
        Assert.InRange(report.Match!.Similarity, 0.9, 1);
    }

    /// <summary>Boxes that say they reach to the end, or contain themselves, and values within values.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Analyze_WhenCredentialsAreHostile_ReportsAllTheSame(int kind)
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x81, kind == 1 ? 100 : 100_000), 0];
        var box = Containers.Superbox("c2pa", "c2pa", Containers.Box("cbor", deep));
        for (var i = 0; kind == 1 && i < 2_000; i++) box = Containers.Superbox("c2ma", "urn:c2pa:loop", box);
        byte[] endless = [0, 0, 0, 0, .. "jumb"u8, 0, 0, 0, 0, .. "jumb"u8, 0, 0, 0, 1, .. "jumb"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

        AssertHolds(HistoryTests.Analyze(new PsdBuilder(160, 120).Add(new() { Pixels = Picture }).ToStream(), With("caBX", kind == 2 ? endless : box)));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("½")]
    public void Analyze_WhenOpacitiesAreNone_TheyLieBetweenNothingAndAll(string opacity)
    {
        var ora = new OraBuilder().Stack(160, 120, $"<layer name='a' src='data/0.png' opacity='{opacity}' x='{opacity}'/><layer name='b' src='data/0.png'/>").Picture("data/0.png", Picture);
        var kra = new KraBuilder(160, 120, KraBuilder.Paint("a", $"opacity='{opacity}' x='{opacity}'") + KraBuilder.Paint("b")).Pixels("a", Picture).Pixels("b", Picture);

        AssertHolds(HistoryTests.Analyze(ora.ToStream()));
        AssertHolds(HistoryTests.Analyze(kra.ToStream()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1e300)]
    [InlineData(1e300)]
    public void Analyze_WhenProcreateHoldsNoNumbers_TheyAreLeftOut(double value)
    {
        var procreate = new ProcreateBuilder(160, 120).Layer("a", Picture, ("opacity", value)).Layer("b", Picture);
        foreach (var key in new[] { "strokeCount", "SilicaDocumentTrackedTimeKey", "SilicaDocumentArchiveDPIKey", "version" }) procreate.Document[key] = value;

        var report = HistoryTests.Analyze(procreate.ToStream());

        AssertHolds(report);
        Assert.DoesNotContain(report.Findings, static f => f.Signal is "recordedStrokes" or "history");
    }

    private static void AssertHolds(AnalysisReport report)
    {
        Assert.DoesNotContain(report.Problems, static p => p.Code is ProblemCode.Crashed or ProblemCode.OutOfMemory or ProblemCode.OutOfTime);
        Assert.All(report.Sources.SelectMany(static s => s.Layers), static l => Assert.InRange(l.Opacity, 0, 1));
        Assert.All(report.Findings.SelectMany(static f => f.Values.Values).Append(report.Score), static v => Assert.True(double.IsFinite(v)));
        Assert.All(report.Sources.SelectMany(static s => s.Metadata.Values), static v => Assert.InRange(v.Length, 0, 2_000));
        Assert.All(report.Timeline, static m => Assert.InRange(m.At.Year, 1985, 2099));
        Assert.InRange(report.Sources[0].Layers.Count, 1, 2);
    }

    /// <summary>As the PNG that it is otherwise, with a chunk before its pixels.</summary>
    private static byte[] With(string chunk, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(chunk), .. data];
        return [.. Plain[..33], .. Number((uint)data.Length), .. body, .. Number(Pictures.Crc(body)), .. Plain[33..]];
    }

    private static byte[] WithXmp(byte[] packet) => With("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. packet]);

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
