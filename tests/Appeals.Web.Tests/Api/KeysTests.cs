using System.Net;
using Appeals.Core.Platforms;
using Appeals.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Api;

public sealed class KeysTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/api/v1/works/1")]
    [InlineData("/api/v1/appeals")]
    public async Task AnyCall_WithoutAKey_IsRefusedInTheCallersLanguage(string path)
    {
        var client = host.Anonymous().Http;
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9");
        var response = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.Unauthorized, "key-needed"), (response.StatusCode, await ApiHost.CodeAsync(response)));
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("需要有效的密钥", (string)(await ApiHost.JsonAsync(response))["title"]!);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("nonsense")]
    public async Task AnyCall_WithAnUnknownKey_IsRefused(string authorization)
    {
        var client = host.Anonymous().Http;
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        Assert.Equal("key-needed", await ApiHost.CodeAsync(await client.GetAsync("/api/v1/works/1")));
    }

    [Fact]
    public async Task AnyCall_ByASignedInPersonWithoutAKey_IsRefused()
    {
        foreach (var (person, _) in host.World.People)
        {
            var visitor = await host.As(person);
            Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/v1/appeals")).StatusCode);
        }
    }

    [Fact]
    public async Task AnyCall_WithARevokedKey_IsRefused()
    {
        await using var db = host.Open();
        var keys = new ApiKeyService(db, host.Time);
        var key = await keys.CreateAsync(host.World.Platform.Id, "to revoke");
        Assert.Equal(HttpStatusCode.OK, (await host.Caller(key).GetAsync("/api/v1/appeals")).StatusCode);
        await keys.RevokeAsync(host.World.Platform.Id, (await db.ApiKeys.SingleAsync(k => k.Name == "to revoke")).Id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Caller(key).GetAsync("/api/v1/appeals")).StatusCode);
    }

    [Fact]
    public async Task AKey_OnPages_OpensNothing()
    {
        var response = await host.Caller().GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task TheDemoKey_WhereTheDemoIsShut_IsRefused()
    {
        await using var db = host.Open();
        await new ApiKeyService(db, host.Time).AdmitAsync(host.World.Platform.Id, DemoGate.KeyName, "a demo key that was carried along");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Caller("a demo key that was carried along").GetAsync("/api/v1/appeals")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/nothing", 404, "not-found")]
    [InlineData("/api", 404, "not-found")]
    [InlineData("/api/v1/works/", 400, "bad-request")]
    public async Task AnAddress_ThatLeadsNowhere_IsAProblemToo(string path, int status, string code)
    {
        var response = await host.Caller().GetAsync(path);
        Assert.Equal((status, code), ((int)response.StatusCode, await ApiHost.CodeAsync(response)));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/appeals", "GET")]
    [InlineData("POST", "/api/v1/works/w-1", "GET, PUT")]
    public async Task AMethod_ThatTheAddressDoesNotTake_IsToldTheOnesItDoes(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        using var response = await host.Caller().SendAsync(request);
        Assert.Equal((405, "method", allowed), ((int)response.StatusCode, await ApiHost.CodeAsync(response), string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal))));
    }
}

public sealed class RateTests : IAsyncLifetime
{
    private readonly Hurried _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    [Fact]
    public async Task Calls_BeyondTheRate_AreRefusedPerKey()
    {
        var client = _host.Caller();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/appeals")).StatusCode);
        var refused = await client.GetAsync("/api/v1/appeals");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many"), (refused.StatusCode, await ApiHost.CodeAsync(refused)));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await _host.Caller(_host.OtherKey).GetAsync("/api/v1/appeals")).StatusCode);
    }

    private sealed class Hurried : ApiHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings() =>
            [.. base.Settings().Where(s => s.Key != "RequestLimits:ApiCallsPerMinute"), ("RequestLimits:ApiCallsPerMinute", "3")];
    }
}
