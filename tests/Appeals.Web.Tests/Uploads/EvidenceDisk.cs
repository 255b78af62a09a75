using System.Diagnostics;

namespace Appeals.Web.Tests.Uploads;

/// <summary>
/// A disk of a few megabytes that only one server sees, in a mount namespace of its own: no privilege is needed where the system lets people have
/// user namespaces. Where it does not, the folder for new files goes away instead, which is the same to the server but for the reason.
/// </summary>
internal sealed class EvidenceDisk
{
    private const string Mounting = "mkdir -p \"$1\" && mount -t tmpfs -o size=8m tmpfs \"$1\" && shift && exec \"$@\"";
    private static readonly string[] Namespace = ["unshare", "--user", "--map-root-user", "--mount"];

    /// <summary>False where only the fallback is left.</summary>
    public static bool IsReal { get; } = Run([.. Namespace, "mount", "-t", "tmpfs", "tmpfs", "/tmp"]);

    /// <summary>What a server is started with to find the disk at <paramref name="folder"/>.</summary>
    public static string[] Prefix(string folder) => IsReal ? [.. Namespace, "sh", "-c", Mounting, "sh", folder] : [];

    private readonly int _server;
    private readonly string _folder;

    public EvidenceDisk(int server, string folder) => (_server, _folder) = (server, folder);

    public void Fill() => Change("cat /dev/zero >\"$1/ballast\" 2>/dev/null; test -s \"$1/ballast\"", "mv \"$1/incoming\" \"$1/away\"");

    public void Free() => Change("rm \"$1/ballast\"", "mv \"$1/away\" \"$1/incoming\"");

    public void Forbid() => Change("mount -o remount,ro \"$1\"", "mv \"$1/incoming\" \"$1/away\"");

    public void Allow() => Change("mount -o remount,rw \"$1\"", "mv \"$1/away\" \"$1/incoming\"");

    private void Change(string script, string fallback)
    {
        string[] inside = IsReal ? ["nsenter", "--target", $"{_server}", "--user", "--mount", "--preserve-credentials"] : [];
        if (!Run([.. inside, "sh", "-c", IsReal ? script : fallback, "sh", _folder])) throw new InvalidOperationException($"The disk did not let itself be changed: {script}");
    }

    private static bool Run(string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
