using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Api;

/// <summary>Everything here is refused with a problem, and leaves neither row nor file behind.</summary>
public sealed class BadWorksTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using var db = host.Open();
        Assert.Empty(await db.Works.ToListAsync());
        Assert.Empty(await db.StoredFiles.ToListAsync());
        Assert.Equal(0, host.FilesInStore);
    }

    [Theory]
    [InlineData("title", null)]
    [InlineData("title", "\u202E \u200B")]
    [InlineData("title", "301")]
    [InlineData("url", "javascript:alert(1)")]
    [InlineData("url", "/relative")]
    [InlineData("language", "not a language")]
    [InlineData("publishedAt", "2126-01-01T00:00:00Z")]
    [InlineData("publishedAt", "1889-01-01T00:00:00Z")]
    [InlineData("creator", null)]
    [InlineData("creator.externalId", "")]
    [InlineData("creator.externalId", "u\u202E17")]
    [InlineData("creator.externalId", " padded ")]
    [InlineData("creator.displayName", null)]
    [InlineData("creator.email", "not an address")]
    [InlineData("creator.email", "Lin <lin@example.test>")]
    [InlineData("label", null)]
    [InlineData("label.tier", null)]
    [InlineData("label.origin", null)]
    [InlineData("label.detector", null)]
    [InlineData("label.detector.name", null)]
    [InlineData("label.detector.score", -0.01)]
    [InlineData("label.detector.score", 1.01)]
    [InlineData("label.detector.score", 1e308)]
    [InlineData("label.appliedAt", null)]
    [InlineData("label.informedAt", "9999-12-31T23:59:59Z")]
    [InlineData("label.automatedDecision", null)]
    [InlineData("label.facts", "5001")]
    [InlineData("label.ground", "2001")]
    [InlineData("label.clause", "501")]
    [InlineData("label.clauseUrl", "ftp://x.example")]
    [InlineData("label.effects.notice", "201")]
    [InlineData("label.effects.reachMultiplier", 1.5)]
    [InlineData("label.effects.reachMultiplier", -1)]
    public async Task Put_WithAFieldThatDoesNotFit_NamesTheField(string path, object? value)
    {
        var response = await host.PutAsync("bad", ApiHost.Work(w => Set(w, path, value)), ApiHost.Jpeg);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (response.StatusCode, await ApiHost.CodeAsync(response)));
        Assert.Equal([path], (await ApiHost.JsonAsync(response))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Put_WithSeveralWrongFields_NamesThemAllInTheCallersLanguage()
    {
        var client = host.Caller();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        var response = await client.PutAsync("/api/v1/works/bad", ApiHost.Parts("""{"title": "", "label": {"tier": "suspected"}}""", ApiHost.Jpeg));
        var problem = await ApiHost.JsonAsync(response);
        Assert.Equal(["creator", "label.appliedAt", "label.automatedDecision", "label.origin", "title"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Equal("此项必填。", (string)problem["errors"]!["title"]![0]!);
        Assert.Equal("有字段不符合要求", (string)problem["title"]!);
    }

    [Fact]
    public async Task Put_WithAnIdThatIsTooLong_NamesIt()
    {
        var response = await host.PutAsync(new string('x', 201), ApiHost.Work(), ApiHost.Jpeg);
        Assert.Equal(["externalId"], (await ApiHost.JsonAsync(response))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Put_OfANewWorkWithoutPicture_AsksForIt()
    {
        var response = await host.PutAsync("bad", ApiHost.Work(), null);
        Assert.Equal("invalid", await ApiHost.CodeAsync(response));
        Assert.Equal(["picture"], (await ApiHost.JsonAsync(response))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"work\"")]
    [InlineData("""{"title": "x"} {"title": "y"}""")]
    [InlineData("""{"title": "x", "title": "y"}""")]
    [InlineData("""{"Title": "x"}""")]
    [InlineData("""{"title": "x", "unknown": 1}""")]
    [InlineData("""{"title": 5}""")]
    [InlineData("""{"title": "\ud800"}""")]
    [InlineData("""{"commercialUse": "yes"}""")]
    [InlineData("""{"label": {"tier": "certain"}}""")]
    [InlineData("""{"label": {"tier": 3}}""")]
    [InlineData("""{"label": {"detector": {"score": NaN}}}""")]
    [InlineData("""{"label": {"detector": {"score": "NaN"}}}""")]
    [InlineData("""{"label": {"appliedAt": "2026-11-02T08:00:00"}}""")]
    [InlineData("""{"label": {"appliedAt": "2026-02-30T08:00:00Z"}}""")]
    [InlineData("""{"label": {"appliedAt": "yesterday"}}""")]
    [InlineData("""{"label": {"appliedAt": 1793606400}}""")]
    [InlineData("""{"title": "x", // comment""")]
    public async Task Put_OfJsonThatCannotBeRead_SaysSo(string json)
    {
        var response = await host.Caller().PutAsync("/api/v1/works/bad", ApiHost.Parts(json, ApiHost.Jpeg));
        Assert.Equal((HttpStatusCode.BadRequest, "broken-json"), (response.StatusCode, await ApiHost.CodeAsync(response)));
    }

    [Fact]
    public async Task Put_OfDeepJson_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"creator":""", 500)) + "1" + new string('}', 500);
        Assert.Equal("broken-json", await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", ApiHost.Parts(deep, ApiHost.Jpeg))));
    }

    [Fact]
    public async Task Put_OfBytesThatAreNoUtf8_IsRefused()
    {
        var parts = new MultipartFormDataContent { { new ByteArrayContent([.. "{\"title\": \""u8, 0xC3, 0x28, .. "\"}"u8]), "work" } };
        Assert.Equal("broken-json", await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", parts)));
    }

    [Fact]
    public async Task Put_OfHugeJson_IsTooLong()
    {
        var response = await host.PutAsync("bad", ApiHost.Work(w => w["title"] = new string('x', ApiHost.WorkBytes)), ApiHost.Jpeg);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "work-too-long"), (response.StatusCode, await ApiHost.CodeAsync(response)));
    }

    [Fact]
    public async Task Put_OfAHugePicture_IsTooLong()
    {
        var response = await host.PutAsync("bad", ApiHost.Work(), [.. ApiHost.Jpeg, .. new byte[ApiHost.PictureBytes]]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "picture-too-long"), (response.StatusCode, await ApiHost.CodeAsync(response)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg onload='alert(1)'/>")]
    [InlineData("8BPS\0\u0001 a Photoshop file")]
    public async Task Put_OfAPictureThatIsNone_IsRefusedByItsContent(string content)
    {
        var response = await host.PutAsync("bad", ApiHost.Work(), Encoding.Latin1.GetBytes(content));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "picture-type"), (response.StatusCode, await ApiHost.CodeAsync(response)));
    }

    [Theory]
    [InlineData("application/json", "not-multipart")]
    [InlineData("application/x-www-form-urlencoded", "not-multipart")]
    [InlineData("text/plain", "not-multipart")]
    [InlineData("multipart/mixed; boundary=x", "not-multipart")]
    [InlineData("multipart/form-data", "broken-multipart")]
    [InlineData("multipart/form-data; boundary=", "broken-multipart")]
    [InlineData("multipart/form-data; boundary=x", "broken-multipart")]
    public async Task Put_WithTheWrongContentType_SaysWhatIsWanted(string type, string code)
    {
        var content = new ByteArrayContent("{\"title\": \"x\"}"u8.ToArray());
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));
        Assert.Equal(code, await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", content)));
    }

    [Fact]
    public async Task Put_WithAWorkOfAnotherType_IsRefused()
    {
        var work = new StringContent(ApiHost.Work().ToJsonString());
        work.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        var parts = new MultipartFormDataContent { { work, "work" } };
        Assert.Equal("part-type", await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", parts)));
    }

    [Theory]
    [InlineData("picture,picture,work")]
    [InlineData("work,work")]
    [InlineData("work,other")]
    [InlineData("picture")]
    public async Task Put_WithPartsThatDoNotBelong_IsRefused(string names)
    {
        var parts = new MultipartFormDataContent();
        foreach (var name in names.Split(','))
        {
            if (name == "work") parts.Add(new StringContent(ApiHost.Work().ToJsonString()), name);
            else parts.Add(new ByteArrayContent(ApiHost.Jpeg), name, "x");
        }
        Assert.Equal("broken-multipart", await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", parts)));
    }

    [Fact]
    public async Task Put_ThatEndsEarly_IsRefused()
    {
        var whole = ApiHost.Parts(ApiHost.Work().ToJsonString(), ApiHost.Jpeg);
        var bytes = await whole.ReadAsByteArrayAsync();
        var half = new ByteArrayContent(bytes[..^60]);
        half.Headers.ContentType = whole.Headers.ContentType;
        Assert.Equal("broken-multipart", await ApiHost.CodeAsync(await host.Caller().PutAsync("/api/v1/works/bad", half)));
    }

    private static void Set(JsonObject work, string path, object? value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate((JsonNode)work, (node, name) => node[name]!);
        // a number alone stands for a text of that length
        parent[names[^1]] = value switch
        {
            null => null,
            string text when int.TryParse(text, out var length) => new string('x', length),
            string text => text,
            _ => JsonValue.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }
}
