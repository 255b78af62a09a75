using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Appeals.Core.Data;

namespace Appeals.Testing;

/// <summary>
/// The real server in a process of its own, over a database and a folder that outlive it: it can be killed and started again.
/// </summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private readonly bool _first;
    private readonly Dictionary<string, string> _settings;
    private readonly int _port = FreePort();
    private readonly List<string> _log = [];
    private TestDatabase? _database;
    private Process? _process;

    public SiteProcess(params IEnumerable<(string Key, string Value)> settings) : this(null, settings) { }

    /// <summary>Over a database of the test's choice, which goes with the server.</summary>
    public SiteProcess(TestDatabase? database, params IEnumerable<(string Key, string Value)> settings)
        : this(Directory.CreateTempSubdirectory("appeals-site-").FullName, database, true, settings) { }

    private SiteProcess(string folder, TestDatabase? database, bool first, IEnumerable<(string Key, string Value)> settings)
    {
        (_folder, _database, _first) = (folder, database, first);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["PublicUrl"] = Address.ToString(),
            ["Evidence__Directory"] = Path.Combine(_folder, "evidence"),
            ["Email__DropFolder"] = Path.Combine(_folder, "mail"),
            ["RequestLimits__SignInsPerMinute"] = "1000",
        };
        foreach (var (key, value) in settings) _settings[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>Programs that become the server in the end, each the next one: what it may do, where it lives.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public Uri Address => new($"http://127.0.0.1:{_port}");
    public string EvidenceFolder => Path.Combine(_folder, "evidence");
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Its database, once it was started.</summary>
    public AppealsDb Open() => _database?.Open() ?? throw new InvalidOperationException("The server has no database yet.");

    /// <summary>What the server wrote, for a failed test's message.</summary>
    public string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log.TakeLast(60));
        }
    }

    /// <summary>Another node over the same database and folder, which this one must outlive.</summary>
    public SiteProcess Beside(params IEnumerable<(string Key, string Value)> settings) =>
        new(_folder, _database ?? throw new InvalidOperationException("Start the first one first."), false, settings);

    /// <summary>Runs a command of the program over the same database and folder, as an administrator would.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var command = Process.Start(await ProgramAsync(arguments))!;
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        return (command.ExitCode, await output + await errors);
    }

    /// <summary>Returns once the first page is served, or whatever else is asked for.</summary>
    public async Task StartAsync(string page = "/sign-in")
    {
        var site = Path.Combine(Repository.Root, "src", "Appeals.Web");
        _process = Process.Start(await ProgramAsync("--contentRoot", site, "--urls", Address.ToString())) ?? throw new InvalidOperationException("The server did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        await Until.HoldsAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Log}");
            try
            {
                return (await http.GetAsync(new Uri(page, UriKind.Relative))).StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, StartLimit, () => $"The server did not answer:\n{Log}");
    }

    /// <summary>As an operator does (SIGTERM): what is under way is finished or handed over.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>As <c>kill -9</c>: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (!_first) return;
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ProcessStartInfo> ProgramAsync(params string[] arguments)
    {
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "Appeals.Web", Repository.Configuration, "Appeals.Web.dll");
        string[] words = [.. Prefix, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _database ??= await TestDatabase.CreateAsync();
        foreach (var (key, value) in _database.Settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var (key, value) in _settings) start.Environment[key] = value;
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.Add(line);
    }

    /// <summary>Where nobody listens now.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
