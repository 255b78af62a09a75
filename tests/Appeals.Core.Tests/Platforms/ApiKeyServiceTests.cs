using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Platforms;

public sealed class ApiKeyServiceTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var db = _database.Open();
        _world = await World.CreateAsync(db, _time.Now);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task CreateAsync_Always_KeepsOnlyTheHash()
    {
        await using var db = _database.Open();
        var key = await new ApiKeyService(db, _time).CreateAsync(_world.Platform.Id, "server 1");
        // "apk_" and 256 bits in base64url
        Assert.Equal(4 + 43, key.Length);
        var row = await db.ApiKeys.AsNoTracking().SingleAsync();
        Assert.Equal(ApiKeyService.HashOf(key), row.Hash);
        Assert.DoesNotContain(key, row.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_OfAKey_NamesItsPlatformAndNotesTheHourOnce()
    {
        await using var db = _database.Open();
        var keys = new ApiKeyService(db, _time);
        var key = await keys.CreateAsync(_world.Platform.Id, "server 1");
        Assert.Equal(_world.Platform.Id, (await keys.FindAsync(key))!.PlatformId);
        var hour = new DateTime(2026, 11, 19, 6, 0, 0, DateTimeKind.Utc);
        Assert.Equal(hour, (await db.ApiKeys.AsNoTracking().SingleAsync()).LastUsedAt);
        _time.Advance(TimeSpan.FromMinutes(50));
        await keys.FindAsync(key);
        Assert.Equal(hour.AddHours(1), (await db.ApiKeys.AsNoTracking().SingleAsync()).LastUsedAt);
    }

    [Fact]
    public async Task FindAsync_OfARevokedOrUnknownKey_FindsNothing()
    {
        await using var db = _database.Open();
        var keys = new ApiKeyService(db, _time);
        var key = await keys.CreateAsync(_world.Platform.Id, "server 1");
        Assert.Null(await keys.FindAsync(key + "x"));
        Assert.Null(await keys.FindAsync(key.ToUpperInvariant()));
        var id = (await keys.FindAsync(key))!.KeyId;
        await keys.RevokeAsync(_world.OtherPlatform.Id, id);
        Assert.NotNull(await keys.FindAsync(key));
        await keys.RevokeAsync(_world.Platform.Id, id);
        Assert.Null(await keys.FindAsync(key));
    }

    [Fact]
    public async Task AdmitAsync_Twice_AddsOneKey()
    {
        await using var db = _database.Open();
        var keys = new ApiKeyService(db, _time);
        await keys.AdmitAsync(_world.Platform.Id, "demo", "agreed on elsewhere");
        await keys.AdmitAsync(_world.Platform.Id, "demo", "agreed on elsewhere");
        Assert.Equal(1, await db.ApiKeys.CountAsync());
    }
}
