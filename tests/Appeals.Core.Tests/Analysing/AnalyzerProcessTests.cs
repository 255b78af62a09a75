using System.Security.Cryptography;
using System.Text;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Tests.Analysing;

public sealed class AnalyzerProcessTests
{
    private const string Source = "file-1";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly AnalyzerJob Job = new() { Task = AnalyzerTask.Analyze, Sources = [new SealedInput(Source, "/nowhere", Key, Guid.Empty, 1)] };

    private readonly List<(AnalyzerMessage Message, byte[] Bytes)> _previews = [];
    private readonly List<int> _progress = [];

    [Fact]
    public async Task RunAsync_WhenTheChildAnswers_ReturnsReportProgressAndPreviews()
    {
        using var fake = FakeAnalyzer.Saying(
            FakeAnalyzer.Progress(40), FakeAnalyzer.Preview($"canvas/{Source}/L1", 1024, 7), FakeAnalyzer.Report(Report(Layer("L1") with { Preview = $"canvas/{Source}/L1" })));

        var outcome = await RunAsync(fake);

        Assert.True(outcome.Complete);
        Assert.Equal("L1", outcome.Report.Sources.Single().Layers.Single().Id);
        Assert.Equal([40], _progress);
        var (message, bytes) = Assert.Single(_previews);
        Assert.Equal(($"canvas/{Source}/L1", 1024, 7), (message.Name, message.Width, message.Height));
        Assert.Equal(FakeAnalyzer.WebP(1024, 7), bytes);
        Assert.Empty(fake.Alive());
    }

    [Fact]
    public async Task RunAsync_WhenTheChildLooksAround_FindsNeitherKeysNorRightsNorNetwork()
    {
        using var fake = new FakeAnalyzer("""
            touch=no; (echo x > "/tmp/appeals-$$") 2> /dev/null && touch=yes
            names=$(env | cut -d= -f1 | sort | tr '\n' ' ')
            others=$(grep -c -v '^ *lo:' /proc/self/net/dev)
            rights=$(grep -E 'NoNewPrivs|CapEff' /proc/self/status | tr -s '\t\n' ' ')
            json='{"schema":1,"grade":"inconclusive","score":0,"findings":[],"markers":[],"problems":[],"timings":{},"sources":[{"id":"file-1","format":"psd","layers":[],"problems":[],"metadata":{"touch":"'$touch'","names":"'$names'","arguments":"'$*'","network":"'$others'","user":"'$(id -u)'","rights":"'$rights'","values":"'$(env | base64 -w0)'"}}]}'
            printf '{"kind":"report","length":%d}\n%s' "${#json}" "$json"
            """);
        Environment.SetEnvironmentVariable("APPEALS_TEST_SECRET", "hush");

        var outcome = await RunAsync(fake);

        Assert.True(outcome.Complete);
        var seen = outcome.Report.Sources.Single().Metadata;
        var allowed = new[] { "DOTNET_EnableDiagnostics", "DOTNET_EnableWriteXorExecute", "DOTNET_GCHeapHardLimit", "DOTNET_PROCESSOR_COUNT", "DOTNET_ROOT", "DOTNET_gcConcurrent", "LANG", "PWD", "OLDPWD", "_" };
        Assert.Empty(seen["names"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(allowed));
        Assert.Equal("serve", seen["arguments"]);
        Assert.DoesNotContain(Convert.ToBase64String(Key), Encoding.UTF8.GetString(Convert.FromBase64String(seen["values"])), StringComparison.Ordinal);
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal("no", seen["touch"]);
        Assert.Contains("NoNewPrivs: 1", seen["rights"], StringComparison.Ordinal);
        if (!Environment.IsPrivilegedProcess) return;
        // two header lines, and no interface but the loopback
        Assert.Equal("2", seen["network"]);
        Assert.NotEqual("0", seen["user"]);
        Assert.Contains("CapEff: 0000000000000004", seen["rights"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheChildTakesTooLong_KillsItAndSaysSo()
    {
        using var fake = new FakeAnalyzer("exec sleep 600");

        var outcome = await RunAsync(fake, o => o.TimeLimit = TimeSpan.FromSeconds(1));

        AssertProblem(ProblemCode.OutOfTime, outcome);
        Assert.Empty(fake.Alive());
    }

    [Fact]
    public async Task RunAsync_WhenTheChildTakesTooMuchMemory_KillsItAndSaysSo()
    {
        using var fake = new FakeAnalyzer("exec tail /dev/zero");

        AssertProblem(ProblemCode.OutOfMemory, await RunAsync(fake, o => (o.HeapMegabytes, o.MemoryMegabytes) = (64, 128)));
    }

    [Fact]
    public async Task RunAsync_WhenTheRuntimeRunsOutOfMemory_SaysSo()
    {
        using var fake = new FakeAnalyzer("echo 'Out of memory.' >&2; exit 134");

        AssertProblem(ProblemCode.OutOfMemory, await RunAsync(fake));
    }

    [Fact]
    public async Task RunAsync_WhenTheChildIsKilled_ReportsACrash()
    {
        using var fake = new FakeAnalyzer("kill -9 $$");

        AssertProblem(ProblemCode.Crashed, await RunAsync(fake));
    }

    [Fact]
    public async Task RunAsync_WhenAProcessLeftBehindHoldsThePipe_StillEnds()
    {
        using var fake = new FakeAnalyzer("setsid sleep 20 & wait");

        AssertProblem(ProblemCode.OutOfTime, await RunAsync(fake, o => o.TimeLimit = TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task RunAsync_WhenTheChildFloodsStandardError_DoesNotBlock()
    {
        using var fake = new FakeAnalyzer("head -c 3000000 /dev/zero >&2; exit 1");

        AssertProblem(ProblemCode.Crashed, await RunAsync(fake));
    }

    [Fact]
    public async Task RunAsync_WhenCancelled_KillsTheChildAndThrows()
    {
        using var fake = new FakeAnalyzer("""echo '{"kind":"progress","percent":1,"step":"opening"}'; exec sleep 600""");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(fake, cancellation: stop.Token, progress: stop.Cancel));

        Assert.Empty(fake.Alive());
    }

    [Fact]
    public async Task RunAsync_WhenTheListenerFails_PassesItsFailureOn()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Progress(1), FakeAnalyzer.Report(Report()));

        await Assert.ThrowsAsync<IOException>(() => RunAsync(fake, progress: () => throw new IOException("disk full")));

        Assert.Empty(fake.Alive());
    }

    [Fact]
    public async Task RunAsync_WhenTheJobIsTooLongForOneLine_StartsNoChild()
    {
        using var fake = new FakeAnalyzer("exec sleep 600");
        var job = Job with { DeclaredAi = [.. Enumerable.Range(0, 2000).Select(i => $"{Source}/a-layer-with-a-long-name-{i}")] };

        AssertProblem(ProblemCode.LimitExceeded, await RunAsync(fake, job: job));
    }

    public static TheoryData<string, byte[]> Lies() => new()
    {
        { "nothing", [] },
        { "not JSON", "hello\n"u8.ToArray() },
        { "null", "null\n"u8.ToArray() },
        { "a line without end", Encoding.ASCII.GetBytes(new string('x', AnalyzerProtocol.MaxLineLength + 2)) },
        { "a line too long", Encoding.ASCII.GetBytes(new string(' ', AnalyzerProtocol.MaxLineLength) + "{\"kind\":\"progress\"}\n") },
        { "an unknown member", """{"kind":"progress","percent":1,"step":"opening","run":"rm"}"""u8.ToArray().Append((byte)'\n').ToArray() },
        { "an unknown kind", "{\"kind\":\"command\"}\n"u8.ToArray() },
        { "a kind by number", "{\"kind\":2}\n"u8.ToArray() },
        { "progress beyond the end", FakeAnalyzer.Progress(101) },
        { "progress with bytes", FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Progress }, [1]) },
        { "a negative length", "{\"kind\":\"report\",\"length\":-1}\n"u8.ToArray() },
        { "a length beyond limits", "{\"kind\":\"report\",\"length\":2147483647}\n"u8.ToArray() },
        { "a report cut off", "{\"kind\":\"report\",\"length\":100}\n{}"u8.ToArray() },
        { "a preview called up the tree", FakeAnalyzer.Preview("../../etc/passwd", 10, 10) },
        { "a preview of another source", FakeAnalyzer.Preview("canvas/file-2/L1", 10, 10) },
        { "a preview of a strange layer", FakeAnalyzer.Preview($"canvas/{Source}/L 1", 10, 10) },
        { "a preview without a name", FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Preview, Width = 10, Height = 10 }, FakeAnalyzer.WebP(10, 10)) },
        { "a thumbnail too large", FakeAnalyzer.Preview($"layer/{Source}/L1", 129, 10) },
        { "a preview larger than said", FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Preview, Name = "published", Width = 10, Height = 10 }, FakeAnalyzer.WebP(16000, 16000)) },
        { "a preview that is no picture", FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Preview, Name = "published", Width = 10, Height = 10 }, new byte[100]) },
        { "a preview that is cut off inside", FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Preview, Name = "published", Width = 10, Height = 10 }, FakeAnalyzer.WebP(10, 10)[..^1]) },
        { "the same preview twice", [.. FakeAnalyzer.Preview("published", 10, 10), .. FakeAnalyzer.Preview("published", 10, 10)] },
        { "another schema", FakeAnalyzer.Report(Report() with { Schema = 2 }) },
        { "a score out of range", FakeAnalyzer.Report(Report() with { Score = 1.01 }) },
        { "a score that is no number", Raw("""{"schema":1,"grade":"strong","score":1e999,"sources":[],"findings":[],"markers":[],"problems":[],"timings":{}}""") },
        { "a grade by number", Raw("""{"schema":1,"grade":4,"score":0,"sources":[],"findings":[],"markers":[],"problems":[],"timings":{}}""") },
        { "a missing list", Raw("""{"schema":1,"grade":"strong","score":0,"sources":[],"findings":[],"markers":[],"timings":{}}""") },
        { "a null in a list", Raw("""{"schema":1,"grade":"strong","score":0,"sources":[null],"findings":[],"markers":[],"problems":[],"timings":{}}""") },
        { "a lone surrogate", Raw("""{"schema":1,"grade":"strong","score":0,"sources":[],"findings":[],"markers":[],"problems":[],"timings":{"\ud800":1}}""") },
        { "a deep nest", Raw(new string('[', 5000)) },
        { "an unknown source", FakeAnalyzer.Report(Report() with { Sources = [Report().Sources[0] with { Id = "file-2" }] }) },
        { "a source twice", FakeAnalyzer.Report(Report() with { Sources = [Report().Sources[0], Report().Sources[0]] }) },
        { "a layer twice", FakeAnalyzer.Report(Report(Layer("L1"), Layer("L1"))) },
        { "a layer that is its own parent", FakeAnalyzer.Report(Report(Layer("L1") with { Parent = "L1" })) },
        { "an unknown parent", FakeAnalyzer.Report(Report(Layer("L1") with { Parent = "L9" })) },
        { "an opacity out of range", FakeAnalyzer.Report(Report(Layer("L1") with { Opacity = 1.5 })) },
        { "a rectangle out of range", FakeAnalyzer.Report(Report(Layer("L1") with { Width = -1 })) },
        { "a preview that never came", FakeAnalyzer.Report(Report(Layer("L1") with { Preview = $"layer/{Source}/L1" })) },
        { "a finding about an unknown layer", FakeAnalyzer.Report(Report(Layer("L1")) with { Findings = [Finding("L2")] }) },
        { "a match with an unknown source", FakeAnalyzer.Report(Report() with { Match = new MatchResult("file-2", 1, 1, new Transform(1, 1, 0, 0, false)) }) },
        { "a problem of an unknown source", FakeAnalyzer.Report(Report() with { Problems = [new Problem(ProblemCode.Malformed, new Wording("a", "b"), "file-2")] }) },
        { "an endless word", FakeAnalyzer.Report(Report(Layer("L1") with { Name = new string('x', 100_000) })) },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task RunAsync_WhenTheChildLies_ReportsACrash(string lie, byte[] output)
    {
        using var fake = FakeAnalyzer.Blurting(output);

        var outcome = await RunAsync(fake);

        Assert.False(outcome.Complete, $"It believed {lie}.");
        AssertProblem(ProblemCode.Crashed, outcome);
    }

    [Theory]
    [InlineData("L1")]
    [InlineData($"{Source}/L1")]
    public async Task RunAsync_WhenAFindingNamesALayer_TakesBothSpellings(string layer)
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Report(Report(Layer("L1")) with { Findings = [Finding(layer)] }));

        Assert.True((await RunAsync(fake)).Complete);
    }

    private static byte[] Raw(string json) => FakeAnalyzer.Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Report }, Encoding.UTF8.GetBytes(json));

    private static AnalysisReport Report(params LayerReport[] layers) => FakeAnalyzer.Empty() with
    {
        Sources = [new SourceReport { Id = Source, Format = FileFormat.Psd, Layers = layers, Metadata = new Dictionary<string, string>(), Problems = [] }],
    };

    private static LayerReport Layer(string id) => new() { Id = id, Kind = LayerKind.Pixel, Name = "ink", BlendMode = "normal", Opacity = 1 };

    private static Finding Finding(string layer) => new()
    {
        Signal = "match", Direction = Direction.Neutral, Weight = 0.5, Values = new Dictionary<string, double>(), Reason = new Wording("a", "b"), Layers = [layer],
    };

    private static void AssertProblem(ProblemCode code, AnalyzerOutcome outcome)
    {
        Assert.False(outcome.Complete);
        Assert.Equal(code, Assert.Single(outcome.Report.Problems).Code);
        Assert.Equal(Grade.Inconclusive, outcome.Report.Grade);
    }

    private Task<AnalyzerOutcome> RunAsync(
        FakeAnalyzer fake, Action<AnalysingOptions>? change = null, Action? progress = null, AnalyzerJob? job = null, CancellationToken cancellation = default)
    {
        var process = new AnalyzerProcess(Options.Create(fake.Options(change)), new Confinement(NullLogger<Confinement>.Instance), NullLogger<AnalyzerProcess>.Instance);
        var listener = new AnalyzerListener(
            (message, _) =>
            {
                _progress.Add(message.Percent);
                progress?.Invoke();
                return Task.CompletedTask;
            },
            (message, bytes, _) =>
            {
                _previews.Add((message, bytes));
                return Task.CompletedTask;
            });
        return process.RunAsync(job ?? Job, listener, cancellation);
    }
}
