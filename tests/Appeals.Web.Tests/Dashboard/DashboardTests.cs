using System.Net;
using AngleSharp.Dom;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Dashboard;

public sealed class DashboardTests(DashboardTests.BusyHost host) : IClassFixture<DashboardTests.BusyHost>
{
    private static readonly AppealState[] Open = [AppealState.Submitted, AppealState.Queued, AppealState.InReview, AppealState.AwaitingCreator, AppealState.AwaitingApproval];

    [Theory]
    [InlineData(Roles.Creator, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Reviewer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Lead, HttpStatusCode.OK)]
    [InlineData(Roles.Admin, HttpStatusCode.OK)]
    public async Task Dashboard_ByRole_IsForLeadsAndAdmins(string role, HttpStatusCode status)
    {
        var person = host.World.People.First(p => p.Roles.Contains(role) && p.Person.Id != host.World.OtherPlatformReviewer.Id).Person;
        Assert.Equal(status, (await (await host.As(person)).GetAsync("/dashboard")).StatusCode);
    }

    [Fact]
    public async Task Dashboard_ForNobody_AsksToSignIn() =>
        Assert.Equal("/sign-in", (await host.Anonymous().GetAsync("/dashboard")).Headers.Location?.AbsolutePath);

    [Fact]
    public async Task Dashboard_OfThePlatform_ShowsItsFiguresAndNobodyElses()
    {
        await using var db = host.Open();
        foreach (var (person, platform) in new[] { (host.World.Admin, host.World.Platform), (host.World.OtherPlatformReviewer, host.World.OtherPlatform) })
        {
            var page = await (await host.As(person)).PageAsync("/dashboard");
            var open = await db.Appeals.CountAsync(a => a.PlatformId == platform.Id && Open.Contains(a.State));
            Assert.Equal($"{open}", page.QuerySelector(".kpi b")!.TextContent);
            var listed = page.QuerySelectorAll("#overdue").Single().Closest("table")!.QuerySelectorAll("tbody th .mono").Select(a => a.TextContent).ToList();
            var overdue = await db.Appeals.Where(a => a.PlatformId == platform.Id && Open.Contains(a.State) && a.DueAt < host.Time.Now).OrderBy(a => a.DueAt).Select(a => a.Reference).Take(10).ToListAsync();
            Assert.NotEmpty(overdue);
            Assert.Equal(overdue, listed);
        }
    }

    [Fact]
    public async Task Dashboard_ItsOverdueAppeals_OpenForThoseWhoReview()
    {
        var link = (await (await host.As(host.World.Lead)).PageAsync("/dashboard")).QuerySelector("a[href^='/desk/']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Lead)).GetAsync(link)).StatusCode);
        Assert.Empty((await (await host.As(host.World.Admin)).PageAsync("/dashboard")).QuerySelectorAll("a[href^='/desk/']"));
    }

    [Fact]
    public async Task Dashboard_ItsTables_SumUpToItsCharts()
    {
        var page = await (await host.As(host.World.Admin)).PageAsync("/dashboard");
        Assert.All(page.QuerySelectorAll("figure.chart > svg"), svg => Assert.True(svg.GetAttribute("role") == "img" && svg.GetAttribute("aria-label") is { Length: > 10 }));
        var tables = page.QuerySelectorAll("figure.chart table");
        Assert.Equal([12, 12, 5], tables.Select(t => t.QuerySelectorAll("tbody tr").Length));
        var open = page.QuerySelector(".kpi b")!.TextContent;
        Assert.Equal(open, $"{tables[2].QuerySelectorAll("tbody td:last-child").Sum(c => int.Parse(c.TextContent))}");
        Assert.Contains(page.QuerySelectorAll("#detectors").Single().Closest("table")!.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("too few to say", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Dashboard_InEitherLanguage_HasNoStyleScriptOrNumberGoneWrong(string language)
    {
        var visitor = await host.As(host.World.Lead);
        await visitor.GetAsync($"/language/{language}");
        var page = await visitor.PageAsync("/dashboard");
        await visitor.GetAsync("/language/en");
        Assert.Equal(language == "en" ? "en" : "zh-Hans", page.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], [onload], script:not([src])"));
        Assert.DoesNotContain("NaN", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page.Source.Text, StringComparison.Ordinal);
    }

    public sealed class BusyHost : AppealsHost
    {
        protected override Task SeedAsync(AppealsDb db) => new ManyAppeals(World, Time.Now).AddAsync(Open, 400, openShare: 0.3);
    }
}

public sealed class EmptyDashboardTests(AppealsHost host) : IClassFixture<AppealsHost>
{
    [Fact]
    public async Task Dashboard_WithoutAppeals_SaysSoInsteadOfFailing()
    {
        var page = await (await host.As(host.World.Admin)).PageAsync("/dashboard");
        Assert.Equal("0", page.QuerySelector(".kpi b")!.TextContent);
        Assert.Contains("Nothing is overdue.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing has been decided yet.", page.Body.TextContent, StringComparison.Ordinal);
    }
}
