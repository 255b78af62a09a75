using System.Net;

namespace Appeals.Web.Tests.Shell;

public sealed class LanguageTests : IAsyncLifetime
{
    private ShellHost _host = null!;

    public async Task InitializeAsync() => _host = await ShellHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-TW,en;q=0.5", "zh-Hans")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("en-GB", "en")]
    [InlineData("fr, zh;q=0.3, en;q=0.8", "en")]
    [InlineData("fr", "en")]
    [InlineData("not a language;;", "en")]
    public async Task Page_WithoutAChoice_SpeaksTheClosestLanguage(string asked, string spoken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", asked);

        using var response = await _host.Browser().SendAsync(request);

        Assert.Equal(spoken, PageReader.Parse(await response.Content.ReadAsStringAsync()).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Switch_OnAnyPage_ComesBackToItInTheOtherLanguage()
    {
        var browser = _host.Browser("en");
        var link = (await browser.PageAsync("/how-it-works?from=mail")).QuerySelector("a[hreflang=zh-Hans]")!.GetAttribute("href")!;

        using var response = await browser.GetAsync(link);

        Assert.Equal("/how-it-works?from=mail", response.Headers.Location!.ToString());
        Assert.Equal("zh-Hans", (await browser.PageAsync("/how-it-works")).DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/language/en?returnUrl=https%3A%2F%2Fevil.example")]
    [InlineData("/language/en?returnUrl=%2F%2Fevil.example")]
    [InlineData("/theme/dark?returnUrl=%2F%5Cevil.example")]
    public async Task Switch_WithAForeignReturnAddress_GoesHome(string path)
    {
        using var response = await _host.Browser().GetAsync(path);

        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/language/fr")]
    [InlineData("/theme/pink")]
    public async Task Switch_ToSomethingUnknown_IsNotFound(string path)
    {
        using var response = await _host.Browser().GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Theme_WhenChosen_StandsInTheFirstByteOfThePage()
    {
        var browser = _host.Browser();
        Assert.Null((await browser.PageAsync("/")).DocumentElement.GetAttribute("data-theme"));

        using var response = await browser.GetAsync("/theme/dark");

        Assert.Equal("dark", (await browser.PageAsync("/")).DocumentElement.GetAttribute("data-theme"));
    }
}
