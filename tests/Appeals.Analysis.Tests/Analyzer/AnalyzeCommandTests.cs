using System.Text;
using System.Text.Json;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Examining;
using Appeals.Analysis.Tests.Markers;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Analyzer;

public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "analyze", Path.GetRandomFileName())).FullName;

    [Fact]
    public async Task Analyze_WhenAllIsWell_WritesTheReportAndThePreviews()
    {
        var (source, published, target) = (Write("a.ora", Samples.LayeredOra()), Write("p.jpg", ImageCodec.EncodeJpeg(Samples.Composite(), 80)), Path.Combine(_folder, "out"));

        var (code, output, errors) = await AnalyzerProcess.RunAsync("analyze", source, "--published", published, "--declared-ai", "Light AI", "--declared-ai", "线稿",
            "--published-at", "2026-11-01T08:00:00Z", "--labelled-at", "2026-11-02", "--out", target);

        Assert.Equal((0, ""), (code, errors));
        var report = JsonSerializer.Deserialize<AnalysisReport>(output, ReportJson.Options)!;
        Assert.InRange(report.Match!.Similarity, 0.9, 1);
        Assert.Equal(2, report.Sources[0].Layers.Count(static l => l.DeclaredAi));
        Assert.Equal(output.Trim(), (await File.ReadAllTextAsync(Path.Combine(target, "report.json"))).Trim());
        Assert.Equal(["published", "labelled"], report.Timeline.Where(static m => m.Source is null).Select(static m => m.Kind.ToString().ToLowerInvariant()));
        Assert.Equal(new DateTime(2026, 11, 2, 0, 0, 0, DateTimeKind.Utc), report.Timeline.Single(static m => m.Kind == TimelineKind.Labelled).At);
        Assert.All(new[] { "published", "composite", "difference", "ai-share", "source/1" }, name => Assert.True(File.Exists(Path.Combine(target, name + ".webp")), name));
    }

    /// <summary>One file that needs no other, whatever the layers are called.</summary>
    [Fact]
    public async Task Analyze_WhenNamesAreHostile_ThePageShowsThemAndNothingElseHappens()
    {
        const string Name = "</bdi></td><script>alert(1)</script>\" onload='x' <img src=https://example.org/a.png> &amp;";
        var (source, published) = (Write("a.ora", Samples.OraWith([.. Samples.All, Samples.All[3] with { Name = Name }])), Write("p.png", ImageCodec.EncodePng(Samples.Composite())));
        var target = Path.Combine(_folder, "page");

        await AnalyzerProcess.RunAsync("analyze", source, "--published", published, "--out", target);

        var page = await File.ReadAllTextAsync(Path.Combine(target, "report.html"));
        Assert.Contains(System.Net.WebUtility.HtmlEncode(Name).Replace("&#39;", "&#x27;", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=https", page.Replace(System.Net.WebUtility.HtmlEncode(Name).Replace("&#39;", "&#x27;", StringComparison.Ordinal), "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
        Assert.True(System.Text.RegularExpressions.Regex.Count(page, "src=\"data:image/webp;base64,[A-Za-z0-9+/=]+\"", default, TimeSpan.FromSeconds(5)) >= 5);
        Assert.Equal(page.Split("<img ").Length, page.Split(" src=\"data:image/webp").Length);
        Assert.Equal(page.Split("<span lang=\"en\">").Length, page.Split("<span lang=\"zh-Hans\">").Length);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markers_WithATrustList_SaysWhetherTheSignerIsOnIt()
    {
        var signed = Credentials.Create();
        var (picture, trusted, empty) = (Write("p.png", signed.File), Write("trusted.pem", Encoding.ASCII.GetBytes(signed.Authority)), Write("empty.pem", []));

        var (code, output, _) = await AnalyzerProcess.RunAsync("markers", picture, "--trust-list", trusted);
        var (refused, _, errors) = await AnalyzerProcess.RunAsync("markers", picture, "--trust-list", empty);

        Assert.Equal(0, code);
        Assert.Contains("c2pa-trusted", output, StringComparison.Ordinal);
        Assert.Equal(2, refused);
        Assert.Contains("empty.pem", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyze")]
    [InlineData("analyze", "absent.psd", "--published", "absent.png")]
    [InlineData("analyze", "absent.psd")]
    [InlineData("nonsense")]
    public async Task Run_WhenUsageIsWrong_ExitsWith2(params string[] arguments)
    {
        var (code, _, errors) = await AnalyzerProcess.RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public async Task Analyze_WhenTimeIsNone_ExitsWith2()
    {
        var file = Write("a", [1]);

        Assert.Equal(2, (await AnalyzerProcess.RunAsync("analyze", file, "--published", file, "--published-at", "yesterday")).ExitCode);
    }

    [Theory]
    [InlineData(true, "unsupported")]
    [InlineData(false, "unsupported")]
    public async Task Analyze_WhenInputIsRefused_ExitsWith3AndSaysWhyTwice(bool published, string expected)
    {
        var (good, bad) = (Write("good", published ? Samples.LayeredOra() : ImageCodec.EncodePng(Pictures.Gradient(64, 64))), Write("bad", "nothing we know"u8.ToArray()));

        var (code, output, errors) = await AnalyzerProcess.RunAsync("analyze", published ? good : bad, "--published", published ? bad : good);

        Assert.Equal(3, code);
        Assert.StartsWith(expected + ": ", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(expected, JsonDocument.Parse(output).RootElement.GetProperty("code").GetString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
