using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>How an open page looks in each dress: axe finds nothing, no text leaves its card, nothing is wider than the screen.</summary>
internal static class Appearance
{
    private const int Wide = 1440;
    private const int Narrow = 390;

    /// <summary>Texts that reach beyond the card they stand in, unless it or something between them clips or scrolls.</summary>
    private const string Spills = """
        () => [...document.querySelectorAll('.work, .panel, .finding, .msg, .upload')].flatMap(card => {
          const edge = card.getBoundingClientRect().right + 1;
          const clipped = element => getComputedStyle(element).overflowX !== 'visible' || element !== card && clipped(element.parentElement);
          return [...card.querySelectorAll('*')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 2 && e.getBoundingClientRect().right > edge && !clipped(e))
            .map(e => e.outerHTML.slice(0, 120));
        })
        """;

    /// <summary>Where pictures of pages are put, if anywhere (<c>APPEALS_SCREENSHOTS</c>).</summary>
    public static string? Screenshots { get; } = Environment.GetEnvironmentVariable("APPEALS_SCREENSHOTS");

    /// <summary>One dress, another for the next page, or all four when photographing. The page is not loaded again.</summary>
    public static async Task CheckAsync(IPage page, string name)
    {
        var language = await page.GetAttributeAsync("html", "lang") == "en" ? "en" : "zh-CN";
        (ColorScheme Theme, int Width)[] dresses = [(ColorScheme.Light, Wide), (ColorScheme.Dark, Narrow), (ColorScheme.Dark, Wide), (ColorScheme.Light, Narrow)];
        foreach (var (theme, width) in Screenshots is not null ? dresses : [dresses[name.Length / 2 % dresses.Length]])
            await CheckAsync(page, $"{name}-{language}", theme, width);
    }

    /// <summary>As it stands, if somebody wants pictures.</summary>
    public static async Task PhotographAsync(IPage page, string name)
    {
        if (Screenshots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), FullPage = true });
    }

    private static async Task CheckAsync(IPage page, string name, ColorScheme theme, int width)
    {
        var dress = $"{name}-{width}-{theme}";
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.SetViewportSizeAsync(width, 900);
        await PhotographAsync(page, dress);
        // a mail stands in a frame of its own in which no script runs, axe's neither
        var axe = await page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.True(axe.Violations.Length == 0, $"{dress}: " + string.Join("; ", axe.Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html).Take(3))}")));
        var spills = await page.EvaluateAsync<string[]>(Spills);
        Assert.True(spills.Length == 0, $"{dress}: out of its card: {string.Join("; ", spills)}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{dress}: wider than the screen.");
    }
}
