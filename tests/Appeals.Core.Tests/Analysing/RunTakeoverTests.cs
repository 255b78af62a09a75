using System.Diagnostics;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>Nodes that die, stop, race, and find that the world has moved on; with a child that does what the test says.</summary>
public sealed class RunTakeoverTests : AnalysisTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Wake_WhenTwoNodesShareManyRuns_EachRunIsDoneOnce()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Report(FakeAnalyzer.Empty()));
        var appeal = await Services.FileAsync(World, Label);
        for (var i = 0; i < 7; i++) await QueueAsync(queue => queue.AddAnalysis(appeal));
        var (one, two) = (Node(fake), Node(fake));

        await Task.WhenAll(one.Workers.Wake(), two.Workers.Wake());

        await using var db = Services.Open();
        var runs = await db.AnalysisRuns.ToListAsync();
        Assert.Equal(8, runs.Count);
        Assert.All(runs, r => Assert.Equal((RunState.Done, 1), (r.State, r.Attempts)));
        Assert.Equal(8, await db.History.CountAsync(h => h.Kind == HistoryKind.AnalysisFinished));
        Assert.Equal(1, await db.History.CountAsync(h => h.Kind == HistoryKind.Queued));
    }

    [Fact]
    public async Task Wake_WhenTheNodeThatHeldTheRunDied_TakesItOverAfterItsLease()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Moderate)));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake, o => o.Lease = Lease);
        Assert.NotNull(await TakeAsync(node));

        Time.Advance(Lease);
        await node.Workers.Wake();
        Assert.Equal(RunState.Running, (await RunOfAsync(appeal)).State);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await node.Workers.Wake();

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, 2, Grade.Moderate), (run.State, run.Attempts, run.Grade));
    }

    [Fact]
    public async Task Wake_WhenARunWasBegunTooOften_EndsItWithAProblemAndStartsNoChild()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake, o => (o.Lease, o.MaxAttempts) = (Lease, 2));
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(await TakeAsync(node));
            Time.Advance(Lease * 2);
        }

        await node.Workers.Wake();

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, Grade.Inconclusive), (run.State, run.Grade));
        Assert.Contains("\"crashed\"", run.ReportJson, StringComparison.Ordinal);
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
        await using var db = Services.Open();
        Assert.Contains(await db.History.Select(h => h.Kind).ToListAsync(), kind => kind == HistoryKind.AnalysisGivenUp);
        Assert.Null(await TakeAsync(node));
    }

    [Fact]
    public async Task Wake_WhileTheStoreTakesNothing_CountsNoAttempts()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Preview(PreviewNames.Published, 9, 9), FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake, o => o.MaxAttempts = 1);
        Directory.Move(Folder.Root, Folder.Root + "-away");
        for (var i = 0; i < 3; i++)
        {
            await node.Workers.Wake();
            var resting = await RunOfAsync(appeal);
            Assert.Equal((RunState.Running, 0, null), (resting.State, resting.Attempts, resting.LeaseId));
            Time.Advance(TimeSpan.FromSeconds(11));
        }
        Directory.Move(Folder.Root + "-away", Folder.Root);

        await node.Workers.Wake();

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, Grade.Strong, 1), (run.State, run.Grade, run.Previews.Count));
    }

    [Fact]
    public async Task Wake_WhenTheChildIsKilled_ReportsItAndQueues()
    {
        using var fake = new FakeAnalyzer("exec sleep 6543");
        var appeal = await Services.FileAsync(World, Label);
        var working = Node(fake).Workers.Wake();
        await UntilAsync(() => Task.FromResult(FakeAnalyzer.Child("sleep", "6543") is not null));

        Process.GetProcessById(FakeAnalyzer.Child("sleep", "6543")!.Value).Kill();
        await working;

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, 1), (run.State, run.Attempts));
        Assert.Contains("\"crashed\"", run.ReportJson, StringComparison.Ordinal);
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
    }

    [Fact]
    public async Task Wake_WhenTheAppealIsWithdrawnMeanwhile_KeepsTheReportAndLeavesTheAppeal()
    {
        using var fake = FakeAnalyzer.SayingWhenLetGo(FakeAnalyzer.Preview(PreviewNames.Published, 9, 9), FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var appeal = await Services.FileAsync(World, Label);
        var working = Node(fake).Workers.Wake();
        await UntilAsync(async () => (await RunOfAsync(appeal)).State == RunState.Running);
        await Services.Filing.WithdrawAsync(appeal.Reference, World.As(World.Creator));

        fake.LetGo();
        await working;

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, Grade.Strong), (run.State, run.Grade));
        Assert.Single(run.Previews);
        var after = await AppealAsync(appeal.Id);
        Assert.Equal((AppealState.Withdrawn, null), (after.State, after.Grade));
    }

    [Fact]
    public async Task Wake_WhenANewerRunWasFaster_DoesNotGradeByTheOlder()
    {
        using var slow = FakeAnalyzer.SayingWhenLetGo(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Limited)));
        using var quick = FakeAnalyzer.Saying(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var appeal = await Services.FileAsync(World, Label);
        var working = Node(slow).Workers.Wake();
        await UntilAsync(async () => (await RunOfAsync(appeal)).State == RunState.Running);
        Time.Advance(TimeSpan.FromSeconds(1));
        var newer = await QueueAsync(queue => queue.AddAnalysis(appeal));
        await Node(quick).Workers.Wake();
        Assert.Equal(RunState.Done, (await RunAsync(newer.Id)).State);

        slow.LetGo();
        await working;

        Assert.Equal(Grade.Strong, (await AppealAsync(appeal.Id)).Grade);
    }

    [Fact]
    public async Task Wake_WhenAnotherNodeTookTheRunOver_LetsGoAndWritesNothing()
    {
        using var fake = FakeAnalyzer.SayingWhenLetGo(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong)));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake, o => o.Lease = TimeSpan.FromSeconds(1));
        var working = node.Workers.Wake();
        await UntilAsync(() => Task.FromResult(fake.Alive().Count > 0));
        await using (var db = Services.Open())
            await db.AnalysisRuns.ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseId, Guid.Empty).SetProperty(r => r.LeaseUntil, Time.Now.AddYears(1)));

        await working;

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Running, Guid.Empty, null), (run.State, run.LeaseId, run.ReportJson));
        Assert.Empty(fake.Alive());
        Assert.Equal(AppealState.Submitted, (await AppealAsync(appeal.Id)).State);
    }

    [Fact]
    public async Task StopAsync_WhenAChildIsAtWork_KillsItAndGivesTheRunBack()
    {
        using var fake = FakeAnalyzer.SayingWhenLetGo(FakeAnalyzer.Report(FakeAnalyzer.Empty()));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake);
        var working = node.Workers.Wake();
        await UntilAsync(() => Task.FromResult(fake.Alive().Count > 0));

        await node.Workers.StopAsync(CancellationToken.None);
        await working;

        await UntilAsync(() => Task.FromResult(fake.Alive().Count == 0));
        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Queued, 0, null), (run.State, run.Attempts, run.LeaseId));
    }

    [Fact]
    public async Task TakeAsync_WhenAnAnalysisWaitsLonger_GivesPicturesAndInspectionsFirst()
    {
        var appeal = await Services.FileAsync(World, Label);
        Time.Advance(TimeSpan.FromMinutes(1));
        var file = await AddFileAsync(appeal.Id, [1]);
        var inspection = await QueueAsync(queue => queue.AddInspection(file));
        var node = Node();

        var order = new[] { await TakeAsync(node), await TakeAsync(node), await TakeAsync(node) };

        Assert.Equal([inspection.Id, (await RunOfAsync(appeal)).Id, null], order.Select(run => run?.Id));
    }

    [Fact]
    public async Task RenewAsync_WhenTheLeaseIsAnothers_SaysSo()
    {
        await Services.FileAsync(World, Label);
        var node = Node();
        var taken = (await TakeAsync(node))!;

        Assert.True(await node.WithAsync((RunLeases leases) => leases.RenewAsync(taken, CancellationToken.None)));
        Assert.False(await node.WithAsync((RunLeases leases) => leases.RenewAsync(taken with { LeaseId = Guid.Empty }, CancellationToken.None)));
    }

    private static Task<TakenRun?> TakeAsync(AnalysisNode node) => node.WithAsync((RunLeases leases) => leases.TakeAsync(CancellationToken.None));
}
