using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>
/// Where the bytes lie: <c>incoming/</c> holds what is still being written, the other folders what is whole.
/// A file appears under its final name by one atomic rename, is never written again, and its name is an id, never a name from outside.
/// </summary>
public sealed class EvidenceFolder
{
    private const string Incoming = "incoming";
    private const string PartSuffix = ".part";
    private const string SealedSuffix = ".sealed";

    public EvidenceFolder(string root)
    {
        Root = root;
        Create(Path.Combine(root, Incoming));
    }

    public string Root { get; }

    /// <summary>The last two digits are random in a version 7 id, so the folders fill evenly.</summary>
    public string PathOf(Guid id)
    {
        var name = id.ToString("N");
        return Path.Combine(Root, name[^2..], name + SealedSuffix);
    }

    public string PartOf(Guid id) => Path.Combine(Root, Incoming, id.ToString("N") + PartSuffix);

    public IEnumerable<(Guid Id, string Path)> Parts() => Files(Path.Combine(Root, Incoming), PartSuffix);

    public IEnumerable<(Guid Id, string Path)> Whole() =>
        Directory.EnumerateDirectories(Root).Where(folder => Path.GetFileName(folder).Length == 2).SelectMany(folder => Files(folder, SealedSuffix));

    /// <summary>Opens the unfinished file for one writer; others are kept out by the system as well.</summary>
    internal static SafeFileHandle OpenPart(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None, FileOptions.None);

    /// <summary>Durable under its final name when this returns. Doing it again after a crash is harmless.</summary>
    internal void Publish(Guid id)
    {
        var (part, path) = (PartOf(id), PathOf(id));
        if (File.Exists(path) && !File.Exists(part)) return;
        Create(Path.GetDirectoryName(path)!);
        File.Move(part, path, overwrite: false);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Sync(Path.GetDirectoryName(path)!);
    }

    private static IEnumerable<(Guid Id, string Path)> Files(string folder, string suffix)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + suffix))
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id)) yield return (id, path);
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A rename is durable only when its folder is; .NET opens no folders.</summary>
    private static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = NativeMethods.Open(folder, flags: 0);
        if (handle < 0) return;
        _ = NativeMethods.Fsync(handle);
        _ = NativeMethods.Close(handle);
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern int Fsync(int handle);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern int Close(int handle);
    }
}
