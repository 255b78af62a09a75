using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Appeals.Testing;

/// <summary>A real S3 server in a process of its own (<c>S3/server.mjs</c>), over a folder that outlives it: it can fall silent, be killed and started again.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "evidence";
    /// <summary>Access key and secret key alike.</summary>
    public const string Key = "S3RVER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Appeals.Testing", "S3");
    private static readonly Lazy<Task> Installed = new(InstallAsync);
    private static readonly Lazy<Task<S3Server>> OfAllTests = new(StartAsync);
    private readonly string _data = Directory.CreateTempSubdirectory("appeals-s3-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    private S3Server() { }

    /// <summary>One for all tests that do not disturb it; it ends with the test run. Take a prefix of your own.</summary>
    public static Task<S3Server> SharedAsync() => OfAllTests.Value;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public static async Task<S3Server> StartAsync()
    {
        await Installed.Value;
        var server = new S3Server();
        await server.RestartAsync();
        return server;
    }

    /// <summary>As settings for a site: <c>Evidence:Store</c> and section <c>Evidence:S3</c>.</summary>
    public IEnumerable<(string Key, string Value)> Settings(string prefix = "") =>
    [
        ("Evidence:Store", "S3"),
        ("Evidence:S3:ServiceUrl", Address.ToString()),
        ("Evidence:S3:Bucket", Bucket),
        ("Evidence:S3:Prefix", prefix),
        ("Evidence:S3:AccessKey", Key),
        ("Evidence:S3:SecretKey", Key),
        ("Evidence:S3:ForcePathStyle", "true"),
    ];

    /// <summary>After so many more requests every line breaks; null heals it.</summary>
    public async Task BreakAfterAsync(int? requests)
    {
        await _process!.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { outageAfter = requests }));
        await AnswerAsync();
    }

    /// <summary>Where an object lies on the server's disk, to tamper with it.</summary>
    public string PathOf(string key) => Path.Combine(_data, Bucket, key + "._S3rver_object");

    /// <summary>Multipart uploads under way to keys that contain <paramref name="key"/>.</summary>
    public IEnumerable<string> MultipartUploads(string key) => Directory.EnumerateFiles(Path.Combine(_data, Bucket, "._S3rver_uploads"), "key", SearchOption.AllDirectories)
        .Where(path => File.ReadAllText(path).Contains(key, StringComparison.Ordinal));

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async Task RestartAsync()
    {
        _process = Start("node", ["server.mjs", _data, $"{_port}"]);
        await AnswerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task AnswerAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        if (await _process!.StandardOutput.ReadLineAsync(limit.Token) is null) throw new InvalidOperationException("The S3 server ended.");
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        using var npm = Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        var output = npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException("npm ci failed: " + await output);
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
