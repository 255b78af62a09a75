using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Appeals.Testing;

namespace Appeals.Browser.Tests;

/// <summary>The demo's platform as its own programs see it: through the API.</summary>
public sealed class DemoPlatform(Uri site, string apiKey)
{
    private static readonly DateTimeOffset Applied = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The painting that the labelled works show, and its layered files.</summary>
    public static string Samples { get; } = Path.Combine(Repository.Root, "src", "Appeals.Web", "Demo", "Files");

    /// <summary>Publishes a work of Lin Ji's and labels it.</summary>
    public async Task LabelAsync(string work)
    {
        using var http = Connect();
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(new
        {
            title = "渡口夜灯 " + work,
            url = "https://huajian.example/w/" + work,
            publishedAt = Applied.AddHours(8),
            commercialUse = true,
            language = "zh-CN",
            creator = new { externalId = "u-17", displayName = "Lin Ji", email = People.Lin },
            label = new
            {
                tier = "suspected",
                origin = "detector",
                detector = new { name = "SynthScan", version = "3.2", score = 0.93 },
                appliedAt = Applied,
                informedAt = Applied,
                facts = "The detector gave 0.93.",
                ground = "Community rules, 4.2",
                clause = "4.2",
                clauseUrl = "https://huajian.example/rules#4.2",
                automatedDecision = "fully",
                effects = new { notice = "疑似 AI 生成", reachMultiplier = 0.1, monetised = true },
            },
        }), "work");
        var picture = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Samples, "lantern-bay.jpg")));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(picture, "picture", "published.jpg");
        var answer = await http.PutAsync(new Uri($"/api/v1/works/{work}", UriKind.Relative), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<(string LabelState, string? Appeal)> StandingAsync(string work)
    {
        using var http = Connect();
        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/works/{work}", UriKind.Relative));
        return (answer.GetProperty("label").GetProperty("state").GetString()!, answer.GetProperty("appeal").GetString());
    }

    private HttpClient Connect()
    {
        var http = new HttpClient { BaseAddress = site };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        return http;
    }
}
