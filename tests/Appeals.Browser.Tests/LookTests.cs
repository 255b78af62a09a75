using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>Every page, whatever its language, theme and width: axe finds nothing, nothing is wider than the screen, the console is silent.</summary>
/// <remarks>With <c>APPEALS_SCREENSHOTS</c> set to a folder, each is looked at and photographed in both languages, both themes, wide and narrow.</remarks>
[Collection(nameof(OneServer))]
public sealed class LookTests(OneServer stage, ExampleAppeals appeals) : IClassFixture<ExampleAppeals>
{
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("APPEALS_SCREENSHOTS");

    private static readonly string[] Languages = ["zh-CN", "en"];

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
        { "receipt", People.Lin, "/appeals/{filed}/receipt" },
        { "appeal", People.Lin, "/appeals/{filed}" },
        { "appeal-question", People.Lin, "/appeals/{question}" },
        { "letter", People.Lin, "/appeals/{decided}" },
        { "account", People.Lin, "/account" },
        { "queue", People.Tan, "/queue" },
        { "desk", People.Tan, "/desk/{filed}" },
        { "dashboard", People.Jonas, "/dashboard" },
    };

    /// <summary>Texts that reach beyond the card they stand in, unless something between them clips or scrolls.</summary>
    private const string Spills = """
        () => [...document.querySelectorAll('.work, .panel, .finding, .msg, .upload')].flatMap(card => {
          const edge = card.getBoundingClientRect().right + 1;
          const clipped = element => element !== card && (getComputedStyle(element).overflowX !== 'visible' || clipped(element.parentElement));
          return [...card.querySelectorAll('*')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 2 && e.getBoundingClientRect().right > edge && !clipped(e))
            .map(e => e.outerHTML.slice(0, 120));
        })
        """;

    /// <summary>A dress is put on without loading the page again. One of two unlike ones in every run; all of them when photographing.</summary>
    private static IEnumerable<(string Language, ColorScheme Theme, int Width)> DressesOf(string name) =>
        Screenshots is not null
            ? from language in Languages from theme in new[] { ColorScheme.Light, ColorScheme.Dark } from width in new[] { 1440, 390 } select (language, theme, width)
            : name.Length % 2 == 0 ? [("zh-CN", ColorScheme.Light, 1440)] : [("en", ColorScheme.Dark, 390)];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InEveryDress_HasNothingWrong(string name, string? email, string path)
    {
        foreach (var dresses in DressesOf(name).GroupBy(dress => dress.Language))
        {
            var language = dresses.Key;
            var page = await stage.SitDownAsync(language, email);
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && name != "not-found") complaints.Add(message.Text);
            };
            page.PageError += (_, error) => complaints.Add(error);
            await OpenAsync(page, path);
            Assert.Equal(language == "en" ? "en" : "zh-Hans", await page.GetAttributeAsync("html", "lang"));
            foreach (var (_, theme, width) in dresses) await LookAsync(page, $"{name}-{language}", theme, width);
            Assert.True(complaints.Count == 0, $"{name}, {language}: {string.Join("; ", complaints)}");
            await page.Context.CloseAsync();
        }
    }

    internal static async Task PhotographAsync(IPage page, string name)
    {
        if (Screenshots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), FullPage = true });
    }

    private static async Task LookAsync(IPage page, string name, ColorScheme theme, int width)
    {
        var dress = $"{name}-{width}-{theme}";
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.SetViewportSizeAsync(width, 900);
        await PhotographAsync(page, dress);
        // a mail stands in a frame of its own in which no script runs, axe's neither
        var axe = await page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.True(axe.Violations.Length == 0, $"{dress}: " + string.Join("; ", axe.Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html).Take(3))}")));
        Assert.Empty(await page.EvaluateAsync<string[]>(Spills));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{dress}: wider than the screen.");
    }

    /// <param name="path">A path, in which <c>{draft}</c> and the like stand for references; or "path > selector" for the page behind the first such link.</param>
    private async Task OpenAsync(IPage page, string path)
    {
        foreach (var (name, reference) in appeals.References) path = path.Replace($"{{{name}}}", reference, StringComparison.Ordinal);
        var parts = path.Split(" > ", 2);
        await page.GotoAsync(parts[0]);
        if (parts.Length == 1) return;
        var link = await page.Locator(parts[1]).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No {parts[1]} on {parts[0]}.");
        await page.GotoAsync(link);
    }
}
