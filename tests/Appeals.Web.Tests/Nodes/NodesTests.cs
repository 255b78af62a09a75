using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Nodes;

/// <summary>Real processes over one database and one evidence folder.</summary>
[Trait("Database", nameof(DatabaseProvider.PostgreSql))]
public sealed class NodesTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private const string Ready = "/health/ready";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SiteProcess _web = node.Process;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task WebAndWorker_EachDoTheirPart()
    {
        await using var worker = _web.Beside(("Roles", "worker"), ("Demo:Enabled", "false"));
        await worker.StartAsync(Ready);
        await using var db = _web.Open();
        var mail = await AddMailAsync(db);

        await Until.HoldsAsync(async () => await db.Emails.AnyAsync(e => e.Id == mail && e.State == EmailState.Sent), Limit, () => worker.Log);

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(worker.Address, "/sign-in"))).StatusCode);
        Assert.Equal(["database", "evidence", "masterKey", "process"], (await ChecksAsync(_web)).Keys.Order());
        Assert.Equal(["database", "evidence", "masterKey", "process", "scheduler"], (await ChecksAsync(worker)).Keys.Order());
    }

    [Fact]
    public async Task Workers_ThatShareADatabase_ShareOneScheduleAndItGoesOnWithoutTheFirst()
    {
        await using var db = _web.Open();
        await using (var first = _web.Beside(("Roles", "worker"), ("Demo:Enabled", "false")))
        {
            await using var second = _web.Beside(("Roles", "worker"), ("Demo:Enabled", "false"));
            await Task.WhenAll(first.StartAsync(Ready), second.StartAsync(Ready));
            await Until.HoldsAsync(async () => await ReadAsync(db, "SELECT count(*) AS \"Value\" FROM qrtz_scheduler_state") == 2, Limit, () => first.Log + second.Log);
            Assert.Equal(1, await ReadAsync(db, "SELECT count(*) AS \"Value\" FROM qrtz_triggers WHERE trigger_name = 'EffectJob'"));
            await first.KillAsync();
            var fired = await FiredAsync(db);
            await Until.HoldsAsync(async () => await FiredAsync(db) > fired, Limit, () => second.Log);
        }
    }

    [Fact]
    public async Task Node_WithAnotherMasterKey_RefusesToStart()
    {
        await using var other = _web.Beside(("Roles", "worker"), ("Demo:Enabled", "false"),
            ("Evidence:MasterKeys:development", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("Evidence:MasterKey", "development"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => other.StartAsync(Ready));

        Assert.Contains("is not the one this database was sealed under", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(_web.Address, Ready))).StatusCode);
    }

    [Fact]
    public async Task Readiness_WhenTheEvidenceFolderIsGone_SaysSoUntilItIsBack()
    {
        var (folder, away) = (_web.EvidenceFolder, _web.EvidenceFolder + "-away");
        Assert.True((await ChecksAsync(_web))["evidence"]);
        Directory.Move(folder, away);
        await Until.HoldsAsync(async () => !(await ChecksAsync(_web))["evidence"], Limit, () => _web.Log);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(_web.Address, "/health/live"))).StatusCode);

        Directory.Move(away, folder);
        await Until.HoldsAsync(async () => (await ChecksAsync(_web))["evidence"], Limit, () => _web.Log);
    }

    private async Task<Dictionary<string, bool>> ChecksAsync(SiteProcess site)
    {
        using var answer = await _http.GetAsync(new Uri(site.Address, Ready));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var checks = body.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("state").GetString() == "ok");
        Assert.Equal(checks.Values.All(ok => ok) ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return checks;
    }

    private static Task<long> ReadAsync(AppealsDb db, string sql) => db.Database.SqlQueryRaw<long>(sql).SingleAsync();

    private static Task<long> FiredAsync(AppealsDb db) =>
        ReadAsync(db, "SELECT times_triggered AS \"Value\" FROM qrtz_simple_triggers WHERE trigger_name = 'EffectJob'");

    private static async Task<Guid> AddMailAsync(AppealsDb db)
    {
        var now = TimeProvider.System.Now();
        var world = await World.CreateAsync(db, now);
        var mail = new EmailMessage
        {
            Id = Guid.CreateVersion7(), Kind = EmailKind.AppealReceived, PersonId = world.Creator.Id, To = world.Creator.Email!, ToName = "Lin", Language = "en",
            Subject = "Hello", Text = "Hello", Html = "<p>Hello</p>", MessageId = $"<{Guid.CreateVersion7():N}@appeals.example>", CreatedAt = now, NextAttemptAt = now,
        };
        db.Add(mail);
        await db.SaveChangesAsync();
        return mail.Id;
    }
}

/// <summary>A process in the web role over a PostgreSQL of its own, beside which tests start others.</summary>
public sealed class WebNode : IAsyncLifetime
{
    public SiteProcess Process { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = new SiteProcess(await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql), ("Roles", "web"), ("Demo:Enabled", "false"));
        await Process.StartAsync();
    }

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
