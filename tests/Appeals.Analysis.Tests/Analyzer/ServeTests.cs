using System.Security.Cryptography;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Examining;
using Appeals.Analysis.Tests.Markers;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Analyzer;

/// <summary>The child process, end to end: sealed files on disk, a job on its standard input, messages on its standard output.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly byte[] Layered = Samples.LayeredOra();
    private static readonly byte[] Published = ImageCodec.EncodeJpeg(Samples.Composite(), 85);
    private readonly SealedFolder _folder = new();
    private readonly AnalyzerProcess _child = AnalyzerProcess.Serve();

    [Fact]
    public async Task Picture_WhenReadable_SendsBothPreviews()
    {
        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Picture, Published = _folder.Seal("p", ImageCodec.EncodeJpeg(Pictures.Gradient(2000, 1000), 80)) });

        AssertClean(answer);
        Assert.Equal((1500, 750), Size(answer, PreviewNames.Published));
        Assert.Equal((480, 240), Size(answer, PreviewNames.PublishedSmall));
        Assert.Empty(answer.Report.Problems);
    }

    [Theory]
    [InlineData(0, ProblemCode.Empty)]
    [InlineData(7, ProblemCode.Unsupported)]
    [InlineData(70_000, ProblemCode.Unsupported)]
    public async Task Picture_WhenGarbage_ReportsTheProblem(int length, ProblemCode code)
    {
        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Picture, Published = _folder.Seal("p", RandomNumberGenerator.GetBytes(length)) });

        AssertClean(answer);
        Assert.Equal(code, Assert.Single(answer.Report.Problems).Code);
    }

    [Fact]
    public async Task Inspect_WhenLayered_ListsLayersWithThumbnails()
    {
        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Inspect, Sources = [_folder.Seal("s", Layered)] });

        AssertClean(answer);
        var source = Assert.Single(answer.Report.Sources);
        Assert.Equal(Samples.LayerNames, source.Layers.Select(static l => l.Name));
        Assert.All(source.Layers, layer => Assert.True(answer.Previews.ContainsKey(layer.Preview!)));
        Assert.True(answer.Previews.ContainsKey(PreviewNames.Source("s")));
        Assert.Null(answer.Report.Match);
    }

    /// <summary>Files are opened again for their markers, still under their keys.</summary>
    [Fact]
    public async Task Analyze_WhenFilesBearMarkers_ReadsThemWithoutAProblem()
    {
        byte[] labelled = [.. Containers.Jpeg(Containers.App1(Containers.Xmp("<TC260:AIGC>{&quot;Label&quot;:&quot;3&quot;}</TC260:AIGC>")))[..^2], .. Published[2..]];

        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Analyze, Sources = [_folder.Seal("s", Layered)], Published = _folder.Seal("p", labelled) });

        AssertClean(answer);
        Assert.Contains(answer.Report.Markers, static m => m.Kind == "aigc-label-3");
        Assert.Empty(answer.Report.Problems);
        Assert.NotEmpty(answer.Report.Hashes);
    }

    [Fact]
    public async Task Analyze_WithATrustList_SaysWhetherTheSignerIsOnIt()
    {
        var signed = Credentials.Create();
        var trusted = _folder.Write("trusted.pem", signed.Authority);
        byte[] published = [.. ImageCodec.EncodePng(Samples.Composite())[..33], .. signed.File[8..^12], .. ImageCodec.EncodePng(Samples.Composite())[33..]];

        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Analyze, Sources = [_folder.Seal("s", Layered)], Published = _folder.Seal("p", published), TrustList = trusted });

        AssertClean(answer);
        Assert.Contains(answer.Report.Markers, static m => m.Kind == "c2pa-trusted");
    }

    [Fact]
    public async Task Analyze_WhenLayersMakeThePicture_SendsTheWholeReport()
    {
        var answer = await _child.AnswerAsync(new()
        {
            Task = AnalyzerTask.Analyze, Sources = [_folder.Seal("s", Layered)], Published = _folder.Seal("p", Published), DeclaredAi = [Samples.LayerNames[^1]],
        });

        AssertClean(answer);
        var report = answer.Report;
        Assert.InRange(report.Match!.Similarity, 0.9, 1);
        Assert.NotNull(report.AiShare);
        Assert.Equal(1, report.Sources[0].Layers.Sum(static l => l.Contribution ?? 0), 1e-6);
        foreach (var name in new[] { PreviewNames.Composite, PreviewNames.Difference, PreviewNames.AiShare }) Assert.Equal(Size(answer, PreviewNames.Published), Size(answer, name));
        Assert.All(report.Sources[0].Layers, layer => Assert.Contains(PreviewNames.Canvas("s", layer.Id), answer.Previews.Keys));
        Assert.Contains(AnalyzerMessageKind.Progress, answer.Messages.Select(static m => m.Message.Kind));
    }

    [Theory]
    [InlineData(AnalyzerTask.Inspect)]
    [InlineData(AnalyzerTask.Analyze)]
    public async Task Serve_WhenSourceIsCutOffOrGarbage_ReportsProblemsAndTheRest(AnalyzerTask task)
    {
        var answer = await _child.AnswerAsync(new()
        {
            Task = task, Published = _folder.Seal("p", Published),
            Sources = [_folder.Seal("cut", Layered[..(Layered.Length / 2)]), _folder.Seal("garbage", RandomNumberGenerator.GetBytes(5000)), _folder.Seal("good", Layered)],
        });

        AssertClean(answer);
        Assert.Equal(["cut", "garbage", "good"], answer.Report.Sources.Select(static s => s.Id));
        Assert.NotEmpty(answer.Report.Sources[0].Problems);
        Assert.Equal(ProblemCode.Unsupported, Assert.Single(answer.Report.Sources[1].Problems).Code);
        Assert.Equal(Samples.LayerNames.Count, answer.Report.Sources[2].Layers.Count);
        if (task == AnalyzerTask.Analyze) Assert.Equal("good", answer.Report.Match!.Source);
    }

    [Fact]
    public async Task Serve_WhenKeyIsWrong_ReportsAProblem()
    {
        var input = _folder.Seal("s", Layered) with { Key = RandomNumberGenerator.GetBytes(32) };

        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Inspect, Sources = [input] });

        AssertClean(answer);
        Assert.Equal(ProblemCode.Malformed, Assert.Single(answer.Report.Problems).Code);
    }

    [Fact]
    public async Task Serve_WhenKeyHasAWrongLength_ReportsAProblem()
    {
        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Inspect, Sources = [_folder.Seal("s", Layered) with { Key = [1, 2, 3] }] });

        AssertClean(answer);
        Assert.Single(answer.Report.Problems);
    }

    [Fact]
    public async Task Serve_WhenTheHeapIsTooSmall_ReportsItAndGoesOn()
    {
        using var child = AnalyzerProcess.Serve(heapMegabytes: 90);
        // just too small to be halved twice
        var huge = OraFile.Write(5990, 5990, new OraLayer("Huge", Pictures.Solid(5990, 5990, 9, 90, 200)));

        var answer = await child.AnswerAsync(new() { Task = AnalyzerTask.Inspect, Sources = [_folder.Seal("huge", huge), _folder.Seal("small", Layered)] });

        AssertClean(answer);
        Assert.All(answer.Report.Sources[0].Problems, static p => Assert.Equal(ProblemCode.OutOfMemory, p.Code));
        Assert.NotEmpty(answer.Report.Sources[0].Problems);
        Assert.Empty(answer.Report.Sources[1].Problems);
        Assert.All(answer.Report.Sources[1].Layers, static l => Assert.NotNull(l.Preview));
    }

    [Fact]
    public async Task Serve_WhenFileIsMissing_EndsWithoutReport()
    {
        var answer = await _child.AnswerAsync(new() { Task = AnalyzerTask.Picture, Published = _folder.Seal("p", Published) with { Path = Path.Combine(_folder.Root, "absent") } });

        Assert.Equal(4, answer.ExitCode);
        Assert.DoesNotContain(answer.Messages, static m => m.Message.Kind == AnalyzerMessageKind.Report);
        Assert.Single(answer.Errors.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("not json\n")]
    [InlineData("{\"task\":\"analyze\",\"unknown\":1}\n")]
    public async Task Serve_WhenJobIsNone_EndsWithUsage(string line)
    {
        await _child.Process.StandardInput.WriteAsync(line);
        _child.CloseInput();
        await _child.Process.WaitForExitAsync();

        Assert.Equal(2, _child.Process.ExitCode);
        Assert.Null(await _child.ReadAsync());
    }

    [Fact]
    public async Task Serve_WhenInputClosesMidRun_IsGoneAtOnce()
    {
        await _child.SendAsync(new() { Task = AnalyzerTask.Analyze, Sources = [_folder.Seal("s", Layered)], Published = _folder.Seal("p", Published) });
        Assert.NotNull(await _child.ReadAsync());

        _child.CloseInput();

        await _child.Process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
        Assert.NotEqual(0, _child.Process.ExitCode);
    }

    public void Dispose()
    {
        _child.Dispose();
        _folder.Dispose();
    }

    private static (int Width, int Height) Size(Answer answer, string preview)
    {
        var said = answer.Messages.Single(m => m.Message.Name == preview);
        var picture = ImageCodec.Decode(said.Body, new());
        Assert.Equal((said.Message.Width, said.Message.Height), (picture.Width, picture.Height));
        return (picture.Width, picture.Height);
    }

    private static void AssertClean(Answer answer)
    {
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("", answer.Errors);
        Assert.Equal(AnalyzerMessageKind.Report, answer.Messages[^1].Message.Kind);
    }
}
