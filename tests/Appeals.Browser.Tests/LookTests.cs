using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>Every page in both languages, both themes, wide and narrow: axe finds nothing, nothing is wider than the screen, the console is silent.</summary>
/// <remarks>With <c>APPEALS_SCREENSHOTS</c> set to a folder, each is also photographed there.</remarks>
[Collection(nameof(Stage))]
public sealed class LookTests(Stage stage)
{
    private const string Lin = "lin.ji@demo.example", Ines = "ines.duarte@demo.example", Tan = "tan.mei@demo.example", Jonas = "jonas.weiss@demo.example";
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("APPEALS_SCREENSHOTS");

    /// <summary>Each value with each other's at least once; all of them when photographing.</summary>
    private static IEnumerable<(string Language, string Theme, int Width)> Dresses => Screenshots is null
        ? [("zh-CN", "light", 1440), ("zh-CN", "dark", 390), ("en", "dark", 1440), ("en", "light", 390)]
        : from language in new[] { "zh-CN", "en" } from theme in new[] { "light", "dark" } from width in new[] { 1440, 390 } select (language, theme, width);

    public static TheoryData<string, string?, string> Pages => new()
    {
        { "landing", null, "/" },
        { "sign-in", null, "/sign-in" },
        { "register", null, "/register" },
        { "forgot-password", null, "/forgot-password" },
        { "how-it-works", null, "/how-it-works" },
        { "how-we-keep-files", null, "/how-we-keep-files" },
        { "accessibility", null, "/accessibility" },
        { "mailbox", null, "/dev/mailbox" },
        { "not-found", null, "/no-such-page" },
        { "works", Lin, "/works" },
        { "appeals", Ines, "/appeals" },
        { "appeal", Ines, "/appeals > a[href^='/appeals/AP-']" },
        { "contest", Lin, "/works > a[href^='/contest/']" },
        { "account", Lin, "/account" },
        { "queue", Tan, "/queue" },
        { "desk", Tan, "/queue > a.ref" },
        { "dashboard", Jonas, "/dashboard" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InEveryDress_HasNothingWrong(string name, string? email, string path)
    {
        foreach (var (language, theme, width) in Dresses)
        {
            var page = await stage.SitDownAsync(language, email, width, 900, theme);
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && name != "not-found") complaints.Add(message.Text);
            };
            page.PageError += (_, error) => complaints.Add(error);
            await OpenAsync(page, path);
            var dress = $"{name}, {language}, {theme}, {width}";
            await PhotographAsync(page, $"{name}-{language}-{width}-{theme}");
            var axe = await page.RunAxe();
            Assert.True(axe.Violations.Length == 0, $"{dress}: " + string.Join("; ", axe.Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html).Take(3))}")));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{dress}: wider than the screen.");
            Assert.Equal(language == "en" ? "en" : "zh-Hans", await page.GetAttributeAsync("html", "lang"));
            Assert.True(complaints.Count == 0, $"{dress}: {string.Join("; ", complaints)}");
            await page.Context.CloseAsync();
        }
    }

    internal static async Task PhotographAsync(IPage page, string name)
    {
        if (Screenshots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), FullPage = true });
    }

    /// <param name="path">A path, or "path > selector" for the page behind the first such link.</param>
    private static async Task OpenAsync(IPage page, string path)
    {
        var parts = path.Split(" > ", 2);
        await page.GotoAsync(parts[0]);
        if (parts.Length == 1) return;
        var link = await page.Locator(parts[1]).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No {parts[1]} on {parts[0]}.");
        await page.GotoAsync(link);
    }
}
