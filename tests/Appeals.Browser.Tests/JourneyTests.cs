using Appeals.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

[Collection(nameof(OneServer))]
public sealed class JourneyTests(OneServer house) : Journey(house)
{
    public static TheoryData<string> Languages => LanguagesWith("zh-CN");

    [Theory, MemberData(nameof(Languages))]
    public Task Appeal_FromLabelToMail_TravelsTheWholeWay(string language) => TravelAsync(language);
}

/// <summary>Every request may meet another process than the one before.</summary>
[Collection(nameof(Cluster))]
public sealed class ClusterJourneyTests(Cluster house) : Journey(house)
{
    public static TheoryData<string> Languages => LanguagesWith("en");

    [Theory, MemberData(nameof(Languages))]
    public Task Appeal_AcrossProcesses_TravelsTheWholeWay(string language) => TravelAsync(language);
}

/// <summary>An appeal from the platform's label to a delivered mail, as a platform, a creator and a reviewer see it.</summary>
public abstract class Journey(Stage stage)
{
    /// <summary>A run travels once in each language; with <c>APPEALS_TEST_WHOLE</c> in both of them in either house.</summary>
    protected static TheoryData<string> LanguagesWith(string always) =>
        Environment.GetEnvironmentVariable("APPEALS_TEST_WHOLE") is { Length: > 0 } ? ["zh-CN", "en"] : [always];

    private const string Statement = "我一笔一笔画的，只有灯光用了 AI。<script>alert(1)</script>";

    protected async Task TravelAsync(string language)
    {
        var work = $"journey-{language}";
        await stage.Platform.LabelAsync(work);
        var creator = await stage.SitDownAsync(language, People.Lin);
        var reviewer = await stage.SitDownAsync(language, People.Tan);
        var reference = await creator.ConfirmAndContestAsync(work);
        await UploadInterruptedAsync(creator);
        await creator.DeclareAsync();
        await creator.FileAsync(Statement);
        Assert.Equal(("contested", reference), await stage.Platform.StandingAsync(work));

        await creator.SeeFindingsAsync(reference);
        await ClaimAsync(reviewer, reference);
        await AskAsync(reviewer, creator, reference);
        await ClaimAsync(reviewer, reference);
        await DecideAsync(reviewer, "LabelRemoved");
        await UndoAsync(reviewer, reference);
        await DecideAsync(reviewer, "RelabelledAiAssisted");
        Assert.Equal("contested", (await stage.Platform.StandingAsync(work)).LabelState);

        await Until.HoldsAsync(async () => (await stage.Platform.StandingAsync(work)).LabelState == "relabelled", TimeSpan.FromSeconds(30), () => "The decision did not take effect.\n" + stage.Log);
        await SeeDecisionAsync(creator, reference);
        await SeeMailAsync(creator, reference);
        await creator.Context.CloseAsync();
        await reviewer.Context.CloseAsync();
    }

    /// <summary>The server dies in the middle of the upload and comes back; the upload goes on where it stopped.</summary>
    private async Task UploadInterruptedAsync(IPage page)
    {
        var network = await page.Context.NewCDPSessionAsync(page);
        await ThrottleAsync(network, bytesPerSecond: 600_000);
        await page.SetInputFilesAsync("[data-choose]", Path.Combine(DemoPlatform.Samples, "lantern-bay.psd"));
        await page.WaitForFunctionAsync("() => { const bar = document.querySelector('.upload progress'); return bar && bar.value > 20 && bar.value < 90; }");
        await stage.Site.KillAsync();
        await stage.Site.StartAsync();
        await ThrottleAsync(network, bytesPerSecond: -1);
        var again = page.Locator(".upload [data-act=again]:visible, .upload [data-act=continue]:visible");
        var done = page.Locator(".upload[data-state=done]");
        await Expect(again.Or(done).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (await again.CountAsync() > 0) await again.First.ClickAsync();
        await Expect(done).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    private static async Task ClaimAsync(IPage page, string reference)
    {
        await page.GotoAsync($"/queue?find={reference}");
        await page.ClickAsync($"form[action='/desk/{reference}/claim'] button");
        await page.WaitForURLAsync($"**/desk/{reference}", CreatorSteps.Arrived);
        await Expect(page.Locator(".layer")).ToHaveCountAsync(22);
        await Expect(page.Locator("#claim")).ToBeVisibleAsync();
        await Appearance.PhotographAsync(page, $"desk-at-work-{await page.GetAttributeAsync("html", "lang")}");
    }

    private static async Task AskAsync(IPage reviewer, IPage creator, string reference)
    {
        await reviewer.Keyboard.PressAsync("q");
        await reviewer.FillAsync("#question", "Which layer did the tool light? 哪个图层？");
        await reviewer.ClickAsync("#ask button.primary");
        await Expect(reviewer.Locator("#claim")).ToHaveCountAsync(0);
        await creator.GotoAsync($"/appeals/{reference}");
        await Expect(creator.Locator("main .chip[data-tone=you]").First).ToBeVisibleAsync();
        await creator.FillAsync("#answer textarea", "局部光 02, nothing else.");
        await creator.ClickAsync("#answer button");
        await Expect(creator.Locator("main .chip[data-tone=you]")).ToHaveCountAsync(0);
    }

    private static async Task DecideAsync(IPage page, string outcome)
    {
        await page.CheckAsync($"input[name=Outcome][value={outcome}]");
        await page.SelectOptionAsync("select[name=Clause]", new SelectOptionValue { Index = 1 });
        await page.FillAsync("textarea[name=Reasons]", "The layers make the picture; one declared layer was lit by AI.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".toast")).ToBeVisibleAsync();
    }

    private static async Task UndoAsync(IPage page, string reference)
    {
        await page.ClickAsync(".toast button");
        await page.WaitForURLAsync($"**/desk/{reference}", CreatorSteps.Arrived);
        await Expect(page.Locator("#decide")).ToBeVisibleAsync();
    }

    private static async Task SeeDecisionAsync(IPage page, string reference)
    {
        await page.GotoAsync($"/appeals/{reference}");
        await Expect(page.Locator("main")).ToContainTextAsync("The layers make the picture");
        await Appearance.PhotographAsync(page, $"letter-{await page.GetAttributeAsync("html", "lang")}");
    }

    private async Task SeeMailAsync(IPage page, string reference)
    {
        await Until.HoldsAsync(async () =>
        {
            await page.GotoAsync("/dev/mailbox");
            return await page.GetByText(reference).CountAsync() >= 3;
        }, TimeSpan.FromSeconds(30), () => "The mails did not arrive.\n" + stage.Log);
    }

    private static Task ThrottleAsync(ICDPSession network, int bytesPerSecond) => network.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
    {
        ["offline"] = false,
        ["latency"] = 0,
        ["downloadThroughput"] = -1,
        ["uploadThroughput"] = bytesPerSecond,
    });
}
