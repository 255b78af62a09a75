using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>An open page learns what others do, without being loaded again and without taking away what somebody writes.</summary>
[Collection(nameof(OneServer))]
public sealed partial class LivePageTests(OneServer stage)
{
    [Fact]
    public async Task AppealPage_WhenAReviewerClaims_ShowsItByItself()
    {
        var creator = await stage.SitDownAsync("en", People.Ines);
        var reviewer = await stage.SitDownAsync("en", People.Sana);
        var reference = await WaitingAsync(creator, reviewer);
        var live = creator.WaitForResponseAsync($"**/live/appeals/{reference}");
        await creator.GotoAsync($"/appeals/{reference}");
        await live;
        await creator.EvaluateAsync("window.sameDocument = true");
        var before = await creator.InnerTextAsync("#state");
        await creator.Locator("textarea").First.FillAsync("I am writing");

        await reviewer.GotoAsync($"/queue?find={reference}");
        await reviewer.ClickAsync($"form[action='/desk/{reference}/claim'] button");

        await Expect(creator.Locator("#state")).Not.ToHaveTextAsync(before);
        Assert.True(await creator.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Equal("I am writing", await creator.Locator("textarea").First.InputValueAsync());
        await creator.Context.CloseAsync();
        await reviewer.Context.CloseAsync();
    }

    /// <summary>One of the creator's appeals that stands in the queue.</summary>
    private static async Task<string> WaitingAsync(IPage creator, IPage reviewer)
    {
        await creator.GotoAsync("/appeals");
        await reviewer.GotoAsync("/queue");
        var mine = References().Matches(await creator.ContentAsync()).Select(m => m.Value).ToHashSet();
        var forms = await reviewer.Locator("form[action$='/claim']").EvaluateAllAsync<string[]>("forms => forms.map(f => f.getAttribute('action'))");
        return forms.Select(action => References().Match(action).Value).First(mine.Contains);
    }

    [GeneratedRegex("AP-[A-Z0-9]{6}")]
    private static partial Regex References();
}
