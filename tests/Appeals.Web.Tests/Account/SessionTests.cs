using System.Net;
using Appeals.Core.People;
using Appeals.Testing;
using Appeals.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Account;

public sealed class SessionTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0";

    [Fact]
    public async Task List_OfSessions_SaysDeviceAndTimesAndMarksThisOne()
    {
        var person = host.World.Reviewer;
        using var here = await SignInAsync(person, Firefox);
        using var there = await SignInAsync(person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1");

        var rows = await RowsAsync(here);

        Assert.Equal(2, rows.Count);
        Assert.StartsWith("Firefox on Linux This device", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("Safari on iPhone", rows[1], StringComparison.Ordinal);
        await using var db = host.Open();
        var session = await db.Sessions.FirstAsync(s => s.PersonId == person.Id);
        // no column could hold where somebody was
        Assert.DoesNotContain(db.Model.FindEntityType(typeof(Session))!.GetProperties(), p => p.Name.Contains("Address", StringComparison.Ordinal) || p.Name.Contains("Ip", StringComparison.Ordinal));
        Assert.Equal(host.Time.Now, session.LastSeenAt);
    }

    [Fact]
    public async Task End_OfOneSession_HoldsAtOnceAndLeavesTheOthers()
    {
        var person = host.World.SecondReviewer;
        using var here = await SignInAsync(person);
        using var lost = await SignInAsync(person);
        using var third = await SignInAsync(person);
        var id = (await here.PageAsync("/account")).QuerySelectorAll("form[action$='/end'][action*='sessions/']").Select(f => f.GetAttribute("action")!).First(a => a.Length > 30);

        var done = await here.PostAsync(id);
        var answers = new[] { await here.GetAsync("/account"), await lost.GetAsync("/account"), await third.GetAsync("/account") };

        Assert.Equal("/account?done=Session", done.Headers.Location!.OriginalString);
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
    }

    [Fact]
    public async Task End_OfSomebodyElsesSession_DoesNothing()
    {
        using var victim = await SignInAsync(host.World.Creator);
        using var other = await SignInAsync(host.World.OtherCreator);
        await using var db = host.Open();
        var id = await db.Sessions.Where(s => s.PersonId == host.World.Creator.Id).Select(s => s.Id).SingleAsync();

        await other.PostAsync($"/account/sessions/{id}/end");

        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task SignOut_Everywhere_EndsThemAllAtOnce()
    {
        var person = host.World.Lead;
        using var here = await SignInAsync(person);
        using var there = await SignInAsync(person);

        var done = await here.PostAsync("/account/sessions/end");

        Assert.Equal("/sign-in?notice=Everywhere", done.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Found, (await here.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/account")).StatusCode);
        await using var db = host.Open();
        Assert.False(await db.Sessions.AnyAsync(s => s.PersonId == person.Id));
    }

    [Fact]
    public async Task SignOut_WithACookieThatWasKept_OpensNothing()
    {
        const string Cookie = "appeals-session";
        using var jar = new CookieJar();
        using var visitor = new Visitor(host.CreateDefaultClient(new Uri("https://localhost"), jar));
        await visitor.SignInAsync(host.World.Admin.Email!, World.Password);
        var stolen = $"{Cookie}={jar[Cookie]}";
        await visitor.PostAsync("/sign-out");

        using var thief = host.CreateDefaultClient(new Uri("https://localhost"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", stolen);
        using var response = await thief.SendAsync(request);

        Assert.True(stolen.Length > 100);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task LastSeen_WhileASessionGoesOn_IsKeptToFiveMinutes()
    {
        var person = host.World.OtherPlatformReviewer;
        using var visitor = await SignInAsync(person);
        var began = host.Time.Now;
        host.Time.Advance(TimeSpan.FromMinutes(4));
        await visitor.GetAsync("/account");
        var early = await LastSeenAsync(person);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await visitor.GetAsync("/account");

        Assert.Equal(began, early);
        Assert.Equal(host.Time.Now, await LastSeenAsync(person));
    }

    [Fact]
    public async Task Sweep_AfterLongSilence_RemovesTheRow()
    {
        using var visitor = await SignInAsync(host.World.Creator);
        host.Time.Advance(TimeSpan.FromHours(13));

        await host.RunAsync<SessionSweepJob>();

        await using var db = host.Open();
        Assert.Empty(await db.Sessions.ToListAsync());
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge", "Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari", "macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome", "Android")]
    [InlineData("Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99.0 HuaweiBrowser/13.0 Mobile Safari/537.36", "Huawei Browser", "HarmonyOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.40", "WeChat", "Android")]
    [InlineData("curl/8.5.0", null, null)]
    [InlineData(null, null, null)]
    public void Browsers_FromWhatTheySay_AreNamedAsPeopleKnowThem(string? userAgent, string? browser, string? system) =>
        Assert.Equal((browser, system), Browsers.Of(userAgent));

    private async Task<Visitor> SignInAsync(Person person, string? userAgent = null)
    {
        var visitor = host.Anonymous();
        if (userAgent is not null) visitor.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        await visitor.SignInAsync(person.Email!, World.Password);
        return visitor;
    }

    private static async Task<List<string>> RowsAsync(Visitor visitor) =>
        [.. (await visitor.PageAsync("/account")).QuerySelectorAll(".rows li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private async Task<DateTime> LastSeenAsync(Person person)
    {
        await using var db = host.Open();
        return await db.Sessions.Where(s => s.PersonId == person.Id).MaxAsync(s => s.LastSeenAt);
    }
}
