using Appeals.Testing;
using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>The real server with the demo's people, and a real browser.</summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>Short, so that a test can see a decision leave.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(8);

    private IPlaywright _playwright = null!;

    public SiteProcess Site { get; } = new(("ServiceLevels:Undo", Undo.ToString()), ("Demo:ApiKey", ApiKey), ("Analysis:Lease", "00:00:03"), ("Evidence:UploadLease", "00:00:03"));
    public IBrowser Browser { get; private set; } = null!;

    public const string ApiKey = "apk_browser-tests-on-this-machine-only";

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await Site.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>A person at a machine of their own.</summary>
    public async Task<IPage> SitDownAsync(string language, string? email = null, int width = 1440, int height = 900, string theme = "light")
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Site.Address.ToString(),
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (email is null) return page;
        await page.GotoAsync("/sign-in");
        await page.ClickAsync($"button[name=email][value='{email}']");
        await page.GotoAsync($"/language/{language}?returnUrl=%2F");
        return page;
    }
}

[CollectionDefinition(nameof(Stage))]
public sealed class StageCollection : ICollectionFixture<Stage>;
