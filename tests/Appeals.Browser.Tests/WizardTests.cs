using System.Globalization;
using System.Text.RegularExpressions;
using Appeals.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>The wizard by hand: an area drawn with the mouse, two tabs, no scripts, and a change of mind.</summary>
[Collection(nameof(OneServer))]
public sealed class WizardTests(OneServer stage)
{
    [Fact]
    public async Task Area_WhenDrawnOnThePicture_IsWrittenInPerCentAndKept()
    {
        var page = await stage.SitDownAsync("en", People.Lin);
        var reference = await StartAsync(page, "wizard-area");
        await page.CheckAsync("input[name=AiUse][value=Part]");
        await page.Locator("details", new() { Has = page.Locator("[data-area]") }).First.Locator("summary").ClickAsync();
        var picture = page.Locator("[data-pick]").First;
        // the picture makes room for itself when it arrives
        await Until.HoldsAsync(() => picture.Locator("img").EvaluateAsync<bool>("img => img.complete && img.naturalWidth > 0"), TimeSpan.FromSeconds(60), () => "The picture did not arrive.");
        var box = (await picture.BoundingBoxAsync())!;
        await picture.DragToAsync(picture, new()
        {
            SourcePosition = new() { X = box.Width * 0.25f, Y = box.Height * 0.5f },
            TargetPosition = new() { X = box.Width * 0.75f, Y = box.Height * 0.9f },
        });
        await Expect(page.Locator("[name='Uses[0].Height']")).ToHaveValueAsync(new Regex("^(39|40)"));
        await page.FillAsync("[name='Uses[0].Tool']", "Lumi Relight 2");
        await page.FillAsync("[name='Uses[0].Purpose']", "light");
        await page.CheckAsync("input[name=Signed][type=checkbox]");
        await page.NextStepAsync("words");

        await page.GotoAsync($"/appeals/{reference}/draft/files");
        foreach (var (field, expected) in new[] { ("Left", 25), ("Top", 50), ("Width", 50), ("Height", 40) })
            Assert.Equal(expected, double.Parse(await page.Locator($"[name='Uses[0].{field}']").InputValueAsync(), CultureInfo.InvariantCulture), 1.0);
        await page.Context.CloseAsync();
    }

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
