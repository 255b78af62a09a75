using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>The published folder: the analyzer in it works, and a server killed in the middle of an analysis loses nothing.</summary>
[Trait("Database", nameof(DatabaseProvider.Sqlite))]
public sealed class PublishedSiteTests(PublishedSite site) : AnalysisTest, IClassFixture<PublishedSite>
{
    [Fact]
    public async Task Analyzer_InThePublishedFolder_ReadsASource()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        var file = await AddFileAsync(draft.Id, Made("krita-rgb8.ora"));
        var run = await QueueAsync(queue => queue.AddInspection(file));

        await Node(change: o => o.Analyzer = Path.Combine(site.Folder, "analyzer", "appeals-analyzer.dll")).Workers.Wake();

        var report = JsonSerializer.Deserialize<AnalysisReport>((await RunAsync(run.Id)).ReportJson!, ReportJson.Options)!;
        Assert.NotEmpty(Assert.Single(report.Sources).Layers);
    }

    [Fact]
    public void Folder_OfThePublishedSite_HoldsCodecsForTheAnalyzerOnly()
    {
        var libraries = Directory.EnumerateFiles(site.Folder, "*vips*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(site.Folder, path)).ToList();

        Assert.NotEmpty(libraries);
        Assert.All(libraries, path => Assert.StartsWith(Path.Combine("analyzer", "vips"), path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WhenKilledDuringAnAnalysis_GoesOnAfterItsRestart()
    {
        using var stuck = FakeAnalyzer.SayingWhenLetGo(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        await AddFileAsync(draft.Id, Made("agpsd-rgb8.psd"));
        var appeal = await Services.FileAsync(World, Label);

        using (var first = site.Start([.. Settings(), ("Analysis:Analyzer", stuck.Path)]))
        {
            await UntilAsync(() => Task.FromResult(first.HasExited || stuck.Alive().Count > 0));
            Assert.False(first.HasExited);
            // SIGKILL, and its child stays behind
            first.Kill(entireProcessTree: false);
            await first.WaitForExitAsync();
        }
        Assert.Equal((RunState.Running, 1), (await RunOfAsync(appeal) is var cut ? (cut.State, cut.Attempts) : default));
        stuck.LetGo();

        using var second = site.Start(Settings());
        try
        {
            await UntilAsync(async () => second.HasExited || (await RunOfAsync(appeal)).State == RunState.Done);
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync();
        }

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, 2), (run.State, run.Attempts));
        Assert.NotEmpty(Assert.Single(JsonSerializer.Deserialize<AnalysisReport>(run.ReportJson!, ReportJson.Options)!.Sources).Layers);
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
        await using var db = Services.Open();
        Assert.Equal([HistoryKind.Filed, HistoryKind.AnalysisFinished, HistoryKind.Queued],
            await db.History.Where(h => h.AppealId == appeal.Id).OrderBy(h => h.Sequence).Select(h => h.Kind).ToListAsync());
    }

    private IEnumerable<(string, string)> Settings() =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        .. Database.Settings,
        ("Evidence:Directory", Folder.Root),
        ("Evidence:MasterKeys:one", MasterKey),
        ("Evidence:MasterKey", "one"),
        ("Email:DropFolder", Path.Combine(site.Folder, "mail")),
        ("Demo:Enabled", "false"),
        ("Analysis:Lease", "00:00:02"),
    ];
}
