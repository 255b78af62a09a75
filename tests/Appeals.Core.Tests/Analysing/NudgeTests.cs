using System.Diagnostics;
using Appeals.Core.Analysing;
using Xunit.Abstractions;

namespace Appeals.Core.Tests.Analysing;

public sealed class NudgeTests(ITestOutputHelper output) : AnalysisTest
{
    private const int Rounds = 9;
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task WakeAsync_AfterTheCommit_StartsTheChildLongBeforeTheSweep()
    {
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Progress(40), FakeAnalyzer.Report(FakeAnalyzer.Empty()));
        var appeal = await Services.FileAsync(World, Label);
        var node = Node(fake, time: TimeProvider.System);
        await node.StartAsync();
        await UntilAsync(async () => (await RunOfAsync(appeal)).State == RunState.Done);

        var (taken, spoke) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var run = await QueueAsync(queue => queue.AddAnalysis(appeal));
            var (committed, at) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().UtcDateTime);
            await node.Nudge.WakeAsync<AnalysisJob>();
            await UntilAsync(async () => (await RunAsync(run.Id)).Percent >= 40);
            spoke.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
            await UntilAsync(async () => (await RunAsync(run.Id)).State == RunState.Done);
            taken.Add(((await RunAsync(run.Id)).StartedAt!.Value - at).TotalMilliseconds);
        }
        await node.StopAsync();

        output.WriteLine($"From the commit until the run is taken: {Spread(taken)}; until the child has spoken and was heard: {Spread(spoke)}");
        // the fastest, because a busy machine says nothing about us; without the nudge it would be seconds
        Assert.True(spoke.Min() < Goal.TotalMilliseconds, Spread(spoke));
    }

    private static string Spread(List<double> milliseconds) =>
        $"fastest {milliseconds.Min():0} ms, median {milliseconds.Order().ElementAt(Rounds / 2):0} ms, slowest {milliseconds.Max():0} ms";
}
