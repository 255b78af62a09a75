using System.Security.Cryptography;

namespace Appeals.Core.Evidence;

/// <summary>
/// Sealed files on this machine's disk for as long as a child reads them, in a folder of this process's own. Beside it lies a lock file that the system
/// lets go when the process dies, however it dies; then another may remove the folder.
/// </summary>
internal sealed class Scratch(string root) : IDisposable
{
    private const string LockSuffix = ".lock";
    private readonly Lock _lock = new();
    private readonly string _own = Path.Combine(root, RandomNumberGenerator.GetHexString(32, lowercase: true));
    private FileStream? _held;

    /// <exception cref="FileNotFoundException"><paramref name="fill"/> found nothing.</exception>
    public async Task<LocalFile> WriteAsync(Func<Stream, Task<bool>> fill)
    {
        Claim();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new LocalFile(Path.Combine(_own, RandomNumberGenerator.GetHexString(32, lowercase: true)), temporary: true);
        try
        {
            await using var stream = new FileStream(file.Path, options);
            return await fill(stream) ? file : throw new FileNotFoundException("There are no such bytes.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Tidy()
    {
        if (!Directory.Exists(root)) return;
        foreach (var path in Directory.EnumerateFiles(root, "*" + LockSuffix)) RemoveIfDead(path);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_held is null) return;
            Directory.Delete(_own, recursive: true);
            _held.Dispose();
            File.Delete(_own + LockSuffix);
            _held = null;
        }
    }

    private void Claim()
    {
        lock (_lock)
        {
            if (_held is not null) return;
            Directory.CreateDirectory(root);
            _held = new FileStream(_own + LockSuffix, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_own);
            else Directory.CreateDirectory(_own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void RemoveIfDead(string lockPath)
    {
        try
        {
            using var dead = new FileStream(lockPath, FileMode.Open, FileAccess.Write, FileShare.None);
            var folder = lockPath[..^LockSuffix.Length];
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            File.Delete(lockPath);
        }
        catch (IOException)
        {
            // alive, or somebody else is removing it
        }
    }
}
