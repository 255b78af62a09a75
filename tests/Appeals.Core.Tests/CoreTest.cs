using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Testing;

namespace Appeals.Core.Tests;

/// <summary>A database, a clock, people, and the services over them.</summary>
public abstract class CoreTest : IAsyncLifetime
{
    private protected TestDatabase Database { get; private set; } = null!;
    protected FakeTime Time { get; } = new();
    protected CoreServices Services { get; private set; } = null!;
    protected World World { get; private set; } = null!;
    protected Label Label { get; private set; } = null!;

    private protected virtual DatabaseProvider Provider => TestDatabase.Chosen;

    public virtual async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(Provider);
        Services = new CoreServices(Database, Time);
        await using var db = Database.Open();
        World = await World.CreateAsync(db, Time.Now);
        Label = await World.AddLabelAsync(db, Time.Now);
    }

    public virtual async Task DisposeAsync()
    {
        Services.Dispose();
        await Database.DisposeAsync();
    }
}
