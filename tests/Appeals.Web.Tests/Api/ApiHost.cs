using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Testing;

namespace Appeals.Web.Tests.Api;

/// <summary>The site with a key for each of two platforms, and small limits.</summary>
public class ApiHost : AppealsHost
{
    public const int PictureBytes = 100_000;
    public const int WorkBytes = 16_000;
    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, .. "not really, but nobody decodes it here"u8];

    private string _folder = "";

    public string Key { get; private set; } = "";
    public string OtherKey { get; private set; } = "";

    /// <summary>Sealed files, whether or not a row knows them.</summary>
    public int FilesInStore => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count(f => f.EndsWith(".sealed", StringComparison.Ordinal) || f.EndsWith(".part", StringComparison.Ordinal));

    public HttpClient Caller(string? key = null)
    {
        var client = CreateDefaultClient(new Uri("https://localhost"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        return client;
    }

    public static JsonObject Work(Action<JsonObject>? change = null)
    {
        var work = JsonNode.Parse("""
            {"title": "Night ferry, Lantern Bay", "url": "https://gallery.example/w/1", "publishedAt": "2026-11-01T08:00:00Z", "commercialUse": false, "language": "zh-CN",
             "creator": {"externalId": "u-17", "displayName": "Lin Ji", "email": "lin@example.test"},
             "label": {"tier": "suspected", "origin": "detector", "detector": {"name": "GenSight", "version": "3.2", "score": 0.93},
               "appliedAt": "2026-11-02T08:00:00Z", "informedAt": "2026-11-02T09:00:00Z", "facts": "Texture.", "ground": "Rules.", "clause": "4.1",
               "clauseUrl": "https://gallery.example/rules", "automatedDecision": "fully",
               "effects": {"notice": "疑似 AI 生成", "reachMultiplier": 0.1, "monetised": true}}}
            """)!.AsObject();
        change?.Invoke(work);
        return work;
    }

    public static MultipartFormDataContent Parts(string work, byte[]? picture)
    {
        var parts = new MultipartFormDataContent();
        parts.Add(new StringContent(work, Encoding.UTF8, "application/json"), "work");
        if (picture is not null) parts.Add(new ByteArrayContent(picture), "picture", "picture.jpg");
        return parts;
    }

    public Task<HttpResponseMessage> PutAsync(string id, JsonObject work, byte[]? picture, string? key = null) =>
        Caller(key).PutAsync(new Uri("/api/v1/works/" + Uri.EscapeDataString(id), UriKind.Relative), Parts(work.ToJsonString(), picture));

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>Checks that it is a whole problem, and gives its code.</summary>
    public static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await JsonAsync(response);
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        foreach (var member in new[] { "type", "title", "detail" }) Assert.False(string.IsNullOrWhiteSpace((string?)problem[member]));
        return (string)problem["code"]!;
    }

    protected override async Task SeedAsync(AppealsDb db)
    {
        var keys = new ApiKeyService(db, Time);
        Key = await keys.CreateAsync(World.Platform.Id, "server");
        OtherKey = await keys.CreateAsync(World.OtherPlatform.Id, "server");
    }

    protected override IEnumerable<(string Key, string Value)> Settings()
    {
        var settings = base.Settings().ToList();
        _folder = settings.Single(s => s.Key == "Evidence:Directory").Value;
        return [.. settings, ("Api:PictureBytes", $"{PictureBytes}"), ("Api:WorkBytes", $"{WorkBytes}"), ("RequestLimits:ApiCallsPerMinute", "100000")];
    }
}
