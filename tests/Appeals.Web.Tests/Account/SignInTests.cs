using System.Net;
using Appeals.Testing;

namespace Appeals.Web.Tests.Account;

public sealed class SignInTests(AppealsHost host) : IClassFixture<AppealsHost>
{
    [Fact]
    public async Task SignIn_WhenPasswordIsRight_LeadsHomeInThePersonsLanguage()
    {
        using var visitor = host.Anonymous();
        await visitor.SignInAsync(host.World.Creator.Email!, World.Password);

        var page = await visitor.PageAsync("/account");

        Assert.Equal("zh-Hans", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("我的账号", page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("lin@example.test", "wrong password")]
    [InlineData("nobody@example.test", "wrong password")]
    public async Task SignIn_WhenRefused_SaysTheSameForEveryAddress(string email, string password)
    {
        using var visitor = host.Anonymous();

        var response = await visitor.PostAsync("/sign-in", ("Email", email), ("Password", password));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var error = Assert.Single((await Visitor.ReadAsync(response)).QuerySelectorAll(".errors li"));
        Assert.StartsWith("Email and password do not match an account.", error.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WhenAddressIsForeign_DoesNotLeaveTheSite()
    {
        using var visitor = host.Anonymous();

        var response = await visitor.PostAsync("/sign-in", ("Email", host.World.Admin.Email), ("Password", World.Password), ("ReturnUrl", "https://evil.example/"));

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignIn_WhenTokenIsMissing_IsRefused()
    {
        using var visitor = host.Anonymous();

        var response = await visitor.ForgeAsync("/sign-in", ("Email", host.World.Admin.Email), ("Password", World.Password));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task SignIn_WhenPasswordWasWrongTooOften_IsClosedForAWhileEvenWithTheRightOne()
    {
        using var visitor = host.Anonymous();
        var email = host.World.SecondReviewer.Email;
        for (var i = 0; i < 5; i++) await visitor.PostAsync("/sign-in", ("Email", email), ("Password", "wrong"));

        var closed = await visitor.PostAsync("/sign-in", ("Email", email), ("Password", World.Password));
        host.Time.Advance(TimeSpan.FromMinutes(6));
        var open = await visitor.PostAsync("/sign-in", ("Email", email), ("Password", World.Password));

        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
        Assert.Equal(HttpStatusCode.Found, open.StatusCode);
    }

    [Fact]
    public async Task SignOut_WhenPressed_EndsTheSession()
    {
        using var visitor = host.Anonymous();
        await visitor.SignInAsync(host.World.Admin.Email!, World.Password);

        await visitor.PostAsync("/sign-out");
        var response = await visitor.GetAsync("/account");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith("/sign-in", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }
}
