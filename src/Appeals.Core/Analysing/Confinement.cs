using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Appeals.Core.Analysing;

/// <summary>
/// What the system can take from the child before it opens a hostile file: network, the right to write files or leave a core dump, privileges
/// and, where the server runs as root, root itself. Each is a small program that becomes the next one, so the child keeps its process id.
/// The best that works here is found once by trying.
/// </summary>
public sealed class Confinement(ILogger<Confinement> logger)
{
    /// <summary>Stands in the words for a user of this run's own, so that two children cannot touch each other either.</summary>
    private const string User = "{user}";
    private const int FirstUser = 2_000_000_000;
    private const int Users = 100_000_000;
    /// <summary>Root's files stay readable, as the evidence is its own; nothing can be written, removed or killed.</summary>
    private const string ReadOnly = "-all,+dac_read_search";
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];
    private static readonly TimeSpan TrialLimit = TimeSpan.FromSeconds(10);

    private IReadOnlyList<string>? _prefix;

    /// <summary>The words to put before <paramref name="program"/>; none where the system offers nothing.</summary>
    internal async Task<IReadOnlyList<string>> PrefixAsync(AnalyzerProgram program, CancellationToken cancellation) =>
        Dressed(_prefix ??= await FindAsync(program, cancellation));

    private async Task<IReadOnlyList<string>> FindAsync(AnalyzerProgram program, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return [];
        var limits = Words("prlimit", "--core=0", "--fsize=0");
        var network = Environment.IsPrivilegedProcess ? Words("unshare", "--net", "--ipc", "--") : Words("unshare", "--map-current-user", "--net", "--ipc", "--");
        var otherUser = Words("setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups",
            $"--inh-caps={ReadOnly}", $"--ambient-caps={ReadOnly}", $"--bounding-set={ReadOnly}", "--no-new-privs", "--");
        var sameUser = Environment.IsPrivilegedProcess ? Words("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--") : Words("setpriv", "--no-new-privs", "--");
        string[][] candidates =
        [
            Environment.IsPrivilegedProcess ? [.. limits, .. network, .. otherUser] : [],
            [.. limits, .. network, .. sameUser],
            [.. limits, .. sameUser],
            limits,
        ];
        foreach (var candidate in candidates.Where(c => c.Length > 0))
        {
            if (!await WorksAsync(candidate, program, cancellation)) continue;
            if (network is not [var unshare, ..] || !candidate.Contains(unshare)) logger.LogWarning("The analyzer cannot be cut off from the network here");
            return candidate;
        }
        logger.LogWarning("The system offers nothing to confine the analyzer with: it runs with the server's own rights and network");
        return [];
    }

    private static async Task<bool> WorksAsync(string[] prefix, AnalyzerProgram program, CancellationToken cancellation)
    {
        if (Words("test") is not [var test]) return false;
        string[] words = [.. Dressed(prefix), test, "-x", program.File, .. program.Assembly is { } assembly ? ["-a", "-r", assembly] : Array.Empty<string>()];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TrialLimit);
        using var trial = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        await trial.WaitForExitAsync(limit.Token);
        return trial.ExitCode == 0;
    }

    /// <summary>Nothing if the system does not have this program.</summary>
    private static string[] Words(string name, params string[] options) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } path ? [path, .. options] : [];

    private static string[] Dressed(IReadOnlyList<string> prefix)
    {
        var user = (FirstUser + RandomNumberGenerator.GetInt32(Users)).ToString(CultureInfo.InvariantCulture);
        return [.. prefix.Select(word => word.Replace(User, user, StringComparison.Ordinal))];
    }
}
