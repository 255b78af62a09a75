using System.Net;
using System.Text.RegularExpressions;

namespace Appeals.Web.Tests.Shell;

public sealed partial class HeaderTests : IAsyncLifetime
{
    private ShellHost _host = null!;

    public async Task InitializeAsync() => _host = await ShellHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/css/theme.css", 200)]
    [InlineData("/icons.svg", 200)]
    [InlineData("/lib/tus/tus.min.js", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/no-such-file.css", 404)]
    [InlineData("/api/v1/no-such-thing", 404)]
    [InlineData("/theme/dark", 302)]
    [InlineData("/dev/broken", 500)]
    public async Task Response_WhateverTheStatus_CarriesTheSecurityHeaders(string path, int status)
    {
        using var response = await _host.Browser().GetAsync(path);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/how-it-works")]
    [InlineData("/how-we-keep-files")]
    [InlineData("/accessibility")]
    [InlineData("/dev/parts")]
    [InlineData("/dev/parts?density=compact")]
    public async Task Page_WhenRendered_HoldsNothingThatThePolicyRefuses(string path)
    {
        Assert.Empty(PageReader.InlineCode(await _host.Browser().PageAsync(path)));
    }

    [Fact]
    public void Views_InSource_HoldNothingThatThePolicyRefuses()
    {
        var refused =
            from view in Sources.Read("*.cshtml")
            from Match code in Refused().Matches(view.Value)
            select $"{view.Key}: {code.Value}";

        Assert.Empty(refused);
    }

    [Fact]
    public async Task Cookies_OutsideDevelopment_AreBoundToHostAndHttps()
    {
        await using var production = await ShellHost.StartAsync("Production", ("PublicUrl", "https://appeals.example"));

        using var theme = await production.Browser().GetAsync("/theme/dark");
        using var page = await production.Browser().GetAsync("/");

        Assert.Contains("secure", Assert.Single(theme.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Contains("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DevelopmentPages_OutsideDevelopment_DoNotExist()
    {
        await using var production = await ShellHost.StartAsync("Production", ("PublicUrl", "https://appeals.example"));

        using var response = await production.Browser().GetAsync("/dev/parts");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("PublicUrl", null)]
    [InlineData("PublicUrl", "http://appeals.example")]
    [InlineData("TrustedProxies:0", "not an address")]
    [InlineData("RequestLimits:FormBytes", "1")]
    public async Task Start_OutsideDevelopmentWithAWrongSetting_IsRefused(string key, string? value)
    {
        var settings = new[] { ("PublicUrl", "https://appeals.example"), (key, value) };

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => ShellHost.StartAsync("Production", settings));
    }

    [GeneratedRegex(@"\s(style|on[a-z]+)=""|<style\b|<script(?![^>]*\b(src=|type=""application/json""))[^>]*>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Refused();
}
