using Appeals.Testing;
using Microsoft.Playwright;

namespace Appeals.Browser.Tests;

/// <summary>The real house with the demo's people, and a real browser.</summary>
public abstract class Stage : IAsyncLifetime
{
    /// <summary>Short, so that a test can see a decision leave.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(8);

    private readonly Dictionary<(string Email, string Language), string> _signedIn = [];
    private IPlaywright _playwright = null!;

    /// <summary>The process that a test may kill; there is always a way to its database.</summary>
    public SiteProcess Site { get; private set; } = null!;
    /// <summary>Where browsers and platforms come in.</summary>
    public abstract Uri Entrance { get; }
    /// <summary>What the processes wrote, for a failed test's message.</summary>
    public abstract string Log { get; }
    public DemoPlatform Platform => new(Entrance, ApiKey);
    public IBrowser Browser { get; private set; } = null!;

    public const string ApiKey = "apk_browser-tests-on-this-machine-only";

    public async Task InitializeAsync()
    {
        // what does come may come late on a busy machine
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Site = await OpenAsync([("ServiceLevels:Undo", Undo.ToString()), ("Demo:ApiKey", ApiKey), ("Analysis:Lease", "00:00:03"), ("Evidence:UploadLease", "00:00:03")]);
    }

    protected abstract Task<SiteProcess> OpenAsync((string, string)[] settings);

    public virtual async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>A person at a machine of their own.</summary>
    public async Task<IPage> SitDownAsync(string language, string? email = null, bool scripts = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Entrance.ToString(),
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            StorageState = email is null ? null : await SignInAsync(email, language),
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Once for each person and language; the cookies are kept.</summary>
    private async Task<string> SignInAsync(string email, string language)
    {
        if (_signedIn.TryGetValue((email, language), out var state)) return state;
        var page = await SitDownAsync(language);
        await page.GotoAsync("/sign-in");
        await page.ClickAsync($"button[name=email][value='{email}']");
        await page.GotoAsync($"/language/{language}?returnUrl=%2F");
        state = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        return _signedIn[(email, language)] = state;
    }
}
