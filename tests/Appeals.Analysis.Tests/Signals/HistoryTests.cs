using System.Buffers.Binary;
using System.Text;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Formats;
using Appeals.Analysis.Tests.Markers;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Signals;

public sealed class HistoryTests
{
    private static readonly RgbaImage Ground = Pictures.Painting(160, 120, seed: 3);
    private static readonly RgbaImage Ink = Pictures.Paint(160, 120, static (x, y) => (x + y) % 31 < 5 ? ((byte)20, (byte)10, (byte)40, (byte)255) : ((byte)0, (byte)0, (byte)0, (byte)0));

    private static readonly RgbaImage Painted = Pictures.Paint(160, 120, static (x, y) => (x + y) % 31 < 5 ? ((byte)20, (byte)10, (byte)40, (byte)255) : Ground.At(x, y));

    [Fact]
    public void Analyze_WhenProcreateCountedStrokes_SaysHowMany()
    {
        var procreate = new ProcreateBuilder(160, 120).Layer("ground", Ground);
        (procreate.Document["strokeCount"], procreate.Document["SilicaDocumentTrackedTimeKey"]) = (31_204, 25_200.5);

        var report = Analyze(procreate.ToStream());

        var strokes = Assert.Single(report.Findings, static f => f.Signal == "recordedStrokes");
        Assert.Equal(("Procreate counted 31,204 strokes", 31_204), (strokes.Title!.En, strokes.Values["strokes"]));
        var history = Assert.Single(report.Findings, static f => f.Signal == "history");
        Assert.Contains("7\u00A0hours", history.Reason.En, StringComparison.Ordinal);
        Assert.Equal(25_200.5, history.Values["editingSeconds"]);
    }

    /// <summary>As MyPaint writes them: a brush, then strokes that use it.</summary>
    [Theory]
    [InlineData(true, 250)]
    [InlineData(false, 0)]
    public void Analyze_WhenMyPaintKeptStrokes_CountsThemIfTheMapIsWhole(bool whole, int expected)
    {
        var map = new MemoryStream();
        Write(map, 'b', [1, 2, 3]);
        for (var i = 0; i < 250; i++) Write(map, 's', [9, 9], brush: 0);
        if (whole) map.WriteByte((byte)'}');
        var ora = new OraBuilder().Stack(160, 120, "<layer name='ink' src='data/1.png' mypaint_strokemap_v2='data/1.dat'/><layer name='ground' src='data/0.png'/>")
            .Picture("data/0.png", Ground).Picture("data/1.png", Ink).Entry("data/1.dat", map.ToArray());

        var report = Analyze(ora.ToStream(), ImageCodec.EncodePng(Painted));

        Assert.Equal(expected, report.Findings.SingleOrDefault(static f => f.Signal == "recordedStrokes")?.Values["strokes"] ?? 0);
        if (whole) Assert.Equal((Direction.Supports, 0.062), (report.Findings.Single(static f => f.Signal == "recordedStrokes").Direction, report.Findings.Single(static f => f.Signal == "recordedStrokes").Weight));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    public void Metadata_WhenClipKeepsVectors_CountsThemIfTheyEndWhereTheDataDoes(int surplus, int expected)
    {
        byte[] Stroke(uint points) => [.. Words(88, 72, 88, 88, points), .. new byte[68 + (88 * points)]];
        var clip = new ClipBuilder(8, 8);
        var name = clip.Keep([.. Stroke(4), .. Stroke(9), .. new byte[surplus]]);
        clip.Sql($"CREATE TABLE VectorObjectList(MainId INTEGER, LayerId INTEGER, VectorData BLOB);INSERT INTO VectorObjectList VALUES(1,2,CAST('{name}' AS BLOB));");

        using var file = clip.Layer(1, "", child: 2).Layer(2, "pen", picture: clip.Picture(Pictures.Solid(8, 8, 255, 0, 0))).ToStream().Open();

        Assert.Equal(expected == 0 ? null : "2", file.Metadata.GetValueOrDefault("vectorStrokes"));
    }

    [Fact]
    public void Analyze_WhenPhotoshopKeptTimesAndThePublishedFileNamesIt_SupportsALittle()
    {
        const string Document = "xmp.did:0b9c1a52-7d61-4f0e-9a55-27cbd8d3a1f0";
        var psd = Psd($"<xmpMM:OriginalDocumentID>{Document}</xmpMM:OriginalDocumentID>" + Events("2024-03-01T10:00:00+08:00", "2024-03-02T12:00:00+08:00"), 1_709_258_400, 1_709_265_600, 1_709_280_000);
        byte[] jpeg = ImageCodec.EncodeJpeg(Painted, 95), named = [.. Containers.Jpeg(Containers.App1(Containers.Xmp($"<xmpMM:OriginalDocumentID>{Document}</xmpMM:OriginalDocumentID>")))[..^2], .. jpeg[2..]];

        var history = Analyze(psd.ToStream(), named).Findings.Single(static f => f.Signal == "history");
        var alone = Analyze(psd.ToStream(), jpeg).Findings.Single(static f => f.Signal == "history");

        Assert.Equal((Direction.Supports, 0.25, 1.0), (history.Direction, history.Weight, history.Values["linked"]));
        Assert.Equal((3.0, 21_600.0, 2.0, 93_600.0), (history.Values["layerTimes"], history.Values["layerSpanSeconds"], history.Values["historyEvents"], history.Values["historySpanSeconds"]));
        Assert.Equal(0.15, alone.Weight);
        Assert.DoesNotContain("linked", alone.Values.Keys);
    }

    [Fact]
    public void Analyze_WhenAFileKeepsNothing_SaysNothingOfIt()
    {
        var report = Analyze(new PsdBuilder(160, 120).Add(new() { Pixels = Ground }).ToStream());

        Assert.DoesNotContain(report.Findings, static f => f.Signal is "history" or "timeline" or "recordedStrokes");
    }

    /// <summary>Absurd counters and times are as good as absent, whatever the format.</summary>
    [Theory]
    [InlineData("99999999999999999999", "1", "0000-00-00T00:00:00")]
    [InlineData("-5", "-1", "99999-01-01T00:00:00")]
    [InlineData("NaN", "Infinity", "0001-01-01T00:00:00Z")]
    [InlineData("1e308", "1e300", "2999-12-31T23:59:59")]
    [InlineData("", "", "yesterday")]
    public void Analyze_WhenNumbersAreAbsurd_IgnoresThem(string seconds, string cycles, string date)
    {
        var report = Analyze(Krita(date, date, seconds, cycles));

        Assert.DoesNotContain(report.Findings, static f => f.Values.ContainsKey("editingSeconds"));
        Assert.DoesNotContain(report.Timeline, static m => m.Kind == TimelineKind.Created);
        Assert.Empty(report.Problems);
    }

    internal static MemoryStream Krita(string created, string saved, string seconds = "1790", string cycles = "4") =>
        new KraBuilder(160, 120, KraBuilder.Paint("ink") + KraBuilder.Paint("ground")).Pixels("ink", Ink).Pixels("ground", Ground).Whole("documentinfo.xml", Encoding.UTF8.GetBytes(
            $"<document-info><about><creation-date>{created}</creation-date><date>{saved}</date><editing-time>{seconds}</editing-time><editing-cycles>{cycles}</editing-cycles></about></document-info>")).ToStream();

    internal static string Events(params string[] times) =>
        $"<xmpMM:History><rdf:Seq>{string.Concat(times.Select(static t => $"<rdf:li rdf:parseType='Resource'><stEvt:action>saved</stEvt:action><stEvt:when>{t}</stEvt:when></rdf:li>"))}</rdf:Seq></xmpMM:History>";

    internal static PsdBuilder Psd(string xmp, params double[] layerTimes)
    {
        var psd = new PsdBuilder(160, 120) { Resources = [(1060, Containers.Xmp(xmp))] }.Add(new() { Pixels = Ground, Tags = TimeOf(0) }).Add(new() { Pixels = Ink, Tags = TimeOf(1) });
        return layerTimes.Length > 2 ? psd.Add(new() { Pixels = Pictures.Solid(1, 1, 20, 10, 40, 1), Tags = TimeOf(2) }) : psd;

        (string, byte[])[] TimeOf(int layer) => layer < layerTimes.Length ? [("shmd", LayerTime(layerTimes[layer]))] : [];
    }

    /// <summary>"Metadata setting" with the one entry that holds a time.</summary>
    private static byte[] LayerTime(double seconds)
    {
        var entry = Versioned(Of(Number("layerTime", seconds)));
        return new BigEndianWriter().U32(1).Text("8BIM").Text("cust").U32(0).U32(entry.Length).Raw(entry).ToArray();
    }

    internal static AnalysisReport Analyze(MemoryStream source, byte[]? published = null, DateTime? publishedAt = null, DateTime? labelledAt = null) => new Examination(new()
    {
        Sources = [new("s", () => new MemoryStream(source.ToArray()))], Published = () => new MemoryStream(published ?? ImageCodec.EncodePng(Ground)), PublishedAt = publishedAt, LabelledAt = labelledAt,
    }, new(), new Silence(), CancellationToken.None).Analyze();

    private static void Write(MemoryStream map, char kind, byte[] bytes, uint? brush = null)
    {
        map.WriteByte((byte)kind);
        map.Write(brush is { } number ? Words(number, (uint)bytes.Length) : Words((uint)bytes.Length));
        map.Write(bytes);
    }

    private static byte[] Words(params uint[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), values[i]);
        return bytes;
    }

    private sealed class Silence : IExaminationOutput
    {
        public bool TakesPreviews => false;
        public void Progress(AnalyzerStep step, int percent) { }
        public void Preview(string name, int width, int height, byte[] webp) { }
    }
}
