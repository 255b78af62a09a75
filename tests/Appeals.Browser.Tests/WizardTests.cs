using Appeals.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>The wizard in two tabs, without scripts, and with a change of mind.</summary>
[Collection(nameof(OneServer))]
public sealed class WizardTests(OneServer stage)
{
    [Fact]
    public async Task TwoTabs_WhenBothWrite_LoseNeitherText()
    {
        var one = await stage.SitDownAsync("en", People.Lin);
        var reference = await StartAsync(one, "wizard-tabs");
        var two = await one.Context.NewPageAsync();
        await one.GotoAsync($"/appeals/{reference}/draft/words");
        await two.GotoAsync($"/appeals/{reference}/draft/words");

        await one.FillAsync("[name=Statement]", "Written in the first tab.");
        await one.NextStepAsync("check");
        await two.FillAsync("[name=Statement]", "Written in the second tab.");
        await two.ClickAsync("form[data-autosave] .actions button.primary");

        await Expect(two.Locator("main")).ToContainTextAsync("Written in the first tab.");
        await Expect(two.Locator("[name=Statement]")).ToHaveValueAsync("Written in the second tab.");
        await two.NextStepAsync("check");
        await Expect(two.Locator("main")).ToContainTextAsync("Written in the second tab.");
        await one.Context.CloseAsync();
    }

    [Fact]
    public async Task Area_WhenDrawnOnThePicture_IsKeptInPerCent()
    {
        var page = await stage.SitDownAsync("en", People.Lin);
        await StartAsync(page, "wizard-area");
        var picture = page.Locator("[data-pick]").First;
        // until the picture has been read there is nothing to draw on
        await Until.HoldsAsync(async () => await page.ReloadAsync() is not null && await picture.CountAsync() > 0, TimeSpan.FromSeconds(60), () => "The picture was not read.\n" + stage.Log);
        await page.RunAndWaitForResponseAsync(() => page.CheckAsync("input[name=AiUse][value=Part]"), answer => answer.Request.Method == "POST");
        await page.Locator(".uses details > summary").First.ClickAsync();
        await picture.ScrollIntoViewIfNeededAsync();
        var box = await picture.BoundingBoxAsync() ?? throw new InvalidOperationException("The picture is not there.");
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + (box.Height * 0.25f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.75f), box.Y + (box.Height * 0.65f), new() { Steps = 4 });
        await page.RunAndWaitForResponseAsync(() => page.Mouse.UpAsync(), answer => answer.Request.Method == "POST");
        await page.ReloadAsync();

        foreach (var (field, share) in new[] { ("Left", 25.0), ("Top", 25.0), ("Width", 50.0), ("Height", 40.0) })
            Assert.Equal(share, await page.Locator($"[name='Uses[0].{field}']").EvaluateAsync<double>("field => field.valueAsNumber"), 0.5);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Appeal_WithoutScripts_CanBeFiledWithOneSentence()
    {
        await stage.Platform.LabelAsync("wizard-plain");
        var page = await stage.SitDownAsync("zh-CN", People.Lin, scripts: false);
        var reference = await page.ConfirmAndContestAsync("wizard-plain", "Other");
        await page.CheckAsync("input[name=AiUse][value=None]");
        await page.CheckAsync("input[name=Signed][type=checkbox]");
        await page.NextStepAsync("words");
        await page.FileAsync("这是我画的。");
        await Expect(page.Locator("main")).ToContainTextAsync(reference);
        Assert.Equal(("contested", reference), await stage.Platform.StandingAsync("wizard-plain"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Appeal_WhenWithdrawn_MayBeFiledAgain()
    {
        var page = await stage.SitDownAsync("en", People.Lin);
        var reference = await StartAsync(page, "wizard-withdrawn");
        await page.CheckAsync("input[name=AiUse][value=None]");
        await page.CheckAsync("input[name=Signed][type=checkbox]");
        await page.NextStepAsync("words");
        await page.FileAsync("I drew this.");
        await page.GotoAsync($"/appeals/{reference}");
        await page.ClickAsync("button[commandfor=withdraw]");
        await page.ClickAsync($"form[action='/appeals/{reference}/withdraw'] button:not([type=button])");
        await Expect(page.Locator("button[commandfor=withdraw]")).ToHaveCountAsync(0);
        Assert.Equal("active", (await stage.Platform.StandingAsync("wizard-withdrawn")).LabelState);

        await page.GotoAsync("/works");
        await Expect(page.Locator("article, li, section").Filter(new() { HasText = "wizard-withdrawn" }).Last.Locator("a[href^='/contest/']")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private async Task<string> StartAsync(IPage page, string work)
    {
        await stage.Platform.LabelAsync(work);
        return await page.ConfirmAndContestAsync(work);
    }
}
