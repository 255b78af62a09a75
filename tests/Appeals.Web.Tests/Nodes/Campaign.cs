using System.Globalization;
using System.Security.Cryptography;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Testing;

namespace Appeals.Web.Tests.Nodes;

internal enum Victim { Web, Worker, Analyzer, Postgres }

/// <summary>Web and worker processes on a PostgreSQL of their own, with a mail relay; any of them may be killed and started again.</summary>
public sealed class Campaign : IAsyncLifetime
{
    /// <summary>How many kills make it a campaign, with two processes of each role; null in an ordinary run of the tests.</summary>
    public static int? Kills { get; } = Read("APPEALS_TEST_KILLS");

    /// <summary>Repeats the order and the moments of another run's kills.</summary>
    public static int Seed { get; } = Read("APPEALS_TEST_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    public const string ApiKey = "apk_of-the-campaign-and-of-nobody-else";
    public const string Ready = "/health/ready";
    private static readonly TimeSpan ChildPatience = TimeSpan.FromSeconds(5);

    private TestDatabase _database = null!;
    private readonly List<SiteProcess> _webs = [];
    private readonly List<SiteProcess> _workers = [];

    public PostgresServer Postgres { get; private set; } = null!;
    public SmtpServer Relay { get; private set; } = null!;
    public World World { get; private set; } = null!;
    public SiteProcess Web => _webs[0];
    public SiteProcess Worker => _workers[0];
    public IReadOnlyList<Uri> Entrances => _webs.ConvertAll(web => web.Address);
    /// <summary>What creators were told is safe, over all tests on these servers.</summary>
    internal CampaignRecord Record { get; } = new();
    public string Log => string.Join("\n\n", _webs.Concat(_workers).Select(node => node.Log));

    public AppealsDb Open() => _database.Open();

    /// <summary>Another worker, which the test starts and disposes of.</summary>
    public SiteProcess NewWorker(params (string, string)[] settings) => Web.Beside([.. Settings("worker"), .. settings]);

    /// <returns>False if there was nobody to kill.</returns>
    internal async Task<bool> KillAsync(Victim victim, Random random, Func<Task> pause)
    {
        switch (victim)
        {
            case Victim.Postgres:
                await Postgres.StopAsync();
                await pause();
                await Postgres.RestartAsync();
                return true;
            case Victim.Analyzer:
                return await KillChildAsync();
            default:
                var nodes = victim == Victim.Web ? _webs : _workers;
                var node = nodes[random.Next(nodes.Count)];
                await node.KillAsync();
                await pause();
                await node.StartAsync(Ready);
                return true;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _workers.Concat(_webs.Skip(1))) await node.DisposeAsync();
        if (_webs is [var first, ..]) await first.DisposeAsync();
        if (Relay is not null) await Relay.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
    }

    public async Task InitializeAsync()
    {
        (Postgres, Relay) = (await PostgresServer.StartAsync(durable: true), await SmtpServer.StartAsync());
        _database = await TestDatabase.CreateAsync(Postgres);
        await using (var db = Open())
        {
            World = await World.CreateAsync(db, TimeProvider.System.Now());
            await new ApiKeyService(db, TimeProvider.System).AdmitAsync(World.Platform.Id, "campaign", ApiKey);
        }
        _webs.Add(new SiteProcess(_database, Settings("web")));
        await _webs[0].StartAsync(Ready);
        var nodes = Kills is null ? 1 : 2;
        for (var i = 1; i < nodes; i++) _webs.Add(_webs[0].Beside(Settings("web")));
        for (var i = 0; i < nodes; i++) _workers.Add(_webs[0].Beside(Settings("worker")));
        await Task.WhenAll(_webs.Skip(1).Concat(_workers).Select(node => node.StartAsync(Ready)));
    }

    private (string, string)[] Settings(string role) =>
    [
        ("Roles", role), ("Demo:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"), ("RequestLimits:ApiCallsPerMinute", "100000"),
        ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", $"{Relay.Port}"), ("Email:Smtp:Security", "None"), ("Email:Smtp:Timeout", "00:00:05"),
        ("Email:Lease", "00:00:10"), ("Email:FirstRetry", "00:00:01"), ("Analysis:Lease", "00:00:05"), ("Evidence:UploadLease", "00:00:03"),
    ];

    private async Task<bool> KillChildAsync()
    {
        var child = 0;
        try
        {
            await Until.HoldsAsync(() => Task.FromResult((child = _workers.Select(ChildOf).FirstOrDefault(id => id != 0)) != 0), ChildPatience, () => "No analyzer runs.");
            using var process = System.Diagnostics.Process.GetProcessById(child);
            process.Kill();
            return true;
        }
        catch (Exception nobody) when (nobody is TimeoutException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>0 if it has none.</summary>
    private static int ChildOf(SiteProcess worker)
    {
        var children = Directory.EnumerateDirectories($"/proc/{worker.ProcessId}/task").SelectMany(thread => ReadAll(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return children.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).FirstOrDefault(id => ReadAll($"/proc/{id}/cmdline").Contains("appeals-analyzer", StringComparison.Ordinal));
    }

    private static int? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string ReadAll(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // it has just ended
            return "";
        }
    }
}
