using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Appeals.Testing;

public sealed record MailAddressee(string Name, string Address);

/// <summary>A mail as an SMTP server took it and a parser of its own read it. Header names are in lower case.</summary>
public sealed record ReceivedMail(
    string Subject, MailAddressee From, MailAddressee To, Dictionary<string, string> Headers, string Text, string Html, bool SevenBit, bool Encrypted);

/// <summary>A real SMTP server in a process of its own (<c>Smtp/server.mjs</c>).</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Appeals.Testing", "Smtp");
    private static readonly Lazy<Task> Installed = new(InstallAsync);
    private readonly Process _process;
    private readonly Channel<ReceivedMail> _mails = Channel.CreateUnbounded<ReceivedMail>();
    private readonly Channel<int> _answers = Channel.CreateUnbounded<int>();

    private SmtpServer(Process process) => _process = process;

    public int Port { get; private set; }

    /// <param name="user">If given, mails are taken only from who signs in so.</param>
    /// <param name="certificate">If given, STARTTLS is offered with it, and mails are taken over nothing else where a user is needed.</param>
    public static async Task<SmtpServer> StartAsync(string? user = null, string? password = null, TestCertificate? certificate = null)
    {
        await Installed.Value;
        var settings = new { user, password, key = certificate?.Key, cert = certificate?.Certificate };
        var server = new SmtpServer(Start("node", ["server.mjs", JsonSerializer.Serialize(settings)]));
        _ = server.ListenAsync();
        server.Port = await server.AnswerAsync();
        return server;
    }

    /// <summary>What the next recipients are answered, e.g. 451; after that every one is taken.</summary>
    public Task ReplyAsync(params int[] replies) => CommandAsync(new { replies });

    /// <summary>What goes wrong with the next connections, one each; <c>Smtp/server.mjs</c> lists what can.</summary>
    public Task FailAsync(params string[] faults) => CommandAsync(new { faults });

    public Task<int> CountConnectionsAsync() => CommandAsync(new { connections = true });

    /// <summary>What was taken so far and not read yet.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> ReadAllAsync()
    {
        // its answer comes after every mail before it
        await CountConnectionsAsync();
        var mails = new List<ReceivedMail>();
        while (_mails.Reader.TryRead(out var mail)) mails.Add(mail);
        return mails;
    }

    public async Task<ReceivedMail> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _mails.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // the server ends when its standard input does
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<int> CommandAsync<T>(T command)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
        return await AnswerAsync();
    }

    private async Task<int> AnswerAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _answers.Reader.ReadAsync(limit.Token);
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonDocument.Parse(line).RootElement;
            if (said.TryGetProperty("mail", out var mail)) await _mails.Writer.WriteAsync(mail.Deserialize<ReceivedMail>(Json)!);
            else await _answers.Writer.WriteAsync(said.EnumerateObject().Single().Value.GetInt32());
        }
        _mails.Writer.TryComplete();
        _answers.Writer.TryComplete();
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
}
