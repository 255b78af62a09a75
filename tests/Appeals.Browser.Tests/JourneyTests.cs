using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Appeals.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>An appeal from the platform's label to a delivered mail, as a platform, a creator and a reviewer see it.</summary>
[Collection(nameof(Stage))]
public sealed class JourneyTests(Stage stage)
{
    private const string Creator = "lin.ji@demo.example";
    private const string Reviewer = "tan.mei@demo.example";
    /// <summary>A page is there when its address is; pictures may follow.</summary>
    private static readonly PageWaitForURLOptions Arrived = new() { WaitUntil = WaitUntilState.Commit };
    private static readonly string Sample = Path.Combine(Repository.Root, "src", "Appeals.Web", "Demo", "Files");

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Appeal_FromLabelToMail_TravelsTheWholeWay(string language)
    {
        var work = $"journey-{language}";
        await LabelAsync(work);
        var creator = await stage.SitDownAsync(language, Creator);
        var reviewer = await stage.SitDownAsync(language, Reviewer);
        var reference = await ConfirmAndContestAsync(creator, work);
        await UploadInterruptedAsync(creator);
        await DeclareAsync(creator);
        await FileAsync(creator);
        Assert.Equal(("contested", reference), await StandingAsync(work));

        await SeeFindingsAsync(creator, reference);
        await ClaimAsync(reviewer, reference);
        await AskAsync(reviewer, creator, reference);
        await ClaimAsync(reviewer, reference);
        await DecideAsync(reviewer, "LabelRemoved");
        await UndoAsync(reviewer, reference);
        await DecideAsync(reviewer, "RelabelledAiAssisted");
        Assert.Equal("contested", (await StandingAsync(work)).State);

        await Until.HoldsAsync(async () => (await StandingAsync(work)).State == "relabelled", TimeSpan.FromSeconds(30), () => "The decision did not take effect.\n" + stage.Site.Log);
        await SeeDecisionAsync(creator, reference);
        await SeeMailAsync(creator, reference);
        await creator.Context.CloseAsync();
        await reviewer.Context.CloseAsync();
    }

    private async Task LabelAsync(string work)
    {
        using var http = Platform();
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(new
        {
            title = "渡口夜灯 " + work,
            url = "https://huajian.example/w/" + work,
            publishedAt = "2026-11-01T08:00:00Z",
            commercialUse = true,
            language = "zh-CN",
            creator = new { externalId = "u-17", displayName = "Lin Ji", email = Creator },
            label = new
            {
                tier = "suspected",
                origin = "detector",
                detector = new { name = "SynthScan", version = "3.2", score = 0.93 },
                appliedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddMonths(10),
                informedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddMonths(10),
                facts = "The detector gave 0.93.",
                ground = "Community rules, 4.2",
                clause = "4.2",
                clauseUrl = "https://huajian.example/rules#4.2",
                automatedDecision = "fully",
                effects = new { notice = "疑似 AI 生成", reachMultiplier = 0.1, monetised = true },
            },
        }), "work");
        var picture = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Sample, "lantern-bay.jpg")));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(picture, "picture", "published.jpg");
        var answer = await http.PutAsync(new Uri($"/api/v1/works/{work}", UriKind.Relative), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> ConfirmAndContestAsync(IPage page, string work)
    {
        await page.GotoAsync("/works");
        var card = page.Locator("article, li, section").Filter(new() { HasText = work }).Last;
        await card.Locator("form[action$='/confirm'] button").ClickAsync();
        await page.Locator("article, li, section").Filter(new() { HasText = work }).Last.Locator("a[href^='/contest/']").ClickAsync();
        await page.CheckAsync("input[name=Ground][value=AiAssisted]");
        await page.ClickAsync("form .actions button.primary");
        await page.WaitForURLAsync("**/draft/files", Arrived);
        return page.Url.Split('/')[^3];
    }

    /// <summary>The server dies in the middle of the upload and comes back; the upload goes on where it stopped.</summary>
    private async Task UploadInterruptedAsync(IPage page)
    {
        var network = await page.Context.NewCDPSessionAsync(page);
        await ThrottleAsync(network, bytesPerSecond: 600_000);
        await page.SetInputFilesAsync("[data-choose]", Path.Combine(Sample, "lantern-bay.psd"));
        await page.WaitForFunctionAsync("() => { const bar = document.querySelector('.upload progress'); return bar && bar.value > 20 && bar.value < 90; }");
        await stage.Site.KillAsync();
        await stage.Site.StartAsync();
        await ThrottleAsync(network, bytesPerSecond: -1);
        var again = page.Locator(".upload [data-act=again]:visible, .upload [data-act=continue]:visible");
        var done = page.Locator(".upload[data-state=done]");
        await Expect(again.Or(done).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (await again.CountAsync() > 0) await again.First.ClickAsync();
        await Expect(done).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Expect(done).ToContainTextAsync("22");
    }

    private static async Task DeclareAsync(IPage page)
    {
        await page.ReloadAsync();
        await page.CheckAsync("input[name=AiUse][value=Part]");
        await page.FillAsync("[name='Uses[0].Tool']", "Lumi Relight 2");
        await page.FillAsync("[name='Uses[0].Purpose']", "local lighting 局部光照");
        await page.Locator(".picklist label").Filter(new() { HasText = "局部光 02" }).Locator("input").First.CheckAsync();
        await page.CheckAsync("input[name=Signed][type=checkbox]");
        await page.ClickAsync("form[data-autosave] .actions button.primary");
        await page.WaitForURLAsync("**/draft/words", Arrived);
    }

    private static async Task FileAsync(IPage page)
    {
        await page.FillAsync("[name=Statement]", "我一笔一笔画的，只有灯光用了 AI。<script>alert(1)</script>");
        await page.ClickAsync("form[data-autosave] .actions button.primary");
        await page.WaitForURLAsync("**/draft/check", Arrived);
        await page.ClickAsync("form[action$='/draft/check'] button.primary");
        await page.WaitForURLAsync(url => !url.EndsWith("/draft/check", StringComparison.Ordinal), Arrived);
    }

    private static async Task SeeFindingsAsync(IPage page, string reference)
    {
        await page.GotoAsync($"/appeals/{reference}");
        await Expect(page.Locator(".grade").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(page.Locator(".finding").First).ToBeVisibleAsync();
    }

    private static async Task ClaimAsync(IPage page, string reference)
    {
        await page.GotoAsync($"/queue?find={reference}");
        await page.ClickAsync($"form[action='/desk/{reference}/claim'] button");
        await page.WaitForURLAsync($"**/desk/{reference}", Arrived);
        await Expect(page.Locator(".layer")).ToHaveCountAsync(22);
        await Expect(page.Locator("#claim")).ToBeVisibleAsync();
        await LookTests.PhotographAsync(page, $"desk-at-work-{await page.GetAttributeAsync("html", "lang")}");
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
        await page.WaitForURLAsync($"**/desk/{reference}", Arrived);
        await Expect(page.Locator("#decide")).ToBeVisibleAsync();
    }

    private static async Task SeeDecisionAsync(IPage page, string reference)
    {
        await page.GotoAsync($"/appeals/{reference}");
        await Expect(page.Locator("main")).ToContainTextAsync("The layers make the picture");
        await LookTests.PhotographAsync(page, $"letter-{await page.GetAttributeAsync("html", "lang")}");
    }

    private async Task SeeMailAsync(IPage page, string reference)
    {
        await Until.HoldsAsync(async () =>
        {
            await page.GotoAsync("/dev/mailbox");
            return await page.GetByText(reference).CountAsync() >= 3;
        }, TimeSpan.FromSeconds(30), () => "The mails did not arrive.\n" + stage.Site.Log);
    }

    private async Task<(string State, string? Appeal)> StandingAsync(string work)
    {
        using var http = Platform();
        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/works/{work}", UriKind.Relative));
        return (answer.GetProperty("label").GetProperty("state").GetString()!, answer.GetProperty("appeal").GetString());
    }

    private HttpClient Platform()
    {
        var http = new HttpClient { BaseAddress = stage.Site.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Stage.ApiKey);
        return http;
    }

    private static Task ThrottleAsync(ICDPSession network, int bytesPerSecond) => network.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
    {
        ["offline"] = false,
        ["latency"] = 0,
        ["downloadThroughput"] = -1,
        ["uploadThroughput"] = bytesPerSecond,
    });
}
