using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Shell;

public sealed class SignedInTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private World _world = null!;
    private ShellHost _host = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using (var db = _database.Open()) _world = await World.CreateAsync(db, FakeTime.Start.UtcDateTime);
        _host = await ShellHost.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(Roles.Creator, "/works")]
    [InlineData(Roles.Reviewer, "/queue")]
    [InlineData(Roles.Lead, "/queue")]
    [InlineData(Roles.Admin, "/dashboard")]
    public async Task Landing_WhenSignedIn_LeadsToWhereTheRolesWorkBegins(string role, string home)
    {
        using var response = await _host.Browser(_world.Reviewer, role).GetAsync("/");

        Assert.Equal(home, response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Page_WhenSignedIn_SpeaksThePersonsLanguageAndIsNotStored()
    {
        using var response = await _host.Browser(_world.Creator, Roles.Creator).GetAsync("/how-it-works");

        Assert.True(response.Headers.CacheControl!.NoStore);
        var page = PageReader.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["我的作品", "我的申诉", "流程与时限"], page.QuerySelectorAll(".nav a").Select(a => a.TextContent));
        Assert.Equal("page", page.QuerySelector(".nav a[href='/how-it-works']")!.GetAttribute("aria-current"));
        Assert.Equal(_world.Creator.DisplayName, page.QuerySelector("[popovertarget=account-menu] bdi")!.TextContent);
        Assert.NotNull(page.QuerySelector("form[action='/sign-out'] input[name=antiforgery]"));
        Assert.Empty(PageReader.EnglishLeftIn(page).Where(t => t != _world.Creator.DisplayName));
    }

    [Fact]
    public async Task AnotherRolesPage_WhenSignedIn_IsForbiddenWithWords()
    {
        using var response = await _host.Browser(_world.Creator, Roles.Creator).GetAsync("/dashboard");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("你无法查看此页面", PageReader.Parse(await response.Content.ReadAsStringAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task AnyRolesPage_WhenNotSignedIn_LeadsToSignInAndBack()
    {
        using var response = await _host.Browser().GetAsync("/dashboard?weeks=4");

        Assert.Equal("/sign-in?returnUrl=%2Fdashboard%3Fweeks%3D4", response.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("https://appeals.example/account?tab=2", "/sign-in?returnUrl=%2Faccount%3Ftab%3D2")]
    [InlineData("https://evil.example/account", "/sign-in?returnUrl=%2F")]
    [InlineData(null, "/sign-in?returnUrl=%2F")]
    public async Task Form_WhenTheSessionHasEnded_LeadsBackToItsPageAfterSignIn(string? page, string signIn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/profile");
        request.Headers.Referrer = page is null ? null : new Uri(page);

        using var response = await _host.Browser().SendAsync(request);

        Assert.Equal(signIn, response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Script_WhenTheSessionHasEnded_Gets401InsteadOfAPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Sec-Fetch-Mode", "cors");

        using var response = await _host.Browser().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("You are signed out", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Bell_WhenAReviewerAsked_RingsForThatCreatorOnly()
    {
        await using (var db = _database.Open())
        {
            var label = await _world.AddLabelAsync(db, FakeTime.Start.UtcDateTime);
            db.Add(new Appeal
            {
                Id = Guid.CreateVersion7(), Reference = "AP-7K2M4Q", LabelId = label.Id, WorkId = label.WorkId, PlatformId = label.PlatformId, CreatorId = _world.Creator.Id,
                CreatedAt = FakeTime.Start.UtcDateTime, UpdatedAt = FakeTime.Start.UtcDateTime,
            });
            await db.SaveChangesAsync();
            await db.Appeals.ExecuteUpdateAsync(set => set.SetProperty(a => a.State, AppealState.AwaitingCreator));
        }

        Assert.Equal("1 件等你处理", await BellOf(_world.Creator, Roles.Creator));
        Assert.Null(await BellOf(_world.OtherCreator, Roles.Creator));
        Assert.Null(await BellOf(_world.Reviewer, Roles.Reviewer));
    }

    private async Task<string?> BellOf(Person person, string role) =>
        (await _host.Browser(person, role).PageAsync("/accessibility")).QuerySelector(".tools a:has(.count)")?.GetAttribute("aria-label");
}
