using System.Security.Cryptography;
using Appeals.Core.Evidence;
using Appeals.Testing;

namespace Appeals.Core.Tests.Evidence;

/// <summary>An evidence store in a folder of its own, or below a prefix of its own in a bucket.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("appeals-evidence-").FullName;
    private readonly S3Server? _server;
    private readonly string _prefix = $"{RandomNumberGenerator.GetHexString(16)}/";

    public StoreFixture(MasterKeyRing? ring = null, S3Server? server = null)
    {
        _server = server;
        Ring = ring ?? RingOf(("one", NewKey()));
        Storage = server is null ? new EvidenceFolder(_folder) : new EvidenceBucket(Options(server, _prefix), Scratch);
        Store = new EvidenceStore(Storage, new FileKeys(Ring), Time);
    }

    public static BucketOptions Options(S3Server server, string prefix) => new()
    {
        ServiceUrl = server.Address, Bucket = S3Server.Bucket, Prefix = prefix, AccessKey = S3Server.Key, SecretKey = S3Server.Key, ForcePathStyle = true,
    };

    public FakeTime Time { get; } = new();
    public MasterKeyRing Ring { get; }
    public EvidenceStorage Storage { get; }
    public EvidenceFolder Folder => (EvidenceFolder)Storage;
    public string Scratch => Path.Combine(_folder, "scratch");
    public EvidenceStore Store { get; }

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyRing.KeyLength));

    /// <summary>The last one is current.</summary>
    public static MasterKeyRing RingOf(params (string Id, string Key)[] keys) => new(keys.ToDictionary(k => k.Id, k => k.Key), keys[^1].Id);

    public Task<StoredFile> SaveAsync(byte[] plain) => Store.SaveAsync(new MemoryStream(plain), long.MaxValue, CancellationToken.None);

    public async Task<byte[]> ReadAsync(StoredFile file)
    {
        await using var stream = await Store.OpenReadAsync(file, default);
        var plain = new byte[file.Length];
        await stream.ReadExactlyAsync(plain);
        return plain;
    }

    public string PathOf(StoredFile file) => _server?.PathOf($"{_prefix}{file.Id.ToString("N")[^2..]}/{file.Id:N}.sealed") ?? Folder.PathOf(file.Id);

    public void Tamper(StoredFile file, Action<FileStream> change)
    {
        var path = PathOf(file);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        change(stream);
    }

    public void Dispose()
    {
        (Storage as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
