using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Tests.Evidence;

/// <summary>Evidence services as the site registers them, over a database and a folder of their own, with a draft and a filed appeal.</summary>
internal sealed class UploadFixture : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("appeals-uploads-").FullName;
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private UploadFixture(TestDatabase database, S3Server? server)
    {
        _database = database;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddEvidence(new TestEnvironment(_folder));
        services.AddSingleton<TimeProvider>(Time);
        services.AddScoped(_ => database.Open());
        services.AddScoped<Core.History.HistoryLog>();
        services.PostConfigure<EvidenceOptions>(o => o.Directory = _folder);
        if (server is not null)
            services.PostConfigure<EvidenceOptions>(o => (o.Store, o.S3) = (EvidencePlace.S3, StoreFixture.Options(server, Path.GetFileName(_folder) + "/")));
        _services = services.BuildServiceProvider();
    }

    public FakeTime Time { get; } = new();
    public World World { get; private set; } = null!;
    public Appeal Draft { get; private set; } = null!;
    public EvidenceOptions Limits => Get<IOptions<EvidenceOptions>>().Value;
    public EvidenceStorage Storage => Get<EvidenceStorage>();
    public EvidenceFolder Folder => (EvidenceFolder)Storage;
    public EvidenceStore Store => Get<EvidenceStore>();
    /// <summary>Each in a scope of its own, as each request has.</summary>
    public UploadService Uploads => Scoped<UploadService>();
    public UploadWriter Writer => Scoped<UploadWriter>();
    public UploadLeases Leases => Get<UploadLeases>();

    public static async Task<UploadFixture> CreateAsync(S3Server? server = null)
    {
        var fixture = new UploadFixture(await TestDatabase.CreateAsync(), server);
        await using var db = fixture.Open();
        fixture.World = await World.CreateAsync(db, fixture.Time.Now);
        fixture.Draft = await fixture.AddDraftAsync();
        return fixture;
    }

    public AppealsDb Open() => _database.Open();

    public T Scoped<T>() where T : notnull => _services.CreateScope().ServiceProvider.GetRequiredService<T>();

    public async Task<Appeal> AddDraftAsync()
    {
        using var core = new CoreServices(_database, Time);
        await using var db = Open();
        return await core.Filing.StartAsync((await World.AddLabelAsync(db, Time.Now)).Id, World.As(World.Creator));
    }

    public async Task DiscardAsync()
    {
        using var core = new CoreServices(_database, Time);
        await core.Filing.DiscardAsync(Draft.Reference, World.As(World.Creator));
    }

    public async Task<Appeal> AddFiledAsync()
    {
        using var core = new CoreServices(_database, Time);
        await using var db = Open();
        return await core.FileAsync(World, await World.AddLabelAsync(db, Time.Now));
    }

    public Task<Upload> BeginAsync(long length, Appeal? appeal = null, string name = "lantern-bay.psd") =>
        Uploads.CreateAsync(World.Creator.Id, (appeal ?? Draft).Reference, name, length, default);

    public Task<Upload> SendAsync(Upload upload, long offset, ReadOnlyMemory<byte> bytes, UploadChecksum? checksum = null) =>
        Writer.AppendAsync(upload.Id, offset, checksum, new MemoryStream(bytes.ToArray()), default);

    public async Task<Upload> RowAsync(Upload upload)
    {
        await using var db = Open();
        return (await db.Uploads.FindAsync(upload.Id))!;
    }

    /// <summary>Another process: nothing of this one's memory is known.</summary>
    public void Forget() => Get<UploadHashes>().Dispose();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private sealed class TestEnvironment(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;
        public string ApplicationName { get; set; } = "Tests";
        public string ContentRootPath { get; set; } = root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
