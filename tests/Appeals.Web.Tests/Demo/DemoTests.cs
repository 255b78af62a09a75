using System.Net;
using System.Net.Http.Headers;
using Appeals.Core.Analysing;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Appeals.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Web.Tests.Demo;

public sealed class DemoTests(DemoTests.DemoHost host) : IClassFixture<DemoTests.DemoHost>
{
    private static readonly string Key = new DemoOptions().ApiKey;

    [Fact]
    public async Task FirstStart_OfAnEmptyDatabase_FillsEveryPage()
    {
        await using var db = host.Open();
        var platform = await db.Platforms.Include(p => p.Clauses).SingleAsync(p => p.Name == DemoSeed.PlatformName);
        Assert.True(platform.Clauses.Count >= 4);
        Assert.Equal(LabelState.Active, (await db.Labels.SingleAsync(l => l.PlatformId == platform.Id && l.Work.Title.StartsWith("Night ferry, Lantern Bay"))).State);
        var states = await db.Appeals.Where(a => a.PlatformId == platform.Id).GroupBy(a => a.State).ToDictionaryAsync(g => g.Key, g => g.Count());
        Assert.True(states[AppealState.Queued] >= 4 && states[AppealState.AwaitingCreator] == 1 && states[AppealState.Effective] > 100);
        Assert.True(await db.Appeals.CountAsync(a => a.PlatformId == platform.Id && a.DueAt < host.Time.Now) >= 2);
        Assert.Equal(DemoWorkCount, await db.AnalysisRuns.CountAsync(r => db.Works.Any(w => w.Id == r.WorkId && w.PlatformId == platform.Id)));
        Assert.DoesNotContain(await db.Appeals.Where(a => a.PlatformId == platform.Id).ToListAsync(), a => a.UpdatedAt > host.Time.Now);
    }

    [Fact]
    public async Task FirstStart_OfThePast_LeavesUnbrokenHistories()
    {
        await using var db = host.Open();
        var chains = (await db.History.AsNoTracking().ToListAsync()).GroupBy(h => h.AppealId).ToList();
        Assert.True(chains.Count > 100);
        Assert.All(chains, chain => Assert.Null(HistoryChain.FirstBreak(chain)));
    }

    [Fact]
    public async Task SecondStart_AfterTheFirst_AddsNothing()
    {
        var before = await CountAsync();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        await SeedAgainAsync();
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Turn_WhileAnotherNodeHasIt_IsWaitedFor()
    {
        var folder = Directory.CreateTempSubdirectory("appeals-turn-").FullName;
        var first = await DemoTurn.TakeAsync(folder);
        var second = DemoTurn.TakeAsync(folder);

        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task SecondStart_AfterOneThatWasCutShort_AddsWhatIsMissing()
    {
        await using (var db = host.Open())
        {
            var label = await db.Labels.SingleAsync(l => l.Work.ExternalId == "88199043");
            var appeal = await db.Appeals.SingleAsync(a => a.LabelId == label.Id);
            await db.HistoryTexts.Where(t => db.History.Any(h => h.Id == t.HistoryEntryId && h.AppealId == appeal.Id)).ExecuteDeleteAsync();
            await db.History.Where(h => h.AppealId == appeal.Id).ExecuteDeleteAsync();
            await db.ClockEvents.Where(e => e.AppealId == appeal.Id).ExecuteDeleteAsync();
            await db.Appeals.Where(a => a.Id == appeal.Id).ExecuteDeleteAsync();
            await db.Labels.Where(l => l.Id == label.Id).ExecuteDeleteAsync();
            await db.AnalysisRuns.Where(r => r.WorkId == label.WorkId).ExecuteDeleteAsync();
            await db.Works.Where(w => w.Id == label.WorkId).ExecuteDeleteAsync();
        }
        var short1 = await CountAsync();
        await SeedAgainAsync();
        var whole = await CountAsync();
        Assert.Equal((short1.Works + 1, short1.Appeals + 1, short1.People), (whole.Works, whole.Appeals, whole.People));
    }

    [Fact]
    public async Task SignInPage_FromThisMachine_OffersTheAccounts()
    {
        var page = await host.Anonymous().PageAsync("/sign-in");
        Assert.Equal(DemoPeople.Accounts.Select(a => a.Email), page.QuerySelectorAll(".accounts button").Select(b => b.GetAttribute("value")!));
        foreach (var account in DemoPeople.Accounts)
            Assert.Equal(HttpStatusCode.Found, (await host.Anonymous().PostAsync("/dev/sign-in", ("email", account.Email))).StatusCode);
    }

    [Theory]
    [InlineData("lantern-bay.psd", "8BPS")]
    [InlineData("lantern-bay.ora", "PK")]
    public async Task Download_OfTheSample_IsTheFile(string name, string signature)
    {
        var bytes = await (await host.Anonymous().GetAsync("/demo/" + name)).EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        Assert.StartsWith(signature, System.Text.Encoding.Latin1.GetString(bytes[..4]), StringComparison.Ordinal);
        Assert.InRange(bytes.Length, 100_000, 10_000_000);
    }

    [Theory]
    [InlineData("/demo/..%2F..%2Fappsettings.json")]
    [InlineData("/demo/koi.webp")]
    [InlineData("/demo/nothing")]
    public async Task Download_OfAnythingElse_IsNotFound(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Anonymous().GetAsync(path)).StatusCode);

    [Fact]
    public async Task ThePage_InBothLanguages_TellsHowToPlay()
    {
        var visitor = host.Anonymous();
        Assert.Contains(Key, (await visitor.PageAsync("/demo")).Body!.TextContent, StringComparison.Ordinal);
        await visitor.GetAsync("/language/zh-CN");
        Assert.Contains("两分钟试用", (await visitor.PageAsync("/demo")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverythingOfTheDemo_FromAnotherMachine_IsShut()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(host)).StatusCode);
        host.RemoteAddress = IPAddress.Parse("192.0.2.7");
        try
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(host)).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await host.Anonymous().GetAsync("/demo")).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await host.Anonymous().GetAsync("/demo/lantern-bay.psd")).StatusCode);
            Assert.Empty((await host.Anonymous().PageAsync("/sign-in")).QuerySelectorAll(".accounts"));
        }
        finally
        {
            host.RemoteAddress = null;
        }
    }

    private const int DemoWorkCount = 11;

    private async Task SeedAgainAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoSeed>().SeedAsync(default);
    }

    private async Task<(int Works, int Appeals, int People, int Runs, int Keys)> CountAsync()
    {
        await using var db = host.Open();
        return (await db.Works.CountAsync(), await db.Appeals.CountAsync(), await db.Users.CountAsync(), await db.AnalysisRuns.CountAsync(r => r.State == RunState.Queued), await db.ApiKeys.CountAsync());
    }

    internal static Task<HttpResponseMessage> CallAsync(AppealsHost host)
    {
        var client = host.Anonymous().Http;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client.GetAsync("/api/v1/appeals");
    }

    public sealed class DemoHost : AppealsHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings() => [.. base.Settings().Where(s => s.Key != "Demo:Enabled"), ("Demo:Enabled", "true")];
    }
}

/// <summary>Outside Development there is no demo, whatever the settings and even the database say.</summary>
public sealed class NoDemoTests(NoDemoTests.ProductionHost host) : IClassFixture<NoDemoTests.ProductionHost>
{
    [Fact]
    public async Task Production_WithTheDemoSwitchedOn_HasNone()
    {
        await using var db = host.Open();
        Assert.False(await db.Platforms.AnyAsync(p => p.Name == DemoSeed.PlatformName));
        Assert.Null(host.Services.GetService<DemoSeed>());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Anonymous().GetAsync("/demo")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Anonymous().GetAsync("/demo/lantern-bay.psd")).StatusCode);
        Assert.Empty((await host.Anonymous().PageAsync("/sign-in")).QuerySelectorAll(".accounts"));
    }

    [Fact]
    public async Task Production_WithADatabaseFromDevelopment_RefusesTheDemoKey()
    {
        await using (var db = host.Open()) await new ApiKeyService(db, host.Time).AdmitAsync(host.World.Platform.Id, DemoGate.KeyName, new DemoOptions().ApiKey);
        Assert.Equal(HttpStatusCode.Unauthorized, (await DemoTests.CallAsync(host)).StatusCode);
    }

    public sealed class ProductionHost : AppealsHost
    {
        protected override string EnvironmentName => Environments.Production;

        protected override IEnumerable<(string Key, string Value)> Settings() =>
        [
            .. base.Settings().Where(s => s.Key != "Demo:Enabled"), ("Demo:Enabled", "true"), ("Email:Smtp:Host", "localhost"),
            ("Evidence:MasterKeys:m1", Convert.ToBase64String(new byte[32])),
        ];
    }
}
