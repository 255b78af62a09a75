using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Analysis.Sealing;
using Appeals.Core.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Uploads;

public sealed class UploadsControllerTests(UploadHost host) : IClassFixture<UploadHost>
{
    private const int Chunk = SealedFormat.ChunkLength;

    [Fact]
    public async Task Upload_WhenSentInParts_BecomesEvidence()
    {
        var lin = await host.As(host.World.Creator);
        var appeal = await host.DraftAsync();
        var bytes = Psd((3 * Chunk) + 9);
        var upload = await host.BeginAsync(lin, appeal, bytes.Length);

        var first = await lin.Http.SendAsync(Patch(upload, 0, bytes.AsMemory(0, (2 * Chunk) + 1)));
        Assert.Equal((HttpStatusCode.NoContent, $"{2 * Chunk}", "psd"), (first.StatusCode, Header(first, "Upload-Offset"), Header(first, "Upload-Format")));
        var asked = await lin.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()));
        Assert.Equal(($"{2 * Chunk}", $"{bytes.Length}", "1.0.0"), (Header(asked, "Upload-Offset"), Header(asked, "Upload-Length"), Header(asked, "Tus-Resumable")));
        Assert.True(DateTimeOffset.Parse(Header(asked, "Upload-Expires")!, null) > host.Time.GetUtcNow());
        var last = await lin.Http.SendAsync(Patch(upload, 2 * Chunk, bytes.AsMemory(2 * Chunk)));
        Assert.Equal($"{bytes.Length}", Header(last, "Upload-Offset"));

        await using var db = host.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync(f => f.AppealId == appeal.Id);
        Assert.Equal(SHA256.HashData(bytes), evidence.StoredFile.Sha256);
        var row = await lin.Http.GetFromJsonAsync<JsonElement>(upload);
        Assert.Equal(("Checking", "Photoshop 文档"), (row.GetProperty("state").GetString(), row.GetProperty("says").GetString()));
    }

    [Fact]
    public async Task Patch_WhenTheStoreCannotBeWritten_SaysSoAndGoesOnLater()
    {
        var lin = await host.As(host.World.Creator);
        var appeal = await host.DraftAsync();
        var bytes = Psd(3 * Chunk);
        var upload = await host.BeginAsync(lin, appeal, bytes.Length);
        await lin.Http.SendAsync(Patch(upload, 0, bytes.AsMemory(0, Chunk)));
        var incoming = Path.Combine(((EvidenceFolder)host.Services.GetRequiredService<EvidenceStorage>()).Root, "incoming");

        Directory.Move(incoming, incoming + "-away");
        var refused = await lin.Http.SendAsync(Patch(upload, Chunk, bytes.AsMemory(Chunk)));
        Directory.Move(incoming + "-away", incoming);
        var accepted = await lin.Http.SendAsync(Patch(upload, Chunk, bytes.AsMemory(Chunk)));

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Equal("Unwritable", (await ProblemAsync(refused)).Code);
        Assert.Equal((HttpStatusCode.NoContent, $"{bytes.Length}"), (accepted.StatusCode, Header(accepted, "Upload-Offset")));
    }

    [Fact]
    public async Task Options_WhenAsked_NamesWhatTheServerCan()
    {
        var lin = await host.As(host.World.Creator);

        var answer = await lin.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/uploads"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("creation,checksum,expiration,termination", Header(answer, "Tus-Extension"));
        Assert.Equal("2000000000", Header(answer, "Tus-Max-Size"));
    }

    [Theory]
    [InlineData(5_000_000_000, HttpStatusCode.RequestEntityTooLarge, "FileTooLong", "2 GB")]
    [InlineData(0, HttpStatusCode.BadRequest, "Empty", "no content")]
    public async Task Create_WhenTheLengthIsImpossible_SaysWhyInTheReadersLanguage(long length, HttpStatusCode status, string code, string says)
    {
        var (lin, mara) = (await host.As(host.World.Creator), await host.As(host.World.OtherCreator));

        var english = await mara.Http.SendAsync(Create(length, (await host.DraftAsync(host.World.OtherCreator)).Reference));
        var chinese = await lin.Http.SendAsync(Create(length, (await host.DraftAsync()).Reference));

        Assert.Equal((status, status), (english.StatusCode, chinese.StatusCode));
        var (en, zh) = (await ProblemAsync(english), await ProblemAsync(chinese));
        Assert.Equal((code, code), (en.Code, zh.Code));
        Assert.Contains(says, en.Detail.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", zh.Detail);
    }

    [Fact]
    public async Task Create_WhenTheLengthIsNotSaid_Refuses()
    {
        var lin = await host.As(host.World.Creator);

        var answer = await lin.Http.SendAsync(Tus(HttpMethod.Post, "/uploads", ("Upload-Defer-Length", "1"), ("Upload-Metadata", "filename YQ==")));

        Assert.Equal("Length", (await ProblemAsync(answer)).Code);
    }

    [Theory]
    [InlineData("filename not-base64!,appeal YQ==")]
    [InlineData("filename YQ==,filename YQ==")]
    [InlineData("filename YQ==")]
    [InlineData("")]
    [InlineData("huge")]
    public async Task Create_WhenTheMetadataIsHostile_RefusesPlainly(string metadata)
    {
        var lin = await host.As(host.World.Creator);
        if (metadata == "huge") metadata = "filename " + new string('A', 8000);

        var answer = await lin.Http.SendAsync(Tus(HttpMethod.Post, "/uploads", ("Upload-Length", "10"), ("Upload-Metadata", metadata)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Metadata", (await ProblemAsync(answer)).Code);
    }

    [Theory]
    [InlineData("../../../../etc/cron.d/evil.psd", "evil.psd")]
    [InlineData("a\u202Efdp.exe\u0000.psd", "afdp.exe.psd")]
    public async Task Create_WhenTheNameIsHostile_ShowsItCleanAndWritesNowhereElse(string name, string shown)
    {
        var lin = await host.As(host.World.Creator);
        var upload = await host.BeginAsync(lin, await host.DraftAsync(), 100, name);

        await lin.Http.SendAsync(Patch(upload, 0, Psd(100)));

        var row = await lin.Http.GetFromJsonAsync<JsonElement>(upload);
        Assert.Equal(shown, row.GetProperty("name").GetString());
        var folder = (EvidenceFolder)host.Services.GetRequiredService<EvidenceStorage>();
        Assert.All(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories), path => Assert.Matches(@"[0-9a-f]{32}\.(part|sealed)$|development\.key$", path));
    }

    [Fact]
    public async Task EveryVerb_WhenTheUploadIsAnothers_IsNotThere()
    {
        var (lin, mara) = (await host.As(host.World.Creator), await host.As(host.World.OtherCreator));
        var appeal = await host.DraftAsync();
        var upload = await host.BeginAsync(lin, appeal, 2 * Chunk);
        HttpRequestMessage[] requests =
        [
            Tus(HttpMethod.Head, upload.ToString()), Patch(upload, 0, Psd(2 * Chunk)), Tus(HttpMethod.Delete, upload.ToString()),
            Tus(HttpMethod.Get, upload.ToString()), Create(10, appeal.Reference),
        ];

        foreach (var request in requests) Assert.Equal(HttpStatusCode.NotFound, (await mara.Http.SendAsync(request)).StatusCode);

        Assert.Equal("0", Header(await lin.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString())), "Upload-Offset"));
    }

    [Fact]
    public async Task EveryVerb_WhenNotACreator_IsRefusedWithoutASignInPage()
    {
        var lin = await host.As(host.World.Creator);
        var upload = await host.BeginAsync(lin, await host.DraftAsync(), 10);
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Get })
        {
            using var nobody = host.Anonymous();
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Http.SendAsync(Tus(method, upload.ToString()))).StatusCode);
            var reviewer = await host.As(host.World.Reviewer);
            Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.Http.SendAsync(Tus(method, upload.ToString()))).StatusCode);
        }
    }

    [Fact]
    public async Task Patch_WhenOffsetChecksumLengthOrTypeAreWrong_SaysSoAndKeepsWhatThereWas()
    {
        var lin = await host.As(host.World.Creator);
        var bytes = Psd(3 * Chunk);
        var upload = await host.BeginAsync(lin, await host.DraftAsync(), bytes.Length);
        await lin.Http.SendAsync(Patch(upload, 0, bytes.AsMemory(0, Chunk)));
        var noType = Patch(upload, Chunk, bytes.AsMemory(Chunk));
        noType.Content!.Headers.ContentType = null;
        (HttpRequestMessage Request, int Status, string Code)[] wrong =
        [
            (Patch(upload, 0, bytes), 409, "WrongOffset"),
            (Patch(upload, 2 * Chunk, bytes.AsMemory(2 * Chunk)), 409, "WrongOffset"),
            (Patch(upload, Chunk, bytes.AsMemory(Chunk), ("Upload-Checksum", "sha256 " + Convert.ToBase64String(new byte[32]))), 460, "WrongChecksum"),
            (Patch(upload, Chunk, bytes.AsMemory(Chunk), ("Upload-Checksum", "md5 AAAA")), 400, "Checksum"),
            (Patch(upload, Chunk, bytes), 413, "LongerThanAnnounced"),
            (Patch(upload, Chunk, bytes.AsMemory(0, 100)), 400, "LessThanAChunk"),
            (noType, 415, "ContentType"),
        ];

        foreach (var (request, status, code) in wrong)
        {
            var answer = await lin.Http.SendAsync(request);
            Assert.Equal((status, code), ((int)answer.StatusCode, (await ProblemAsync(answer)).Code));
        }

        var rest = bytes.AsMemory(Chunk);
        var right = await lin.Http.SendAsync(Patch(upload, Chunk, rest, ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(rest.Span)))));
        Assert.Equal(($"{bytes.Length}", HttpStatusCode.NoContent), (Header(right, "Upload-Offset"), right.StatusCode));
    }

    [Fact]
    public async Task EveryVerb_WhenTheProtocolIsNotSpoken_IsRefused()
    {
        var lin = await host.As(host.World.Creator);
        var upload = await host.BeginAsync(lin, await host.DraftAsync(), 10);

        var bare = await lin.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload));
        var elsewhere = await lin.Http.SendAsync(Tus(HttpMethod.Delete, upload.ToString(), ("Sec-Fetch-Site", "cross-site")));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "1.0.0"), (bare.StatusCode, Header(bare, "Tus-Version")));
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Delete_WhenUnfinishedOrInADraft_TakesItOut()
    {
        var lin = await host.As(host.World.Creator);
        var appeal = await host.DraftAsync();
        var unfinished = await host.BeginAsync(lin, appeal, 10);
        var finished = await host.BeginAsync(lin, appeal, 100);
        await lin.Http.SendAsync(Patch(finished, 0, Psd(100)));

        foreach (var upload in new[] { unfinished, finished })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await lin.Http.SendAsync(Tus(HttpMethod.Delete, upload.ToString()))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await lin.Http.SendAsync(Tus(HttpMethod.Head, upload.ToString()))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await lin.Http.GetAsync(upload)).StatusCode);
        }
    }

    [Fact]
    public async Task Delete_WhenFiled_Refuses()
    {
        var lin = await host.As(host.World.Creator);
        var upload = await host.BeginAsync(lin, await host.FiledAsync(), 100);
        await lin.Http.SendAsync(Patch(upload, 0, Psd(100)));

        var answer = await lin.Http.SendAsync(Tus(HttpMethod.Delete, upload.ToString()));

        Assert.Equal((HttpStatusCode.Forbidden, "AlreadyFiled"), (answer.StatusCode, (await ProblemAsync(answer)).Code));
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<(string Code, string Detail)> ProblemAsync(HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return (problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!);
    }
}
