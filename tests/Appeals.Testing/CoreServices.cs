using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Microsoft.Extensions.Options;

namespace Appeals.Testing;

/// <summary>Core's services over a test database and a clock that the test moves. Every property opens a context of its own, as every request does.</summary>
public sealed class CoreServices(TestDatabase database, FakeTime time) : IDisposable
{
    private readonly List<AppealsDb> _open = [];

    public FakeTime Time => time;
    public ServiceLevelOptions ServiceLevels { get; } = new();
    public FilingService Filing => With(db => new FilingService(db, new HistoryLog(db, time), new AnalysisQueue(db, time), NewNotifier(db), Clock));
    public ReviewingService Reviewing => With(db => new ReviewingService(db, new HistoryLog(db, time), NewNotifier(db), Clock));
    public DecidingService Deciding => With(db => new DecidingService(db, new HistoryLog(db, time), NewNotifier(db), Clock));

    public ServiceClock Clock => new(time, Options.Create(ServiceLevels));

    public AppealsDb Open()
    {
        var db = database.Open();
        _open.Add(db);
        return db;
    }

    /// <summary>The same house on a node whose clock shows another time.</summary>
    public CoreServices At(FakeTime other) => new(database, other);

    /// <summary>A filed appeal, waiting in the queue.</summary>
    public async Task<Appeal> QueueAsync(World world, Label label)
    {
        var appeal = await FileAsync(world, label);
        await using var db = database.Open();
        var queued = await db.Appeals.FindAsync(appeal.Id);
        queued!.Queue(Lane.Standard, time.Now);
        await db.SaveChangesAsync();
        return queued;
    }

    public async Task<Appeal> FileAsync(World world, Label label)
    {
        var creator = world.As(world.People.Single(p => p.Person.Id == label.Work.CreatorId).Person);
        var draft = await Filing.StartAsync(label.Id, creator);
        draft = await Filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.AiAssisted, Statement = "I drew this." }, draft.Version, creator);
        return await Filing.SubmitAsync(draft.Reference, draft.Version, creator);
    }

    public async Task<Appeal> ReviewAsync(World world, Label label, Person reviewer)
    {
        var appeal = await QueueAsync(world, label);
        return await Reviewing.ClaimAsync(appeal.Reference, world.As(reviewer));
    }

    public void Dispose()
    {
        foreach (var db in _open) db.Dispose();
    }

    private T With<T>(Func<AppealsDb, T> create) => create(Open());

    public Notifier NewNotifier(AppealsDb db) =>
        new(db, new Links(Options.Create(new PortalOptions { PublicUrl = new Uri("https://appeals.example.test/") })), Options.Create(ServiceLevels), time);
}
