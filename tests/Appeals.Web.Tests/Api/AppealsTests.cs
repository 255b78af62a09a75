using System.Net;
using Appeals.Core.Data;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Api;

public sealed class AppealsTests(AppealsTests.BusyHost host) : IClassFixture<AppealsTests.BusyHost>
{
    [Fact]
    public async Task List_PageByPage_GivesAllInOrderAndThenWhenToPollAgain()
    {
        List<string> references = [];
        string? cursor = null;
        do
        {
            var page = await ApiHost.JsonAsync(await host.Caller().GetAsync($"/api/v1/appeals?limit=7&cursor={cursor}"));
            references.AddRange(page["appeals"]!.AsArray().Select(a => (string)a!["reference"]!));
            cursor = (string?)page["nextCursor"];
            Assert.Equal(cursor is null, page["pollFrom"] is not null);
        }
        while (cursor is not null);
        await using var db = host.Open();
        Assert.Equal(await db.Appeals.Where(a => a.PlatformId == host.World.Platform.Id).OrderBy(a => a.UpdatedAt).ThenBy(a => a.Id).Select(a => a.Reference).ToListAsync(), references);
    }

    [Fact]
    public async Task List_SinceAMoment_GivesWhatChangedAfterIt()
    {
        await using var db = host.Open();
        var moments = await db.Appeals.Where(a => a.PlatformId == host.World.Platform.Id).OrderBy(a => a.UpdatedAt).Select(a => a.UpdatedAt).ToListAsync();
        var since = moments[moments.Count / 2];
        var page = await ApiHost.JsonAsync(await host.Caller().GetAsync($"/api/v1/appeals?limit=200&updatedSince={Uri.EscapeDataString(since.ToString("O"))}"));
        Assert.Equal(moments.Count(m => m >= since), page["appeals"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_OfADecidedAppeal_CarriesTheDecision()
    {
        var page = await ApiHost.JsonAsync(await host.Caller().GetAsync("/api/v1/appeals?limit=200"));
        var decided = page["appeals"]!.AsArray().First(a => (string)a!["state"]! == "effective")!.AsObject();
        Assert.Equal(["reference", "state", "work", "label", "submittedAt", "updatedAt", "decision"], decided.Select(m => m.Key));
        Assert.Equal(World.Clause, (string)decided["decision"]!["clause"]!);
        Assert.Contains((string)decided["decision"]!["outcome"]!, new[] { "labelRemoved", "relabelledAiAssisted", "labelUpheld" });
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("updatedSince=2026-11-01T08:00:00", "updatedSince")]
    [InlineData("updatedSince=yesterday", "updatedSince")]
    [InlineData("cursor=nonsense", "cursor")]
    public async Task List_WithAParameterThatDoesNotFit_NamesIt(string query, string parameter)
    {
        var response = await host.Caller().GetAsync("/api/v1/appeals?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (response.StatusCode, await ApiHost.CodeAsync(response)));
        Assert.Equal([parameter], (await ApiHost.JsonAsync(response))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task List_WithAPlusSignThatWasNotEncoded_IsUnderstood() =>
        Assert.Equal(HttpStatusCode.OK, (await host.Caller().GetAsync("/api/v1/appeals?updatedSince=2026-11-01T08:00:00+08:00")).StatusCode);

    [Fact]
    public async Task List_OfAnotherPlatform_SharesNothing()
    {
        var mine = await ApiHost.JsonAsync(await host.Caller().GetAsync("/api/v1/appeals?limit=200"));
        var theirs = await ApiHost.JsonAsync(await host.Caller(host.OtherKey).GetAsync("/api/v1/appeals?limit=200"));
        Assert.NotEmpty(theirs["appeals"]!.AsArray());
        Assert.Empty(mine["appeals"]!.AsArray().Select(a => (string)a!["reference"]!).Intersect(theirs["appeals"]!.AsArray().Select(a => (string)a!["reference"]!)));
    }

    public sealed class BusyHost : ApiHost
    {
        protected override async Task SeedAsync(AppealsDb db)
        {
            await base.SeedAsync(db);
            await new ManyAppeals(World, Time.Now).AddAsync(Open, 120);
        }
    }
}
