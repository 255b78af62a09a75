using System.Diagnostics;
using System.Net;
using Appeals.Analysis.Sealing;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Appeals.Web.Tests.Nodes;

/// <summary>
/// Creators upload and file while nodes and the database end, in order or not. A few kills in every run of the tests; with
/// <c>APPEALS_TEST_KILLS=200</c> two hundred, at the moments that <c>APPEALS_TEST_SEED</c> repeats.
/// </summary>
[Trait("Database", nameof(DatabaseProvider.PostgreSql))]
public sealed class KillCampaignTests(Campaign campaign, ITestOutputHelper output) : IClassFixture<Campaign>
{
    private const int FewKills = 2;
    private const int Creators = 3;
    private const int LongestPause = 1500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Kills_AtRandomMomentsUnderLoad_LoseDoubleAndStickNothing()
    {
        output.WriteLine($"APPEALS_TEST_SEED={Campaign.Seed}");
        var watch = Stopwatch.StartNew();
        var people = new[] { campaign.World.Creator, campaign.World.OtherCreator };
        var creators = Enumerable.Range(1, Creators).Select(i => new CampaignCreator(campaign, people[i % people.Length], Campaign.Seed + i)).ToList();
        using var enough = new CancellationTokenSource();
        var load = creators.ConvertAll(creator => creator.RunAsync(enough.Token));
        try
        {
            output.WriteLine(await KillAsync(Campaign.Kills ?? FewKills, new Random(Campaign.Seed), Task.WhenAny(load)));
        }
        finally
        {
            await enough.CancelAsync();
        }
        await Task.WhenAll(load);
        output.WriteLine(await new CampaignAudit(campaign).CheckAsync());
        output.WriteLine($"in {watch.Elapsed.TotalSeconds:0} s");
        creators.ForEach(creator => creator.Dispose());
    }

    [Fact]
    public async Task Database_WhenItIsAwayForAWhile_IsMissedClearlyAndEverythingGoesOnAfterwards()
    {
        using var creator = new CampaignCreator(campaign, campaign.World.Creator, Campaign.Seed);
        await creator.SignInAsync();
        var (analysed, uploading) = (await creator.BeginAsync(), await creator.BeginAsync());
        await creator.UploadAsync(analysed, CampaignCreator.Painting());
        await creator.SendAsync(analysed);
        var upload = creator.UploadAsync(uploading, CampaignCreator.Painting());
        using var lin = await SignInAsync(campaign.Web);

        await campaign.Postgres.StopAsync();
        await UntilAsync(campaign.Web, ready: false);
        await UntilAsync(campaign.Worker, ready: false);
        var page = await lin.GetAsync("/appeals");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (page.StatusCode, page.Headers.RetryAfter?.Delta));
        Assert.Contains((await Visitor.ReadAsync(page)).QuerySelector("h1")!.TextContent, new[] { "We are away for a moment", "服务暂时不可用" });
        await campaign.Postgres.RestartAsync();

        await UntilAsync(campaign.Web, ready: true);
        await UntilAsync(campaign.Worker, ready: true);
        Assert.Equal(HttpStatusCode.OK, (await lin.GetAsync("/appeals")).StatusCode);
        await upload;
        await creator.SendAsync(uploading);
        await creator.UntilAnalysedAsync(analysed);
        await creator.UntilAnalysedAsync(uploading);
        output.WriteLine(await new CampaignAudit(campaign).CheckAsync());
    }

    [Fact]
    public async Task Stop_WhenAnalysisAndUploadAreUnderWay_HandsBothOverAtOnce()
    {
        using var creator = new CampaignCreator(campaign, campaign.World.Creator, Campaign.Seed - 1);
        await creator.SignInAsync();
        await campaign.Worker.StopAsync();
        // it never comes to an end, and its lease would last longer than this test
        await using var stuck = campaign.NewWorker(("Analysis:Analyzer", await EndlessAsync()), ("Analysis:Lease", "00:10:00"), ("Analysis:Parallelism", "1"));
        await stuck.StartAsync(Campaign.Ready);
        var appeal = await creator.BeginAsync();
        await using var db = campaign.Open();
        await Until.HoldsAsync(() => db.AnalysisRuns.AnyAsync(r => r.State == RunState.Running), Limit, () => stuck.Log);
        var held = await db.AnalysisRuns.AsNoTracking().SingleAsync(r => r.State == RunState.Running);
        creator.Pause = TimeSpan.FromMilliseconds(100);
        var upload = creator.UploadAsync(appeal, CampaignCreator.Painting());
        var incoming = new DirectoryInfo(Path.Combine(campaign.Web.EvidenceFolder, "incoming"));
        await Until.HoldsAsync(() => Task.FromResult(incoming.EnumerateFiles("*.part").Any(part => part.Length > 2 * SealedFormat.SealedChunkLength)), Limit, () => campaign.Web.Log);

        await Task.WhenAll(stuck.StopAsync(), campaign.Web.StopAsync());
        var back = await db.AnalysisRuns.AsNoTracking().SingleAsync(r => r.Id == held.Id);
        Assert.Equal((RunState.Queued, 0), (back.State, back.Attempts));
        Assert.False(await db.Uploads.AnyAsync(u => u.LeaseId != null));
        Assert.True(await db.Uploads.Where(u => u.EvidenceFileId == null).MaxAsync(u => u.Offset) > 0);
        await Task.WhenAll(campaign.Worker.StartAsync(Campaign.Ready), campaign.Web.StartAsync(Campaign.Ready));

        await upload;
        await creator.SendAsync(appeal);
        await creator.UntilAnalysedAsync(appeal);
        output.WriteLine(await new CampaignAudit(campaign).CheckAsync());
        Assert.Equal(1, await db.AnalysisRuns.Where(r => r.Id == held.Id).Select(r => r.Attempts).SingleAsync());
    }

    /// <summary>Every victim once in each group of rounds, in an order of its own.</summary>
    private async Task<string> KillAsync(int rounds, Random random, Task<Task> failed)
    {
        var kills = new SortedDictionary<Victim, int>();
        var order = Enum.GetValues<Victim>();
        for (var round = 0; round < rounds; round++)
        {
            if (round % order.Length == 0) random.Shuffle(order);
            await PauseAsync(random);
            // a creator only ends early by failing
            if (failed.IsCompleted) await await failed;
            var victim = order[round % order.Length];
            if (await campaign.KillAsync(victim, random, () => PauseAsync(random))) kills[victim] = kills.GetValueOrDefault(victim) + 1;
        }
        return "killed: " + string.Join(", ", kills.Select(kill => $"{kill.Key} {kill.Value}"));
    }

    private static async Task PauseAsync(Random random)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, LongestPause)));
        await timer.WaitForNextTickAsync();
    }

    private static async Task UntilAsync(SiteProcess node, bool ready)
    {
        using var http = new HttpClient { BaseAddress = node.Address };
        var expected = ready ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        await Until.HoldsAsync(async () => (await http.GetAsync(new Uri(Campaign.Ready, UriKind.Relative))).StatusCode == expected, Limit, () => node.Log);
    }

    private static async Task<Visitor> SignInAsync(SiteProcess node)
    {
        var lin = new Visitor(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = node.Address });
        await lin.SignInAsync("lin@example.test", World.Password);
        return lin;
    }

    /// <summary>An analyzer that never says anything.</summary>
    private static async Task<string> EndlessAsync()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("appeals-endless-").FullName, "analyzer");
        await File.WriteAllTextAsync(path, "#!/bin/sh\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return path;
    }
}
