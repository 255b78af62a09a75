using System.Security.Cryptography;
using Appeals.Core.Evidence;
using Appeals.Testing;

namespace Appeals.Core.Tests.Evidence;

/// <summary>An evidence store in a folder of its own.</summary>
internal sealed class StoreFixture : IDisposable
{
    public StoreFixture(MasterKeyRing? ring = null)
    {
        Ring = ring ?? RingOf(("one", NewKey()));
        Folder = new EvidenceFolder(Directory.CreateTempSubdirectory("appeals-evidence-").FullName);
        Store = new EvidenceStore(Folder, new FileKeys(Ring), Time);
    }

    public FakeTime Time { get; } = new();
    public MasterKeyRing Ring { get; }
    public EvidenceFolder Folder { get; }
    public EvidenceStore Store { get; }

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyRing.KeyLength));

    /// <summary>The last one is current.</summary>
    public static MasterKeyRing RingOf(params (string Id, string Key)[] keys) => new(keys.ToDictionary(k => k.Id, k => k.Key), keys[^1].Id);

    public Task<StoredFile> SaveAsync(byte[] plain) => Store.SaveAsync(new MemoryStream(plain), long.MaxValue, CancellationToken.None);

    public byte[] Read(StoredFile file)
    {
        using var stream = Store.OpenRead(file);
        var plain = new byte[file.Length];
        stream.ReadExactly(plain);
        return plain;
    }

    public void Tamper(StoredFile file, Action<FileStream> change)
    {
        var path = Folder.PathOf(file.Id);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        change(stream);
    }

    public void Dispose() => Directory.Delete(Folder.Root, recursive: true);
}
