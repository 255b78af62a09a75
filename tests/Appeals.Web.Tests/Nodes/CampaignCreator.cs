using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Appeals.Analysis.Sealing;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Nodes;

/// <summary>Contests one label after the other through the site, and waits for each outcome. Whatever fails is tried again.</summary>
internal sealed class CampaignCreator : IDisposable
{
    private const int Shares = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string Samples = Path.Combine(Repository.Root, "src", "Appeals.Web", "Demo", "Files");
    private readonly Campaign _campaign;
    private readonly Person _person;
    private readonly Random _random;
    private readonly Visitor _visitor;

    public CampaignCreator(Campaign campaign, Person person, int seed)
    {
        (_campaign, _person, _random) = (campaign, person, new Random(seed));
        var http = new HttpClient(new CookieJar { InnerHandler = new LivingNodes(campaign.Entrances) }) { BaseAddress = campaign.Entrances[0], Timeout = Limit };
        _visitor = new Visitor(http);
    }

    /// <summary>After every chunk of an upload, so that there is a middle in which a node can die.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(10);

    public Task SignInAsync() => _visitor.SignInAsync(_person.Email!, World.Password);

    public async Task RunAsync(CancellationToken enough)
    {
        await SignInAsync();
        while (!enough.IsCancellationRequested) await FileOneAsync();
    }

    public void Dispose() => _visitor.Dispose();

    /// <summary>From the work that its platform labels to the report, with none, one or two files, and perhaps one afterwards.</summary>
    public async Task FileOneAsync()
    {
        var appeal = await BeginAsync();
        for (var files = _random.Next(Shares); files > 0; files--) await UploadAsync(appeal, Some());
        await SendAsync(appeal);
        if (_random.Next(Shares) == 0) await UploadAsync(appeal, Some(), late: true);
        await UntilAnalysedAsync(appeal);
    }

    /// <returns>The reference of a draft.</returns>
    public async Task<string> BeginAsync()
    {
        var label = await PublishAsync($"w-{_random.Next():x}");
        var contested = await _visitor.PostAsync($"/contest/{label}", ("Ground", nameof(Ground.AiAssisted)));
        return contested.Headers.Location!.ToString().Split('/')[2];
    }

    public async Task SendAsync(string appeal)
    {
        await SaveAsync(appeal, "words", ("Statement", "I drew this."));
        await SaveAsync(appeal, "check");
        _campaign.Record.Appeals.Add(appeal);
    }

    /// <returns>The label's id.</returns>
    private async Task<Guid> PublishAsync(string work)
    {
        var now = TimeProvider.System.Now();
        var picture = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Samples, "lantern-bay.jpg")));
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/works/{work}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Campaign.ApiKey);
        request.Content = new MultipartFormDataContent { { JsonContent.Create(Describe(work, now)), "work" }, { picture, "picture", "published.jpg" } };
        var answer = await _visitor.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        _campaign.Record.Works.Add(work);
        var label = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("label").GetProperty("id").GetGuid();
        await using var db = _campaign.Open();
        var id = await db.Works.Where(w => w.ExternalId == work).Select(w => w.Id).SingleAsync();
        Assert.Equal(HttpStatusCode.Found, (await _visitor.PostAsync($"/works/{id}/confirm")).StatusCode);
        return label;
    }

    private object Describe(string work, DateTime now) => new
    {
        title = "Night ferry",
        url = "https://lumen.example/w/" + work,
        publishedAt = now.AddDays(-10),
        commercialUse = true,
        language = "en",
        creator = new { externalId = "u-17", displayName = _person.DisplayName, email = _person.Email },
        label = new
        {
            tier = "suspected",
            origin = "detector",
            detector = new { name = "SynthScan", version = "3.2", score = 0.93 },
            appliedAt = now.AddDays(-2),
            informedAt = now.AddDays(-2),
            facts = "The detector gave 0.93.",
            ground = "Community rules, 4.2",
            clause = World.Clause,
            clauseUrl = "https://lumen.example/rules",
            automatedDecision = "fully",
            effects = new { notice = "Perhaps AI", reachMultiplier = 0.1, monetised = true },
        },
    };

    /// <summary>Sends one step of the draft as it is shown, until it is taken or the appeal was sent.</summary>
    private async Task SaveAsync(string appeal, string step, params (string, string?)[] fields)
    {
        while (true)
        {
            using var shown = await _visitor.GetAsync($"/appeals/{appeal}/draft/{step}");
            if (shown.StatusCode == HttpStatusCode.Found) return;
            var version = ((IHtmlInputElement)(await Visitor.ReadAsync(shown)).QuerySelector("input[name=Version]")!).Value;
            using var saved = await _visitor.PostAsync($"/appeals/{appeal}/draft/{step}", [.. fields, ("Version", version)]);
            if (saved.StatusCode == HttpStatusCode.Found) return;
            Assert.Equal(HttpStatusCode.Conflict, saved.StatusCode);
        }
    }

    /// <summary>A painting of 22 layers, or up to two megabytes that only begin like one.</summary>
    private byte[] Some() => _random.Next(Shares) == 0 ? Painting() : Psd(_random.Next(16, 30 * SealedFormat.ChunkLength));

    public static byte[] Painting() => File.ReadAllBytes(Path.Combine(Samples, "lantern-bay.psd"));

    public async Task UploadAsync(string appeal, byte[] bytes, bool late = false)
    {
        var name = $"{_random.Next():x}.psd";
        Uri upload;
        using (var created = await _visitor.Http.SendAsync(Create(bytes.Length, appeal, name)))
        {
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            upload = created.Headers.Location!;
        }
        for (var offset = 0; offset < bytes.Length;) offset = await SendAsync(upload, offset, bytes) ?? await AskAsync(upload, offset, bytes.Length);
        _campaign.Record.Files.Add((appeal, name, SHA256.HashData(bytes), late));
    }

    /// <returns>How far it came; null if the line or the node broke.</returns>
    private async Task<int?> SendAsync(Uri upload, int offset, byte[] bytes)
    {
        try
        {
            using var request = Patch(upload, offset, bytes.AsMemory(offset));
            request.Content = new SlowContent(bytes.AsMemory(offset), Pause);
            using var answer = await _visitor.Http.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.NoContent ? OffsetOf(answer) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>423 is a dead writer's lease: wait for its end.</summary>
    private async Task<int> AskAsync(Uri upload, int before, int length)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await timer.WaitForNextTickAsync())
        {
            using var answer = await _visitor.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()));
            if (answer.StatusCode == HttpStatusCode.Locked) continue;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var offset = OffsetOf(answer);
            Assert.InRange(offset, before, length);
            _campaign.Record.Resume();
            return offset;
        }
        return before;
    }

    private static int OffsetOf(HttpResponseMessage answer) => int.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    public async Task UntilAnalysedAsync(string appeal)
    {
        await using var db = _campaign.Open();
        await Until.HoldsAsync(async () => await db.Appeals.AnyAsync(a => a.Reference == appeal && a.State == AppealState.Queued)
            && !await db.AnalysisRuns.AnyAsync(r => r.State != RunState.Done && db.Appeals.Any(a => a.Id == r.AppealId && a.Reference == appeal)), Limit, () => $"{appeal} is stuck.\n{_campaign.Log}");
    }
}
