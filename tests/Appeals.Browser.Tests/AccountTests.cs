using System.Text.RegularExpressions;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>An account from its registration to signing in without the phone, and how each of these pages looks.</summary>
[Collection(nameof(OneServer))]
public sealed partial class AccountTests(OneServer stage)
{
    private const string Password = "ferry lantern tide 47";

    public static TheoryData<string> Languages => Appearance.Screenshots is null ? ["zh-CN"] : ["zh-CN", "en"];

    [Theory, MemberData(nameof(Languages))]
    public async Task Account_WithASecondFactor_OpensWithARecoveryCode(string language)
    {
        var email = $"mina-{language}@example.test";
        var page = await stage.SitDownAsync(language);
        await RegisterAsync(page, email);
        await SignInAsync(page, email);

        await page.GotoAsync("/account/second-factor");
        await Appearance.CheckAsync(page, "second-factor-setup");
        var key = await page.Locator(".steps-list .mono").InnerTextAsync();
        await page.FillAsync("[name='Form.Code']", new AuthenticatorApp(key, new FakeTime(TimeProvider.System.GetUtcNow())).Code());
        await page.ClickAsync("main button.primary");
        var codes = await page.Locator(".codes li").AllInnerTextsAsync();
        Assert.Equal(10, codes.Count);
        await Appearance.CheckAsync(page, "recovery-codes");
        await page.ClickAsync("main a.primary");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"/language/{language}?returnUrl=%2F");
        await SignInAsync(page, email);
        await Appearance.CheckAsync(page, "sign-in-code");
        await page.ClickAsync("main a[href*='recovery=true']");
        await Appearance.CheckAsync(page, "sign-in-recovery");
        await page.FillAsync("[name=Code]", codes[0]);
        await page.ClickAsync("main button.primary");
        await Expect(page.Locator("main")).ToContainTextAsync("9");
        await Appearance.CheckAsync(page, "second-factor");
        await page.GotoAsync("/account");
        await Appearance.CheckAsync(page, "account-secured");
        await page.Context.CloseAsync();
    }

    private async Task RegisterAsync(IPage page, string email)
    {
        await page.GotoAsync("/register");
        await page.FillAsync("[name=DisplayName]", "Mina");
        await page.FillAsync("[name=Email]", email);
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("main button.primary");
        await page.WaitForURLAsync("**/check-mail", CreatorSteps.Arrived);
        await using var db = stage.Site.Open();
        var mail = await db.Emails.SingleAsync(e => e.To == email);
        await page.GotoAsync(Link().Match(mail.Text).Value);
        await Appearance.CheckAsync(page, "confirm");
        await page.ClickAsync("main button.primary");
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=Email]", email);
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("main button.primary");
        await page.WaitForURLAsync(address => !address.EndsWith("/sign-in", StringComparison.Ordinal), CreatorSteps.Arrived);
    }

    [GeneratedRegex(@"http://\S+/confirm-address\S+")]
    private static partial Regex Link();
}
