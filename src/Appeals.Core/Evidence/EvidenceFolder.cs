using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Appeals.Core.Evidence;

/// <summary>
/// The storage as a folder that every node sees: <c>incoming/</c> holds what is still being written, the other folders what is whole.
/// A file appears under its final name by one atomic rename.
/// </summary>
public sealed class EvidenceFolder : EvidenceStorage
{
    private const string PartSuffix = ".part";
    private const int ProbeLength = 4096;
    private const int LinuxBusy = 11;
    private const int MacBusy = 35;
    private const int WindowsBusy = unchecked((int)0x80070020);

    public EvidenceFolder(string root)
    {
        Root = root;
        Create(Path.Combine(root, Incoming));
    }

    public string Root { get; }

    public string PathOf(Guid id) => Path.Combine(Root, FolderOf(id), NameOf(id) + SealedSuffix);

    public string PartOf(Guid id) => Path.Combine(Root, Incoming, NameOf(id) + PartSuffix);

    public override Task<Stream> OpenReadAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(PathOf(id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0 }));
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new FileNotFoundException("There are no such bytes.", missing);
        }
    }

    public override Task<long?> LengthAsync(Guid id, CancellationToken cancellation) => Task.FromResult(LengthOf(PathOf(id)));

    public override Task<LocalFile> FetchAsync(Guid id, CancellationToken cancellation) => Task.FromResult(new LocalFile(PathOf(id), temporary: false));

    public override Task DeleteAsync(Guid id, CancellationToken cancellation) => Delete(PathOf(id));

    public override Task DropUnfinishedAsync(Guid id, CancellationToken cancellation) => Delete(PartOf(id));

    public override IAsyncEnumerable<StoredBytes> WholeAsync(CancellationToken cancellation) => Directory.EnumerateDirectories(Root)
        .Where(folder => Path.GetFileName(folder).Length == 2).SelectMany(folder => Files(folder, SealedSuffix)).ToAsyncEnumerable();

    public override IAsyncEnumerable<StoredBytes> UnfinishedAsync(CancellationToken cancellation) => Files(Path.Combine(Root, Incoming), PartSuffix).ToAsyncEnumerable();

    public override async Task ProbeAsync(CancellationToken cancellation)
    {
        var probe = Path.Combine(Root, Incoming, $".ready-{Environment.ProcessId}");
        await using var file = new FileStream(probe, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.DeleteOnClose,
        });
        await file.WriteAsync(new byte[ProbeLength], cancellation);
        file.Flush(flushToDisk: true);
    }

    internal override UnfinishedFile Create(Guid id, ReadOnlySpan<byte> key) => new FolderFile(this, OpenPart(PartOf(id), FileMode.CreateNew), key, id, length: 0);

    internal override Task<UnfinishedFile?> TryOpenAsync(Upload upload, byte[] key, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<UnfinishedFile?>(new FolderFile(this, Open(upload), key, upload.Id, upload.Length));
        }
        catch (IOException busy) when (busy.HResult is LinuxBusy or MacBusy or WindowsBusy)
        {
            return Task.FromResult<UnfinishedFile?>(null);
        }
    }

    internal override bool MayHoldMore(Upload upload) => LengthOf(PartOf(upload.Id)) > SealedEnd(upload.Offset);

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

    /// <summary>A whole upload may lie under its final name already, if the process died before the row was written.</summary>
    private SafeFileHandle Open(Upload upload)
    {
        var part = PartOf(upload.Id);
        return upload.Offset == upload.Length && !File.Exists(part) && File.Exists(PathOf(upload.Id))
            ? File.OpenHandle(PathOf(upload.Id))
            : OpenPart(part, FileMode.OpenOrCreate);
    }

    /// <summary>For one writer; others are kept out by the system as well.</summary>
    private static SafeFileHandle OpenPart(string path, FileMode mode) => File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None, FileOptions.None);

    private static IEnumerable<StoredBytes> Files(string folder, string suffix)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + suffix))
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id)) yield return new StoredBytes(id, file.Length, file.LastWriteTimeUtc);
    }

    private static long? LengthOf(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : null;

    private static Task Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // as good as deleted
        }
        return Task.CompletedTask;
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
