using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.Tests.Evidence;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>Appeals with real files in a real store, and nodes that analyse them.</summary>
public abstract class AnalysisTest : CoreTest
{
    private StoreFixture _store = null!;
    private readonly List<AnalysisNode> _nodes = [];

    private protected virtual Task<S3Server?> ServerAsync() => Task.FromResult<S3Server?>(null);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _store = new StoreFixture(StoreFixture.RingOf(("one", MasterKey)), await ServerAsync());
    }

    private protected string MasterKey { get; } = StoreFixture.NewKey();
    private protected EvidenceStore Store => _store.Store;
    private protected EvidenceFolder Folder => _store.Folder;
    private protected string Scratch => _store.Scratch;

    public override async Task DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        await base.DisposeAsync();
        _store.Dispose();
    }

    private protected static byte[] Made(string name) =>
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Appeals.Analysis.Tests", "Corpus", "made", name));

    private protected AnalysisNode Node(FakeAnalyzer? fake = null, Action<AnalysingOptions>? change = null, TimeProvider? time = null)
    {
        var node = new AnalysisNode(Database, Store, time ?? Time, options =>
        {
            if (fake is not null) options.Analyzer = fake.Path;
            change?.Invoke(options);
        });
        _nodes.Add(node);
        return node;
    }

    private protected async Task<StoredFile> StoreAsync(byte[] bytes)
    {
        var stored = await _store.SaveAsync(bytes);
        await using var db = Services.Open();
        db.Add(stored);
        await db.SaveChangesAsync();
        return stored;
    }

    private protected async Task<EvidenceFile> AddFileAsync(Guid appealId, byte[] bytes)
    {
        var stored = await StoreAsync(bytes);
        var file = new EvidenceFile
        {
            Id = Time.NewId(), AppealId = appealId, Name = "night-ferry.psd", BlindName = "source-1.psd", Format = stored.Format, StoredFileId = stored.Id, UploadedAt = Time.Now,
        };
        await using var db = Services.Open();
        db.Add(file);
        await db.SaveChangesAsync();
        return file;
    }

    private protected async Task<AnalysisRun> QueueAsync(Func<AnalysisQueue, AnalysisRun> add)
    {
        await using var db = Services.Open();
        var run = add(new AnalysisQueue(db, Time));
        await db.SaveChangesAsync();
        return run;
    }

    private protected async Task<AnalysisRun> RunAsync(Guid id)
    {
        await using var db = Services.Open();
        return await db.AnalysisRuns.AsNoTracking().Include(r => r.Previews).ThenInclude(p => p.StoredFile).SingleAsync(r => r.Id == id);
    }

    private protected async Task<AnalysisRun> RunOfAsync(Appeal appeal)
    {
        await using var db = Services.Open();
        return await RunAsync(await db.AnalysisRuns.Where(r => r.AppealId == appeal.Id && r.Task == AnalyzerTask.Analyze).Select(r => r.Id).SingleAsync());
    }

    private protected async Task<Appeal> AppealAsync(Guid id)
    {
        await using var db = Services.Open();
        return await db.Appeals.AsNoTracking().SingleAsync(a => a.Id == id);
    }

    /// <summary>Waits for something another process or thread will bring about.</summary>
    private protected static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
