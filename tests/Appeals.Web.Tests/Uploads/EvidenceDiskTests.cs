using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Analysis.Sealing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Uploads;

/// <summary>The disk for evidence fills up, and turns read-only, while somebody uploads.</summary>
public sealed class EvidenceDiskTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Length = (9 * SealedFormat.ChunkLength) + 7;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("appeals-disk-").FullName, "evidence");
    private SiteProcess _site = null!;
    private EvidenceDisk _disk = null!;

    public async Task InitializeAsync()
    {
        if (!EvidenceDisk.IsReal) output.WriteLine("There are no user namespaces here: the folder for new files goes away instead.");
        _site = new SiteProcess(("Demo:Enabled", "false"), ("Roles", "web"), ("Evidence:Directory", _folder)) { Prefix = EvidenceDisk.Prefix(_folder) };
        await _site.StartAsync();
        _disk = new EvidenceDisk(_site.ProcessId, _folder);
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public async Task Disk_WhenItIsFullOrReadOnly_IsSaidClearlyAndTheUploadGoesOnAfterwards()
    {
        var appeal = await SiteAppeal.StartAsync(_site);
        using var lin = new Visitor(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = _site.Address });
        await lin.SignInAsync("lin@example.test", World.Password);

        await SurviveAsync(lin, appeal, _disk.Fill, _disk.Free);
        await SurviveAsync(lin, appeal, _disk.Forbid, _disk.Allow);
    }

    private async Task SurviveAsync(Visitor lin, string appeal, Action spoil, Action mend)
    {
        var bytes = Psd(Length);
        var upload = (await lin.Http.SendAsync(Create(Length, appeal))).Headers.Location!;
        Assert.Equal(HttpStatusCode.NoContent, (await lin.Http.SendAsync(Patch(upload, 0, bytes.AsMemory(0, 2 * SealedFormat.ChunkLength)))).StatusCode);
        Assert.True(await IsEvidenceWellAsync());

        spoil();
        var refused = await lin.Http.SendAsync(Patch(upload, 2 * SealedFormat.ChunkLength, bytes.AsMemory(2 * SealedFormat.ChunkLength)));
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Contains("\"code\":\"Unwritable\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Until.HoldsAsync(async () => !await IsEvidenceWellAsync(), Limit, () => _site.Log);
        var asked = await lin.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()));
        Assert.Equal([$"{2 * SealedFormat.ChunkLength}"], asked.Headers.GetValues("Upload-Offset"));
        Assert.Equal(HttpStatusCode.OK, (await lin.GetAsync("/appeals")).StatusCode);
        mend();

        await Until.HoldsAsync(IsEvidenceWellAsync, Limit, () => _site.Log);
        var done = await lin.Http.SendAsync(Patch(upload, 2 * SealedFormat.ChunkLength, bytes.AsMemory(2 * SealedFormat.ChunkLength)));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        await using var db = _site.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).OrderBy(f => f.UploadedAt).LastAsync();
        Assert.Equal(SHA256.HashData(bytes), evidence.StoredFile.Sha256);
        Assert.Equal(bytes, await lin.Http.GetByteArrayAsync(new Uri($"/files/{evidence.Id}/original", UriKind.Relative)));
    }

    private async Task<bool> IsEvidenceWellAsync()
    {
        using var http = new HttpClient { BaseAddress = _site.Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var checks = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").EnumerateArray();
        var isWell = checks.Single(c => c.GetProperty("name").GetString() == "evidence").GetProperty("state").GetString() == "ok";
        Assert.Equal(isWell ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return isWell;
    }
}
