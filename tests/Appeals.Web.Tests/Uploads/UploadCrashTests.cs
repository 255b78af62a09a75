using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Appeals.Analysis.Sealing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Uploads;

/// <summary>A server of its own is killed in the middle of a request and started again.</summary>
public sealed class UploadCrashTests : IAsyncLifetime
{
    private const int Length = (40 * 1024 * 1024) + 123;
    private const int Sent = 25 * 1024 * 1024;
    private readonly SiteProcess _site = new(("Demo:Enabled", "false"), ("Evidence:UploadLease", "00:00:03"));

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Kill_WhenAnUploadIsUnderWay_LosesNoWholeChunkAndDoublesNothing()
    {
        var appeal = await SiteAppeal.StartAsync(_site);
        using var cookies = new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } };
        using var lin = new Visitor(new HttpClient(cookies) { BaseAddress = _site.Address });
        await lin.SignInAsync("lin@example.test", World.Password);
        var bytes = Psd(Length);
        var upload = (await lin.Http.SendAsync(Create(Length, appeal))).Headers.Location!;
        using (var line = await SendHalfAsync(upload, cookies["appeals-session"]!, bytes))
        {
            await Until.HoldsAsync(() => Task.FromResult(SealedBytes() >= SealedFormat.SealedLength(Sent - (1024 * 1024))), TimeSpan.FromMinutes(1), () => "The bytes did not arrive.");
            await _site.KillAsync();
        }
        await _site.StartAsync();

        // until the dead server's lease has run out, less may be said than is there
        var reached = 0L;
        await Until.HoldsAsync(async () => (reached = await OffsetAsync(lin, upload)) > Sent - (2 * 1024 * 1024), TimeSpan.FromSeconds(30), () => $"Only {reached} bytes were found again.");
        Assert.Equal(0, reached % SealedFormat.ChunkLength);
        Assert.InRange(reached, 1, Sent);
        var rest = await lin.Http.SendAsync(Patch(upload, reached, bytes.AsMemory((int)reached)));

        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        await using var db = _site.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync();
        Assert.Equal(SHA256.HashData(bytes), evidence.StoredFile.Sha256);
        Assert.Single(await db.AnalysisRuns.Where(r => r.EvidenceFileId == evidence.Id).ToListAsync());
    }

    private static async Task<long> OffsetAsync(Visitor visitor, Uri upload) => long.Parse(
        (await visitor.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()))).Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    private long SealedBytes() => Directory.EnumerateFiles(Path.Combine(_site.EvidenceFolder, "incoming")).Sum(path => new FileInfo(path).Length);

    private async Task<Socket> SendHalfAsync(Uri upload, string session, byte[] bytes)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_site.Address.Host, _site.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"PATCH {upload} HTTP/1.1\r\nHost: {_site.Address.Authority}\r\nCookie: appeals-session={session}\r\nTus-Resumable: 1.0.0\r\n" +
            $"Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {Length}\r\n\r\n"));
        for (var sent = 0; sent < Sent;) sent += await socket.SendAsync(bytes.AsMemory(sent, Sent - sent));
        return socket;
    }
}
