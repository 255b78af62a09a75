using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Appeals.Testing;

/// <summary>
/// A PostgreSQL of this test process, on a port of its own, over a folder that goes with it. A shell owns it and waits for its standard input to close,
/// which the system does however the test process ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Texts sort by a language here unless a column says otherwise; nothing may depend on it.</summary>
    private const string Script = """
        dir=$(mktemp -d /tmp/appeals-postgres-XXXXXX) || exit 1
        trap 'rm -rf "$dir"' EXIT
        "$1/initdb" -D "$dir/data" -U appeals -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en --no-sync >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
        start() {
          "$1/postgres" -D "$dir/data" -k "$dir" -h 127.0.0.1 -p "$2" -c fsync=off -c full_page_writes=off -c synchronous_commit="$3" \
            -c wal_level=minimal -c max_wal_senders=0 -c max_connections=400 -c autovacuum=off </dev/null 2>&1 &
          server=$!
        }
        start "$@"
        while read -r line; do case "$line" in
          stop) kill -QUIT $server; wait $server ;;
          start) start "$@" ;;
        esac; done
        kill -QUIT $server
        wait $server
        """;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _port;
    private readonly Process _shell;
    private readonly List<string> _log = [];

    private PostgresServer(string programs, int port, bool durable)
    {
        _port = port;
        var start = new ProcessStartInfo("setpriv") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        // PostgreSQL refuses to run as root; its package brings a user
        if (Environment.IsPrivilegedProcess) foreach (var argument in new[] { "--reuid=postgres", "--regid=postgres", "--init-groups" }) start.ArgumentList.Add(argument);
        foreach (var argument in new[] { "sh", "-c", Script, "sh", programs, port.ToString(CultureInfo.InvariantCulture), durable ? "on" : "off" }) start.ArgumentList.Add(argument);
        _shell = Process.Start(start)!;
        _shell.OutputDataReceived += (_, line) => Keep(line.Data);
        _shell.BeginOutputReadLine();
    }

    /// <summary>The one that all tests of this process share.</summary>
    public static Lazy<Task<PostgresServer>> Shared { get; } = new(() => StartAsync());

    /// <param name="durable">What was committed outlives <see cref="StopAsync"/>; slower.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var server = new PostgresServer(Programs(), FreePort(), durable);
        await server.UntilAnswersAsync();
        return server;
    }

    public string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=appeals;Database={database};Maximum Pool Size=40;Include Error Detail=true";

    /// <summary>Runs one statement outside every test's database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All its processes end at once: connections break, nothing is flushed, the next start recovers from the log.</summary>
    public Task StopAsync() => TellAsync("stop");

    public async Task RestartAsync()
    {
        await TellAsync("start");
        await UntilAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task TellAsync(string word)
    {
        await _shell.StandardInput.WriteLineAsync(word);
        await _shell.StandardInput.FlushAsync();
    }

    private Task UntilAnswersAsync() => Until.HoldsAsync(async () =>
    {
        if (_shell.HasExited) throw new InvalidOperationException($"PostgreSQL did not start:\n{Log}");
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }, Patience, () => $"PostgreSQL did not answer:\n{Log}");

    private string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log.TakeLast(40));
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.Add(line);
    }

    private static string Programs()
    {
        const string root = "/usr/lib/postgresql";
        var versions = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        return versions.Select(folder => Path.Combine(folder, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal)
            ?? throw new InvalidOperationException($"There is no initdb below {root}: apt-get install postgresql (test.sh does).");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
