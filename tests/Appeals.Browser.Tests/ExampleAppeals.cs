using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>Appeals of Lin Ji's at different stages, to look at. They are left as they are.</summary>
public sealed class ExampleAppeals(OneServer stage) : IAsyncLifetime
{
    private const string Painting = "lantern-bay.psd";

    /// <summary>Stage → reference: <c>draft</c> and <c>filed</c> with a painting and a declaration, <c>question</c> waits for an answer, <c>decided</c> is over.</summary>
    public Dictionary<string, string> References { get; } = [];

    public async Task InitializeAsync()
    {
        await AddAsync("question", "88120934");
        await AddAsync("decided", "86011208");
        var page = await stage.SitDownAsync("zh-CN", People.Lin);
        foreach (var name in new[] { "filed", "draft" })
        {
            await stage.Platform.LabelAsync($"example-{name}");
            References[name] = await page.ConfirmAndContestAsync($"example-{name}");
            await page.UploadAsync(Painting);
            await page.DeclareAsync();
            if (name == "filed") await page.FileAsync("只有灯光用了 AI。");
        }
        await page.SeeFindingsAsync(References["filed"]);
        await Expect(page.Locator(".finding").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task AddAsync(string name, string work)
    {
        await using var db = stage.Site.Open();
        References[name] = await db.Appeals.Where(a => a.Work.ExternalId == work).Select(a => a.Reference).SingleAsync();
    }
}
