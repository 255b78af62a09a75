using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Appeals.Web.Tests.Shell;

public sealed class ErrorPageTests : IAsyncLifetime
{
    private ShellHost _host = null!;

    public async Task InitializeAsync() => _host = await ShellHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("en", "There is no page here for you")]
    [InlineData("zh-CN", "这里没有可以给你看的页面")]
    public async Task UnknownAddress_InEachLanguage_SaysSo(string language, string heading)
    {
        using var response = await _host.Browser(language).GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(heading, PageReader.Parse(await response.Content.ReadAsStringAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task UnknownAddress_BelowApi_AnswersWithProblemDetails()
    {
        using var response = await _host.Browser().GetAsync("/api/v1/no-such-thing");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Post_WithoutAValidToken_SaysThatThePageWasOpenTooLong(string? token)
    {
        using var form = new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("antiforgery", token)]);

        using var response = await _host.Browser().PostAsync("/dev/parts", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = PageReader.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("This page was open too long", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Nothing was changed", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenTheFormIsTooLarge_SaysSoBeforeAnythingElse()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Statement", new string('x', 1024 * 1024))]);

        using var response = await _host.Browser().PostAsync("/dev/parts", form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("too much at once", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_WhenUnhandled_ShowsAReferenceAndNoDetails()
    {
        using var response = await _host.Browser().GetAsync("/dev/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Broken on purpose", html, StringComparison.Ordinal);
        Assert.NotEmpty(PageReader.Parse(html).QuerySelector(".mono")!.TextContent);
    }

    [Fact]
    public async Task SignIn_TriedTooOften_SaysHowLongToWait()
    {
        await using var host = await ShellHost.StartAsync("Development", ("RequestLimits:SignInsPerMinute", "1"));
        var browser = host.Browser("zh-CN");
        using var form = new FormUrlEncodedContent([]);
        using var first = await browser.PostAsync("/sign-in", form);

        using var second = await browser.PostAsync("/sign-in", form);

        Assert.Equal(HttpStatusCode.BadRequest, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.True(second.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("短时间内尝试次数过多", PageReader.Parse(await second.Content.ReadAsStringAsync()).QuerySelector("h1")!.TextContent);
    }
}
