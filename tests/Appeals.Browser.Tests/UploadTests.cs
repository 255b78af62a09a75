using System.Globalization;
using System.Security.Cryptography;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>What a creator does with files: several at once, pause, a closed tab, cancel, remove, and a file that cannot be.</summary>
[Collection(nameof(OneServer))]
public sealed class UploadTests(OneServer stage) : IDisposable
{
    private const int Slow = 800_000;
    private const int Length = 16_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("appeals-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, string, string> Languages
    {
        get
        {
            var languages = new TheoryData<string, string, string, string> { { "en", "Photoshop document", "no content", "Paused" } };
            if (Appearance.Screenshots is not null) languages.Add("zh-CN", "Photoshop 文档", "没有任何内容", "已暂停");
            return languages;
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Files_WhenPausedClosedAndChosenAgain_GoOnWhereTheyStopped(string language, string format, string empty, string paused)
    {
        var creator = await stage.SitDownAsync(language, People.Lin);
        await stage.Platform.LabelAsync($"upload-{language}");
        var reference = await creator.ConfirmAndContestAsync($"upload-{language}", "WhollyHuman");
        var address = creator.Url;
        await ThrottleAsync(creator, Slow);
        var (painting, film, nothing) = (await FileAsync("painting.psd", "8BPS\0\u0001"u8.ToArray()), await FileAsync("process.mp4", "\0\0\0\u0018ftypisom"u8.ToArray()), await FileAsync("empty.kra", []));

        await creator.SetInputFilesAsync("[data-choose]", [painting, film, nothing]);
        await Expect(Row(creator, "empty.kra")).ToHaveAttributeAsync("data-state", "failed");
        await Expect(Row(creator, "empty.kra")).ToContainTextAsync(empty);
        await HasReachedAsync(creator, "painting.psd", 8);
        await Row(creator, "painting.psd").Locator("[data-act=pause]").ClickAsync();
        await Expect(Row(creator, "painting.psd").Locator(".state")).ToHaveTextAsync(paused);
        await HasReachedAsync(creator, "process.mp4", 8);
        await creator.CloseAsync();

        var again = await creator.Context.NewPageAsync();
        await again.GotoAsync(address);
        await Expect(again.Locator(".upload[data-state=paused]")).ToHaveCountAsync(2);
        await ThrottleAsync(again, Slow);
        await again.SetInputFilesAsync("[data-choose]", [painting, film]);
        await Expect(again.Locator(".upload")).ToHaveCountAsync(2);
        await HasReachedAsync(again, "painting.psd", 16);
        await Row(again, "process.mp4").Locator("[data-act=cancel]").ClickAsync();
        await Expect(Row(again, "process.mp4")).ToHaveCountAsync(0);
        await ThrottleAsync(again, -1);
        await Expect(Row(again, "painting.psd")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });
        await Expect(Row(again, "painting.psd").Locator(".state")).ToContainTextAsync(format);

        await using var db = stage.Site.Open();
        var file = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync(f => f.Appeal.Reference == reference);
        Assert.Equal(await SHA256.HashDataAsync(File.OpenRead(painting)), file.StoredFile.Sha256);
        Assert.Empty(await db.Uploads.Where(u => u.AppealId == file.AppealId && u.EvidenceFileId == null).ToListAsync());

        await Row(again, "painting.psd").Locator("[data-act=remove]").ClickAsync();
        await Expect(again.Locator(".upload")).ToHaveCountAsync(0);
        await again.ReloadAsync();
        await Expect(again.Locator(".upload")).ToHaveCountAsync(0);
        await creator.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string name) => page.Locator(".upload").Filter(new() { HasText = name });

    private static async Task HasReachedAsync(IPage page, string name, int percent) => await Until.HoldsAsync(
        async () => double.Parse(await Row(page, name).Locator("progress").GetAttributeAsync("value") ?? "0", CultureInfo.InvariantCulture) >= percent,
        TimeSpan.FromSeconds(60), () => $"{name} did not reach {percent} %.");

    private static async Task ThrottleAsync(IPage page, int bytesPerSecond)
    {
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = bytesPerSecond,
        });
    }

    private async Task<string> FileAsync(string name, byte[] head)
    {
        var path = Path.Combine(_folder, name);
        if (head.Length > 0) await File.WriteAllBytesAsync(path, [.. head, .. RandomNumberGenerator.GetBytes(Length)]);
        else await File.WriteAllBytesAsync(path, []);
        return path;
    }
}
