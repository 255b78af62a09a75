using System.Net;
using Appeals.Core.Notifying;
using Appeals.Testing;

namespace Appeals.Web.Tests.Account;

public sealed class PasswordTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string New = "another three words";

    [Fact]
    public async Task Forgot_WhenAddressIsUnknown_AnswersAsForAKnownOne()
    {
        using var visitor = host.Anonymous();

        var unknown = await visitor.PostAsync("/forgot-password", ("Email", "nobody@example.test"));
        var known = await visitor.PostAsync("/forgot-password", ("Email", host.World.Admin.Email));

        Assert.Equal((known.StatusCode, known.Headers.Location), (unknown.StatusCode, unknown.Headers.Location));
        Assert.Empty(await host.MailsToAsync("nobody@example.test"));
    }

    [Fact]
    public async Task Field_WithANullCharacter_IsABadRequestOnEveryDatabase()
    {
        using var visitor = host.Anonymous();

        var form = await visitor.PostAsync("/forgot-password", ("Email", "nobody\0@example.test"));
        var query = await visitor.Http.GetAsync(new Uri("/sign-in?returnUrl=%00", UriKind.Relative));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (form.StatusCode, query.StatusCode));
    }

    [Fact]
    public async Task Reset_WithTheLinkFromTheMail_SetsThePasswordOnceAndSaysSoByMail()
    {
        using var visitor = host.Anonymous();
        var email = host.World.Lead.Email!;
        await visitor.PostAsync("/forgot-password", ("Email", email));
        var (path, person, code) = AccountHost.LinkIn((await host.MailsToAsync(email)).Last());

        var first = await visitor.PostAsync(path, ("Person", person), ("Code", code), ("Password", New));
        var second = await visitor.PostAsync(path, ("Person", person), ("Code", code), ("Password", "yet another password"));
        await visitor.SignInAsync(email, New);

        Assert.Equal("/sign-in?notice=Reset", first.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Single(await host.MailsToAsync(email), m => m.Kind == EmailKind.PasswordChanged);
    }

    [Fact]
    public async Task Reset_WhenNewPasswordIsWeak_KeepsTheLinkGood()
    {
        using var visitor = host.Anonymous();
        var email = host.World.SecondReviewer.Email!;
        await visitor.PostAsync("/forgot-password", ("Email", email));
        var (path, person, code) = AccountHost.LinkIn((await host.MailsToAsync(email)).Last());

        var weak = await visitor.PostAsync(path, ("Person", person), ("Code", code), ("Password", "short"));
        var good = await visitor.PostAsync(path, ("Person", person), ("Code", code), ("Password", New));

        Assert.NotNull((await Visitor.ReadAsync(weak)).QuerySelector("#Password-error"));
        Assert.Equal(HttpStatusCode.Found, good.StatusCode);
        Assert.Single(await host.MailsToAsync(email), m => m.Kind == EmailKind.PasswordChanged);
    }

    [Fact]
    public async Task Change_WhenDone_EndsEveryOtherSessionAndKeepsThisOne()
    {
        using var here = host.Anonymous();
        using var elsewhere = host.Anonymous();
        var email = host.World.Creator.Email!;
        await here.SignInAsync(email, World.Password);
        await elsewhere.SignInAsync(email, World.Password);

        var wrong = await here.PostAsync("/account/password", ("Password.Current", "not it"), ("Password.New", New));
        var changed = await here.PostAsync("/account/password", ("Password.Current", World.Password), ("Password.New", New));

        Assert.NotNull((await Visitor.ReadAsync(wrong)).QuerySelector("#Password_Current-error"));
        Assert.Equal("/account?done=Password", changed.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Profile_WhenLanguageChanges_SpeaksItAtOnce()
    {
        using var visitor = host.Anonymous();
        await visitor.SignInAsync(host.World.Reviewer.Email!, World.Password);

        var unknown = await visitor.PostAsync("/account/profile", ("Profile.DisplayName", "Rui"), ("Profile.Language", "zh-CN"), ("Profile.TimeZone", "Mars/Base"));
        await visitor.PostAsync("/account/profile", ("Profile.DisplayName", "睿"), ("Profile.Language", "zh-CN"), ("Profile.TimeZone", "Asia/Tokyo"));
        var page = await visitor.PageAsync("/account");

        Assert.NotNull((await Visitor.ReadAsync(unknown)).QuerySelector("#Profile_TimeZone-error"));
        Assert.Equal("我的账号", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("睿", page.QuerySelector("#Profile_DisplayName")!.GetAttribute("value"));
        Assert.Equal("Asia/Tokyo", page.QuerySelector("#Profile_TimeZone option[selected]")!.GetAttribute("value"));
    }
}
