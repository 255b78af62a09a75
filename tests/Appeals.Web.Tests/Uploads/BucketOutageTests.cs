using System.Net;
using System.Security.Cryptography;
using Appeals.Analysis.Sealing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Uploads;

/// <summary>The site over a bucket whose server goes away in the middle of an upload.</summary>
public sealed class BucketOutageTests : IAsyncLifetime
{
    private const int Length = (90 * SealedFormat.ChunkLength) + 3;
    private S3Server _server = null!;
    private BucketHost _host = null!;

    public async Task InitializeAsync()
    {
        _server = await S3Server.StartAsync();
        _host = new BucketHost(_server);
        await _host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncLifetime)_host).DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Patch_WhenTheStoreGoesAway_SaysToTryAgainAndLosesNothing()
    {
        var lin = await _host.As(_host.World.Creator);
        var appeal = await _host.DraftAsync();
        var bytes = Psd(Length);
        var upload = await _host.BeginAsync(lin, appeal, Length);
        await lin.Http.SendAsync(Patch(upload, 0, bytes.AsMemory(0, SealedFormat.ChunkLength)));

        await _server.KillAsync();
        var refused = await lin.Http.SendAsync(Patch(upload, SealedFormat.ChunkLength, bytes.AsMemory(SealedFormat.ChunkLength)));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Contains("\"code\":\"Unavailable\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await _server.RestartAsync();

        var asked = await lin.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()));
        Assert.Equal([$"{SealedFormat.ChunkLength}"], asked.Headers.GetValues("Upload-Offset"));
        var done = await lin.Http.SendAsync(Patch(upload, SealedFormat.ChunkLength, bytes.AsMemory(SealedFormat.ChunkLength)));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);

        await using var db = _host.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync(f => f.AppealId == appeal.Id);
        Assert.Equal(SHA256.HashData(bytes), evidence.StoredFile.Sha256);
        Assert.Equal(bytes, await lin.Http.GetByteArrayAsync(new Uri($"/files/{evidence.Id}/original", UriKind.Relative)));
        await _server.KillAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await lin.Http.GetAsync(new Uri($"/files/{evidence.Id}/original", UriKind.Relative))).StatusCode);
    }

    private sealed class BucketHost(S3Server server) : UploadHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings() => [.. base.Settings(), .. server.Settings("outage/")];
    }
}
