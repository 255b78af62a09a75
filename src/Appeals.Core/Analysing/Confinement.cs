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
    public async Task<IReadOnlyList<string>> PrefixAsync(string program, CancellationToken cancellation) =>
        Dressed(_prefix ??= await FindAsync(program, cancellation));

    private async Task<IReadOnlyList<string>> FindAsync(string program, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return [];
        foreach (var candidate in Candidates())
            if (await WorksAsync(candidate, program, cancellation)) return candidate;
        logger.LogWarning("The system offers nothing to confine the analyzer with: it runs with the server's own rights and network");
        return [];
    }

    private IEnumerable<IReadOnlyList<string>> Candidates()
    {
        string[] limits = Find("prlimit") is { } prlimit ? [prlimit, "--core=0", "--fsize=0"] : [];
        string[] network = Find("unshare") is not { } unshare ? []
            : Environment.IsPrivilegedProcess ? [unshare, "--net", "--ipc", "--"] : [unshare, "--map-current-user", "--net", "--ipc", "--"];
        string[] rights = Find("setpriv") is not { } setpriv ? []
            : !Environment.IsPrivilegedProcess ? [setpriv, "--no-new-privs", "--"]
            : [setpriv, $"--reuid={User}", $"--regid={User}", "--clear-groups",
                $"--inh-caps={ReadOnly}", $"--ambient-caps={ReadOnly}", $"--bounding-set={ReadOnly}", "--no-new-privs", "--"];
        yield return [.. limits, .. network, .. rights];
        if (network.Length > 0) logger.LogWarning("The analyzer cannot be cut off from the network here");
        yield return [.. limits, .. rights];
        yield return limits;
    }

    private static async Task<bool> WorksAsync(IReadOnlyList<string> prefix, string program, CancellationToken cancellation)
    {
        if (prefix.Count == 0 || Find("test") is not { } test) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TrialLimit);
        string[] words = [.. Dressed(prefix), test, "-x", program];
        using var trial = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        await trial.WaitForExitAsync(limit.Token);
        return trial.ExitCode == 0;
    }

    private static string[] Dressed(IReadOnlyList<string> prefix)
    {
        var user = (FirstUser + RandomNumberGenerator.GetInt32(Users)).ToString(CultureInfo.InvariantCulture);
        return [.. prefix.Select(word => word.Replace(User, user, StringComparison.Ordinal))];
    }

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
