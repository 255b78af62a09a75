using System.Formats.Cbor;
using System.Text;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Reading;
using static Appeals.Analysis.Tests.Markers.Containers;

namespace Appeals.Analysis.Tests.Markers;

public sealed class MarkerReaderTests
{
    private const string Source = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    private static MarkerReport Read(byte[] file, ReadLimits? limits = null) => MarkerReader.Read(new MemoryStream(file), limits ?? ReadLimits.Default, CancellationToken.None);

    private static string Label(string label) => $$"""{"Label":"{{label}}","ContentProducer":"001191110102MACQD9K64010000","ProduceID":"x"}""";

    private static string Escaped(string json) => json.Replace("\"", "&quot;", StringComparison.Ordinal);

    [Theory]
    [InlineData("1", MarkerVerdict.AiGenerated, "aigc-label-1")]
    [InlineData("2", MarkerVerdict.AiPossible, "aigc-label-2")]
    [InlineData("3", MarkerVerdict.AiSuspected, "aigc-label-3")]
    [InlineData("AIGC", MarkerVerdict.NeedsReview, "aigc-malformed")]
    public void AigcLabel_InItsNamespace_SaysWhatItsNumberSays(string label, MarkerVerdict verdict, string kind)
    {
        var element = Read(Jpeg(App1(Xmp($"<TC260:AIGC>{Escaped(Label(label))}</TC260:AIGC>"))));
        var wrapped = Read(Png(Text("AIGC", $$"""{"AIGC":{{Label(label)}}}""")));

        Assert.Equal((verdict, verdict), (element.Verdict, wrapped.Verdict));
        Assert.Contains(element.Markers, m => m.Kind == kind && m.Value == "001191110102MACQD9K64010000" && m.Standard == "GB 45438-2025");
        Assert.Contains(wrapped.Markers, m => m.Kind == kind);
    }

    [Fact]
    public void AigcLabel_EncodedTwice_IsRead() =>
        Assert.Equal(MarkerVerdict.AiGenerated, Read(Png(Text("AIGC", System.Text.Json.JsonSerializer.Serialize(Label("1"))))).Verdict);

    [Fact]
    public void AigcLabels_ThatContradictEachOther_NeedAPerson() =>
        Assert.Equal(MarkerVerdict.NeedsReview, Read(Png(Text("AIGC", Label("1")), ("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp($"<TC260:AIGC>{Escaped(Label("3"))}</TC260:AIGC>")]))).Verdict);

    [Theory]
    [InlineData("trainedAlgorithmicMedia", MarkerVerdict.AiGenerated)]
    [InlineData("compositeWithTrainedAlgorithmicMedia", MarkerVerdict.AiAssisted)]
    [InlineData("digitalCreation", MarkerVerdict.HumanDeclared)]
    [InlineData("algorithmicMedia", MarkerVerdict.None)]
    [InlineData("somethingNew", MarkerVerdict.NeedsReview)]
    public void SourceType_AsAddressOrBareTerm_CountsAsItsTermSays(string term, MarkerVerdict verdict)
    {
        Assert.Equal(verdict, Read(Jpeg(App1(Xmp($"<Iptc4xmpExt:DigitalSourceType>{Source}{term}</Iptc4xmpExt:DigitalSourceType>")))).Verdict);
        Assert.Equal(verdict, Read(Jpeg(App1(Xmp($"<Iptc4xmpExt:DigitalSourceType>{term}</Iptc4xmpExt:DigitalSourceType>")))).Verdict);
    }

    [Fact]
    public void Traces_InTheirOwnPlaces_AreFound()
    {
        Assert.Equal("a1111", Assert.Single(Read(Png(Text("parameters", "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7"))).Markers).Kind);
        Assert.Equal("comfyui", Assert.Single(Read(Png(Text("prompt", """{"3":{"class_type":"KSampler","inputs":{"denoise":NaN}}}"""))).Markers).Kind);
        Assert.Equal("midjourney-desc", Assert.Single(Read(Png(Text("Description", "ferry --ar 4:3 Job ID: 01a2023d-1b80-7560-b4df-2e8e50b4d0ba"))).Markers).Kind);
    }

    [Theory]
    [InlineData("prompt", "my own words")]
    [InlineData("parameters", "drawn in 20 steps, see blog")]
    [InlineData("Description", "about AIGC and Job ID in general")]
    [InlineData("Comment", "{\"AIGC\": is what I oppose")]
    [InlineData("Software", "imagen flux")]
    public void WordsOfOrdinaryPeople_AreNoTraces(string key, string text) => Assert.Equal((MarkerVerdict.None, 0), (Read(Png(Text(key, text))) is var report ? (report.Verdict, report.Markers.Count) : default));

    [Fact]
    public void Caption_ThatMentionsTheLabel_IsNone() => Assert.Equal(MarkerVerdict.None, Read(Jpeg(Exif(0x010E, "my post on AIGC: {\"Label\":\"1\"}"))).Verdict);

    [Fact]
    public void Marker_BehindTheEndOfThePicture_DoesNotCount()
    {
        Assert.Empty(Read([.. Jpeg(), .. Png(Text("AIGC", Label("1")))]).Markers);
        Assert.Empty(Read([.. Png(), .. Png(Text("AIGC", Label("1")))]).Markers);
    }

    [Fact]
    public void Exif_WithALabelInItsDescription_IsRead() => Assert.Equal(MarkerVerdict.AiGenerated, Read(Jpeg(Exif(0x010E, $$"""{"AIGC":{{Label("1")}}}"""))).Verdict);

    [Fact]
    public void Packet_WithADocumentTypeOrTooDeep_IsLeftOut()
    {
        var bomb = """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>""" + Encoding.UTF8.GetString(Xmp($"<TC260:AIGC>{Escaped(Label("1"))}</TC260:AIGC>"));
        var deep = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));

        Assert.Empty(Read(Jpeg(App1(Encoding.UTF8.GetBytes(bomb)))).Markers);
        Assert.Empty(Read(Jpeg(App1(Encoding.UTF8.GetBytes(deep)))).Markers);
    }

    [Fact]
    public void Text_ThatInflatesBeyondItsLimits_IsLeftOut() =>
        Assert.Empty(Read(Png(PackedText("AIGC", [.. Encoding.UTF8.GetBytes(Label("1")), .. new byte[4_000_000]]))).Markers);

    [Theory]
    [InlineData("AIGC", """{"Label":"\ud800"}""", MarkerVerdict.NeedsReview)]
    [InlineData("parameters", """{"software":7}""", MarkerVerdict.None)]
    [InlineData("parameters", """{"software":"\ud800"}""", MarkerVerdict.None)]
    public void Json_OfAnUnforeseenKind_IsNoFailure(string key, string text, MarkerVerdict verdict)
    {
        Assert.Equal(verdict, Read(Png(Text(key, text))).Verdict);
        Assert.Contains(Read(Png(Text(key, text), Text("Software", "NovelAI"))).Markers, m => m.Kind == "novelai");
    }

    [Fact]
    public void Text_ThatInflates_CountsAsItIsThen()
    {
        var file = Png(PackedText("AIGC", [.. Encoding.UTF8.GetBytes(Label("1")), .. Enumerable.Repeat((byte)' ', 500_000)]));

        Assert.NotEmpty(Read(file).Markers);
        Assert.Empty(Read(file, ReadLimits.Default with { MaxMetadataBytes = 100_000 }).Markers);
    }

    [Fact]
    public void Container_WithMoreParts_IsWalkedUpToItsLimit()
    {
        var chunks = Enumerable.Repeat(Text("Author", "x"), 20).Append(Text("AIGC", Label("1"))).ToArray();

        Assert.Empty(Read(Png(chunks), ReadLimits.Default with { MaxMetadataParts = 10 }).Markers);
        Assert.Empty(Read(Png(chunks), ReadLimits.Default with { MaxMetadataBytes = 20 }).Markers);
        Assert.NotEmpty(Read(Png(chunks)).Markers);
    }

    [Fact]
    public void Credentials_NestedWithoutEndOrOfDeepValues_AreMalformed()
    {
        var nested = Enumerable.Range(0, 500).Aggregate(Box("cbor", []), (inner, _) => Superbox("c2as", "c2pa.assertions", inner));
        var writer = new CborWriter();
        for (var i = 0; i < 5_000; i++) writer.WriteStartArray(1);
        writer.WriteInt32(1);
        for (var i = 0; i < 5_000; i++) writer.WriteEndArray();
        var deep = Superbox("c2pa", "c2pa", Superbox("c2ma", "urn:x", Superbox("c2cl", "c2pa.claim", Box("cbor", writer.Encode())), Superbox("c2cs", "c2pa.signature", Box("cbor", writer.Encode()))));

        Assert.Contains(Read(Png(("caBX", nested))).Markers, m => m.Kind == "c2pa-malformed");
        Assert.Contains(Read(Png(("caBX", deep))).Markers, m => m.Kind == "c2pa-malformed");
        Assert.Contains(Read(Png(("caBX", [0, 0, 0, 1, .. "jumb"u8, 255, 255, 255, 255, 255, 255, 255, 255]))).Markers, m => m.Kind == "c2pa-malformed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_WhenMutatedAtRandom_NeverFails(int seed)
    {
        var random = new Random(seed);
        byte[][] files =
        [
            Jpeg(App1(Xmp($"<TC260:AIGC>{Escaped(Label("1"))}</TC260:AIGC>")), Exif(0x010E, Label("1"))),
            Png(Text("AIGC", Label("1")), PackedText("prompt", "{}"u8.ToArray()), ("caBX", Superbox("c2pa", "c2pa", Superbox("c2ma", "urn:x", Superbox("c2cl", "c2pa.claim", Box("cbor", [0xA0])))))),
            [.. "RIFF\0\0\0\0WEBPXMP "u8, 4, 0, 0, 0, 1, 2, 3, 4, .. "EXIF"u8, 8, 0, 0, 0, .. "II*\0\b\0\0\0"u8],
            [.. "GIF89a\0\0\0\0\0\0\0!"u8, 0xFF, 11, .. "XMP DataXMP"u8, 3, 1, 2, 3, 0, 0x3B],
            [.. "\0\0\0\u0014ftypavif\0\0\0\0avif"u8, .. "\0\0\0\u0020meta\0\0\0\0\0\0\0\u0014iinf\0\0\0\0\0\u0001\0\0\0\0\0\0"u8],
            [.. "II*\0\b\0\0\0\u0001\0"u8, 0xBC, 2, 7, 0, 20, 0, 0, 0, 10, 0, 0, 0, .. new byte[30]],
        ];
        for (var round = 0; round < 2_000; round++)
        {
            var file = (byte[])files[round % files.Length].Clone();
            for (var flips = random.Next(1, 8); flips > 0; flips--) file[random.Next(12, file.Length)] = (byte)random.Next(256);
            Read(file[..random.Next(8, file.Length + 1)]);
        }
    }
}
