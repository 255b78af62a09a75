using System.Globalization;
using System.Net;
using System.Resources;
using System.Text.Json.Nodes;
using Appeals.Web.Api;

namespace Appeals.Web.Tests.Api;

public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Document_ForAnybody_NamesTheThreeCallsAndTheKey()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal(["/api/v1/appeals get", "/api/v1/works/{externalId} get", "/api/v1/works/{externalId} put"],
            document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(m => $"{p.Key} {m.Key}")).Order(StringComparer.Ordinal));
        Assert.Equal(("http", "bearer"), ((string)document["components"]!["securitySchemes"]!["PlatformKey"]!["type"]!, (string)document["components"]!["securitySchemes"]!["PlatformKey"]!["scheme"]!));
        Assert.NotNull(document["security"]![0]!["PlatformKey"]);
    }

    [Fact]
    public async Task Document_OfThePut_DescribesBothParts()
    {
        var document = await DocumentAsync();
        var schema = document["paths"]!["/api/v1/works/{externalId}"]!["put"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!;
        Assert.Equal("binary", (string)schema["properties"]!["picture"]!["format"]!);
        var work = Resolve(document, schema["properties"]!["work"]!);
        Assert.Equal(["creator", "label", "title"], work["required"]!.AsArray().Select(r => (string)r!).Order(StringComparer.Ordinal));
        var label = Resolve(document, work["properties"]!["label"]!);
        Assert.Equal(5000, (int)label["properties"]!["facts"]!["maxLength"]!);
        Assert.Equal(["confirmed", "possible", "suspected"], Resolve(document, label["properties"]!["tier"]!)["enum"]!.AsArray().Where(e => e is not null).Select(e => (string)e!));
        var effects = Resolve(document, label["properties"]!["effects"]!);
        Assert.Equal((0d, 1d), ((double)effects["properties"]!["reachMultiplier"]!["minimum"]!, (double)effects["properties"]!["reachMultiplier"]!["maximum"]!));
    }

    [Theory]
    [InlineData("put", "200 201 400 401 409 413 415 429")]
    [InlineData("get", "200 401 404 429")]
    public async Task Document_OfEachCall_NamesEveryAnswer(string method, string statuses)
    {
        var responses = (await DocumentAsync())["paths"]!["/api/v1/works/{externalId}"]![method]!["responses"]!.AsObject();
        Assert.Equal(statuses.Split(' '), responses.Select(r => r.Key).Order(StringComparer.Ordinal));
        foreach (var (status, response) in responses)
            Assert.NotNull(response!["content"]![status.StartsWith('2') ? "application/json" : "application/problem+json"]);
    }

    [Fact]
    public async Task Document_ItsExample_IsAccepted()
    {
        var document = await DocumentAsync();
        var example = document["paths"]!["/api/v1/works/{externalId}"]!["put"]!["requestBody"]!["content"]!["multipart/form-data"]!["example"]!["work"]!;
        Assert.Equal(HttpStatusCode.Created, (await host.PutAsync("example", example.AsObject(), ApiHost.Jpeg)).StatusCode);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Problems_OfEveryCode_HaveTheirTextsInBothLanguages(string language)
    {
        var texts = new ResourceManager(typeof(ApiText)).GetResourceSet(CultureInfo.GetCultureInfo(language == "en" ? "" : language), createIfNotExists: true, tryParents: false)!;
        foreach (var code in ApiProblem.Statuses.Keys)
            foreach (var part in new[] { ".Title", ".Detail" }) Assert.False(string.IsNullOrEmpty(texts.GetString(code + part)), code + part);
    }

    private async Task<JsonObject> DocumentAsync() => await ApiHost.JsonAsync((await host.Anonymous().GetAsync("/openapi/v1.json")).EnsureSuccessStatusCode());

    private static JsonNode Resolve(JsonNode document, JsonNode schema)
    {
        var reference = (string?)schema["$ref"] ?? (string?)schema["oneOf"]?.AsArray().Select(s => s!["$ref"]).First(r => r is not null);
        return reference is null ? schema : document["components"]!["schemas"]![reference.Split('/')[^1]]!;
    }
}
