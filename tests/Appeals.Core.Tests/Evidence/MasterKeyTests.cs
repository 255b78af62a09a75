using System.Security.Cryptography;
using Appeals.Core.Evidence;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Tests.Evidence;

public sealed class MasterKeyTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task CheckAsync_WhenAllNodesShareTheKey_Passes()
    {
        var key = StoreFixture.NewKey();
        await GateOf(("one", key)).CheckAsync(CancellationToken.None);

        await GateOf(("one", key)).CheckAsync(CancellationToken.None);

        await using var db = _database.Open();
        Assert.Single(await db.MasterKeyChecks.ToListAsync());
    }

    [Fact]
    public async Task CheckAsync_WhenTheKeyIsAnother_RefusesAndSaysWhy()
    {
        await GateOf(("one", StoreFixture.NewKey())).CheckAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GateOf(("one", StoreFixture.NewKey())).CheckAsync(CancellationToken.None));

        Assert.Contains("'one' of this node is not the one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_WhenAKeyOfTheDatabaseIsUnknownHere_RefusesAndNamesIt()
    {
        await GateOf(("one", StoreFixture.NewKey())).CheckAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GateOf(("two", StoreFixture.NewKey())).CheckAsync(CancellationToken.None));

        Assert.Contains("'one', which this node was not given", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MasterKeyRing_WhenThereIsNoKey_SaysWhatToSet()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new MasterKeyRing(new Dictionary<string, string>(), null));

        Assert.Contains("Evidence:MasterKeys", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("")]
    public void MasterKeyRing_WhenAKeyIsNot32Bytes_NamesIt(string key)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new MasterKeyRing(new Dictionary<string, string> { ["one"] = key }, null));

        Assert.Contains("'one'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unwrap_WhenThePurposeIsAnother_Refuses()
    {
        var ring = StoreFixture.RingOf(("one", StoreFixture.NewKey()));
        var wrapped = ring.Wrap([1, 2, 3], "file:1");

        Assert.ThrowsAny<CryptographicException>(() => ring.Unwrap(wrapped, "file:2"));
        Assert.Equal([1, 2, 3], ring.Unwrap(wrapped, "file:1"));
    }

    private MasterKeyGate GateOf(params (string, string)[] keys)
    {
        var services = new ServiceCollection().AddScoped(_ => _database.Open()).BuildServiceProvider();
        return new MasterKeyGate(services.GetRequiredService<IServiceScopeFactory>(), StoreFixture.RingOf(keys));
    }
}
