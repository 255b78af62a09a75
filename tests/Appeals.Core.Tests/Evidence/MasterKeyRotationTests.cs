using System.Xml.Linq;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Tests.Evidence;

public sealed class MasterKeyRotationTests : IAsyncLifetime
{
    private readonly string _oldKey = StoreFixture.NewKey();
    private readonly string _newKey = StoreFixture.NewKey();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task RunAsync_WhenDone_EverythingOpensUnderTheNewKeyAloneAndTheOldOneIsRetired()
    {
        using var before = new StoreFixture(StoreFixture.RingOf(("old", _oldKey)));
        await GateOf(before.Ring).CheckAsync(default);
        var files = new List<StoredFile>();
        for (var i = 0; i < 3; i++) files.Add(await before.SaveAsync([(byte)i, 2, 3]));
        EvidenceStore.Erase(files[2]);
        KeyRepository().StoreElement(new XElement("key", new MasterKeyXmlEncryptor(before.Ring).Encrypt(new XElement("secret", "s")).EncryptedElement), "k");
        await using (var db = _database.Open())
        {
            var person = (await World.CreateAsync(db, before.Time.Now)).Reviewer.Id;
            var seed = before.Ring.Wrap([7, 8, 9], SecondFactor.Purpose(person));
            db.SecondFactors.Add(new SecondFactor { PersonId = person, MasterKeyId = seed.MasterKeyId, WrappedSecret = seed.Bytes });
            db.StoredFiles.AddRange(files);
            await db.SaveChangesAsync();
        }
        var both = StoreFixture.RingOf(("old", _oldKey), ("new", _newKey));
        await GateOf(both).CheckAsync(default);

        RotationOutcome outcome;
        await using (var db = _database.Open()) outcome = await new MasterKeyRotation(db, both, TimeProvider.System).RunAsync(default);

        Assert.Equal((2, 0, 1, 1), (outcome.Files, outcome.Uploads, outcome.ProtectionKeys, outcome.SecondFactors));
        Assert.Equal(["old"], outcome.Retired);
        var alone = StoreFixture.RingOf(("new", _newKey));
        await GateOf(alone).CheckAsync(default);
        var store = new EvidenceStore(before.Storage, new FileKeys(alone), before.Time);
        await using var after = _database.Open();
        foreach (var file in await after.StoredFiles.Where(f => f.WrappedKey != null).ToListAsync())
        {
            await using var stream = await store.OpenReadAsync(file, default);
            var plain = new byte[3];
            await stream.ReadExactlyAsync(plain);
            Assert.Equal([2, 3], plain[1..]);
        }
        var factor = await after.SecondFactors.SingleAsync();
        Assert.Equal([7, 8, 9], alone.Unwrap(new WrappedSecret(factor.MasterKeyId, factor.WrappedSecret), SecondFactor.Purpose(factor.PersonId)));
        var wrapped = KeyRepository().GetAllElements().Single().Element(MasterKeyXmlEncryptor.ElementName)!;
        var services = new ServiceCollection().AddSingleton(alone).BuildServiceProvider();
        Assert.Equal("s", new MasterKeyXmlDecryptor(services).Decrypt(wrapped).Value);
    }

    [Fact]
    public async Task RunAsync_WhenRunAgain_ChangesNothing()
    {
        using var fixture = new StoreFixture(StoreFixture.RingOf(("old", _oldKey)));
        var file = await fixture.SaveAsync([1]);
        await using var db = _database.Open();
        db.StoredFiles.Add(file);
        await db.SaveChangesAsync();
        var both = StoreFixture.RingOf(("old", _oldKey), ("new", _newKey));
        await new MasterKeyRotation(db, both, TimeProvider.System).RunAsync(default);

        var again = await new MasterKeyRotation(db, both, TimeProvider.System).RunAsync(default);

        Assert.Equal((0, 0, 0, 0), (again.Files, again.Uploads, again.ProtectionKeys, again.SecondFactors));
    }

    private MasterKeyGate GateOf(MasterKeyRing ring) => new(Scopes(), ring);

    private DatabaseXmlRepository KeyRepository() => new(Scopes());

    private IServiceScopeFactory Scopes() => new ServiceCollection().AddScoped(_ => _database.Open()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
}
