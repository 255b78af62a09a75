using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>Every page, wide and narrow, light and dark: axe finds nothing, nothing is wider than the screen, the console is silent.</summary>
/// <remarks>A run sees each page in one dress of eight; with <c>APPEALS_SCREENSHOTS</c> set to a folder it sees and photographs all of them.</remarks>
[Collection(nameof(Looks))]
public sealed class LookTests(OneServer stage, ExampleAppeals appeals) : IClassFixture<ExampleAppeals>
{
    public static TheoryData<string, string?, string> Pages => new()
    {
        { "landing", null, "/" },
        { "sign-in", null, "/sign-in" },
        { "register", null, "/register" },
        { "check-mail", null, "/check-mail" },
        { "forgot-password", null, "/forgot-password" },
        { "reset-password", null, "/reset-password?person=00000000-0000-0000-0000-000000000001&code=x" },
        { "how-it-works", null, "/how-it-works" },
        { "how-we-keep-files", null, "/how-we-keep-files" },
        { "accessibility", null, "/accessibility" },
        { "demo", null, "/demo" },
        { "mailbox", null, "/dev/mailbox" },
        { "mail", null, "/dev/mailbox > a[href^='/dev/mailbox/']" },
        { "parts", null, "/dev/parts" },
        { "not-found", null, "/no-such-page" },
        { "works", People.Lin, "/works" },
        { "appeals", People.Ines, "/appeals" },
        { "contest", People.Lin, "/works > a[href^='/contest/']" },
        { "draft-reason", People.Lin, "/appeals/{draft}/draft/reason" },
        { "draft-files", People.Lin, "/appeals/{draft}/draft/files" },
        { "draft-words", People.Lin, "/appeals/{draft}/draft/words" },
        { "draft-check", People.Lin, "/appeals/{draft}/draft/check" },
        { "draft-discard", People.Lin, "/appeals/{draft}/draft/check ! [commandfor=discard]" },
        { "works-discarded", People.Lin, "/works?done=Discarded" },
        { "receipt", People.Lin, "/appeals/{filed}/receipt" },
        { "appeal", People.Lin, "/appeals/{filed}" },
        { "appeal-question", People.Lin, "/appeals/{question}" },
        { "letter", People.Lin, "/appeals/{decided}" },
        { "account", People.Lin, "/account" },
        { "queue", People.Tan, "/queue" },
        { "desk", People.Tan, "/desk/{filed}" },
        { "dashboard", People.Jonas, "/dashboard" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_WhateverItsDress_HasNothingWrong(string name, string? email, string path)
    {
        foreach (var language in Appearance.Screenshots is not null ? ["zh-CN", "en"] : new[] { name.Length % 2 == 0 ? "zh-CN" : "en" })
        {
            var page = await stage.SitDownAsync(language, email);
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && name != "not-found") complaints.Add(message.Text);
            };
            page.PageError += (_, error) => complaints.Add(error);
            await OpenAsync(page, path);
            Assert.Equal(language == "en" ? "en" : "zh-Hans", await page.GetAttributeAsync("html", "lang"));
            await Appearance.CheckAsync(page, name);
            Assert.True(complaints.Count == 0, $"{name}, {language}: {string.Join("; ", complaints)}");
            await page.Context.CloseAsync();
        }
    }

    /// <param name="path">A path, in which <c>{draft}</c> and the like stand for references; "path > selector" for the page behind the first such link; "path ! selector" for the page once that was pressed.</param>
    private async Task OpenAsync(IPage page, string path)
    {
        foreach (var (name, reference) in appeals.References) path = path.Replace($"{{{name}}}", reference, StringComparison.Ordinal);
        var pressed = path.Split(" ! ", 2);
        var parts = pressed[0].Split(" > ", 2);
        await page.GotoAsync(parts[0]);
        if (pressed.Length > 1) await page.ClickAsync(pressed[1]);
        if (parts.Length == 1) return;
        var link = await page.Locator(parts[1]).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No {parts[1]} on {parts[0]}.");
        await page.GotoAsync(link);
    }
}
