using System.Net;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Account;

public sealed class RegistrationTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Password = "three words are enough";

    [Fact]
    public async Task Register_ThenConfirmByMail_OpensACreatorsAccount()
    {
        using var visitor = host.Anonymous();
        await RegisterAsync(visitor, "anna@example.test");
        var mail = Assert.Single(await host.MailsToAsync("anna@example.test"));
        var early = await visitor.PostAsync("/sign-in", ("Email", "anna@example.test"), ("Password", Password));

        var (path, person, code) = AccountHost.LinkIn(mail);
        var page = await visitor.PageAsync($"{path}?person={person}&code={code}");
        var confirmed = await visitor.PostAsync(path, ("Person", person), ("Code", code));
        await visitor.SignInAsync("anna@example.test", Password);

        Assert.Equal("/check-mail", early.Headers.Location!.OriginalString);
        Assert.NotNull(page.QuerySelector("main form[method=post] button"));
        Assert.Equal("/sign-in?notice=Confirmed", confirmed.Headers.Location!.OriginalString);
        Assert.Equal("/works", (await visitor.GetAsync("/")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Register_WhenTheLinkIsOnlyOpened_LeavesTheAddressUnconfirmed()
    {
        using var visitor = host.Anonymous();
        await RegisterAsync(visitor, "bert@example.test");
        var (path, person, code) = AccountHost.LinkIn(Assert.Single(await host.MailsToAsync("bert@example.test")));

        await visitor.PageAsync($"{path}?person={person}&code={code}");

        await using var db = host.Open();
        Assert.False((await db.Users.SingleAsync(p => p.Email == "bert@example.test")).EmailConfirmed);
    }

    [Fact]
    public async Task Register_WhenAddressHasAnAccount_AnswersTheSameAndTellsOnlyItsOwner()
    {
        using var visitor = host.Anonymous();
        var owner = host.World.OtherCreator;

        var taken = await RegisterAsync(visitor, owner.Email!);
        var free = await RegisterAsync(visitor, "carla@example.test");

        Assert.Equal(free.StatusCode, taken.StatusCode);
        Assert.Equal(free.Headers.Location, taken.Headers.Location);
        Assert.Equal(EmailKind.AlreadyRegistered, Assert.Single(await host.MailsToAsync(owner.Email!)).Kind);
        await using var db = host.Open();
        Assert.Equal(owner.PasswordHash, (await db.Users.SingleAsync(p => p.Id == owner.Id)).PasswordHash);
    }

    [Fact]
    public async Task Register_WhenButtonIsPressedTwice_MakesOneAccount()
    {
        using var visitor = host.Anonymous();
        await visitor.PageAsync("/register");

        var answers = await Task.WhenAll(RegisterAsync(visitor, "dora@example.test"), RegisterAsync(visitor, "dora@example.test"));

        Assert.All(answers, a => Assert.Equal("/check-mail", a.Headers.Location!.OriginalString));
        await using var db = host.Open();
        Assert.Equal(1, await db.Users.CountAsync(p => p.Email == "dora@example.test"));
    }

    [Theory]
    [InlineData("too short", "Use at least 10 characters.")]
    [InlineData("aaaaaaaaaaaa", "Use more different characters.")]
    [InlineData("emil@example.test", "Choose something other than your name or address.")]
    public async Task Register_WhenPasswordIsWeak_SaysWhyAndKeepsTheRest(string password, string why)
    {
        using var visitor = host.Anonymous();

        var response = await visitor.PostAsync("/register", ("DisplayName", "Emil"), ("Email", "emil@example.test"), ("Password", password));

        var page = await Visitor.ReadAsync(response);
        Assert.Equal(why, page.QuerySelector("#Password-error")!.TextContent);
        Assert.Equal("emil@example.test", page.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.Empty(await host.MailsToAsync("emil@example.test"));
    }

    [Fact]
    public async Task Register_WhenReadInChinese_WritesTheMailInChinese()
    {
        using var visitor = host.Anonymous();
        await visitor.GetAsync("/language/zh-CN");

        await RegisterAsync(visitor, "fang@example.test");

        Assert.Equal("确认你的邮箱", Assert.Single(await host.MailsToAsync("fang@example.test")).Subject);
    }

    [Fact]
    public async Task Confirm_WhenCodeIsForged_SaysThatTheLinkWorksNoMore()
    {
        using var visitor = host.Anonymous();

        var response = await visitor.PostAsync("/" + AccountMails.ConfirmPath, ("Person", host.World.Creator.Id.ToString()), ("Code", "!forged!"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("This link works no more", (await Visitor.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }

    private static Task<HttpResponseMessage> RegisterAsync(Visitor visitor, string email) =>
        visitor.PostAsync("/register", ("DisplayName", "Somebody New"), ("Email", email), ("Password", Password));
}
