using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>What a creator does in the wizard, step by step.</summary>
internal static class CreatorSteps
{
    /// <summary>A page is there when its address is; pictures may follow.</summary>
    public static readonly PageWaitForURLOptions Arrived = new() { WaitUntil = WaitUntilState.Commit };

    /// <returns>The appeal's reference.</returns>
    public static async Task<string> ConfirmAndContestAsync(this IPage page, string work, string ground = "AiAssisted")
    {
        await page.GotoAsync("/works");
        await Card(page, work).Locator("form[action$='/confirm'] button").ClickAsync();
        await Card(page, work).Locator("a[href^='/contest/']").ClickAsync();
        await page.CheckAsync($"input[name=Ground][value={ground}]");
        await page.ClickAsync("form .actions button.primary");
        await page.WaitForURLAsync("**/draft/files", Arrived);
        return page.Url.Split('/')[^3];
    }

    public static async Task UploadAsync(this IPage page, string file)
    {
        await page.SetInputFilesAsync("[data-choose]", Path.Combine(DemoPlatform.Samples, file));
        await Expect(page.Locator(".upload[data-state=done]")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    public static async Task DeclareAsync(this IPage page)
    {
        // the layers stand on the page once the file was taken apart
        await Expect(page.Locator(".upload[data-state=done]")).ToContainTextAsync("22", new() { Timeout = 60_000 });
        await page.ReloadAsync();
        await page.CheckAsync("input[name=AiUse][value=Part]");
        await page.FillAsync("[name='Uses[0].Tool']", "Lumi Relight 2");
        await page.FillAsync("[name='Uses[0].Purpose']", "local lighting 局部光照");
        await page.Locator(".picklist label").Filter(new() { HasText = "局部光 02" }).Locator("input").First.CheckAsync();
        await page.CheckAsync("input[name=Signed][type=checkbox]");
        await page.NextStepAsync("words");
    }

    /// <param name="step">The step that should open.</param>
    public static async Task NextStepAsync(this IPage page, string step)
    {
        await page.ClickAsync("form[data-autosave] .actions button.primary");
        await page.WaitForURLAsync("**/draft/" + step, Arrived);
    }

    public static async Task FileAsync(this IPage page, string statement)
    {
        await page.FillAsync("[name=Statement]", statement);
        await page.NextStepAsync("check");
        await page.ClickAsync("form[action$='/draft/check'] button.primary");
        await page.WaitForURLAsync("**/receipt", Arrived);
    }

    public static async Task SeeFindingsAsync(this IPage page, string reference)
    {
        await page.GotoAsync($"/appeals/{reference}");
        await Expect(page.Locator(".grade").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(page.Locator(".finding").First).ToBeVisibleAsync();
    }

    private static ILocator Card(IPage page, string work) => page.Locator("article, li, section").Filter(new() { HasText = work }).Last;
}
