using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Evidence;

public sealed class FolderSweepTests() : EvidenceSweepTests(bucket: false);

public sealed class BucketSweepTests() : EvidenceSweepTests(bucket: true);

/// <summary>The storage's own clock is the machine's; the tests' starts there and runs ahead.</summary>
public abstract class EvidenceSweepTests(bool bucket) : IAsyncLifetime
{
    private UploadFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _fixture = await UploadFixture.CreateAsync(bucket ? await S3Server.SharedAsync() : null);
        _fixture.Time.Set(TimeProvider.System.Now());
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task RunAsync_WhenUploadsExpired_RemovesThemAndLeavesTheRest()
    {
        var old = await BegunAsync();
        _fixture.Time.Advance(_fixture.Limits.UploadLifetime);
        var young = await BegunAsync();

        await SweepAsync();

        await using var db = _fixture.Open();
        Assert.Equal(young.Id, (await db.Uploads.SingleAsync()).Id);
        Assert.Equal([young.Id], await UnfinishedAsync());
        Assert.NotEqual(old.Id, young.Id);
    }

    [Fact]
    public async Task RunAsync_WhenEvidenceWasRemoved_ErasesKeyAndBytes()
    {
        var upload = await _fixture.BeginAsync(100);
        await _fixture.SendAsync(upload, 0, UploadWriterTests.Plain(100));
        await _fixture.Uploads.RemoveAsync(_fixture.World.Creator.Id, upload.Id, default);

        await SweepAsync();

        await using var db = _fixture.Open();
        Assert.Null((await db.StoredFiles.SingleAsync()).WrappedKey);
        Assert.Empty(await WholeAsync());
    }

    [Fact]
    public async Task RunAsync_WhenADraftWasDiscarded_ErasesItsFilesAndWhatWasOnItsWay()
    {
        var whole = await _fixture.BeginAsync(100);
        await _fixture.SendAsync(whole, 0, UploadWriterTests.Plain(100));
        await BegunAsync();
        await _fixture.DiscardAsync();

        await SweepAsync();

        await using var db = _fixture.Open();
        Assert.Null((await db.StoredFiles.SingleAsync()).WrappedKey);
        Assert.Empty(await db.Uploads.ToListAsync());
        Assert.Empty(await WholeAsync());
        Assert.Empty(await UnfinishedAsync());
    }

    [Fact]
    public async Task RunAsync_WhenBytesHaveNoRow_RemovesThemOnceTheyAreOld()
    {
        var orphan = await _fixture.Store.SaveAsync(new MemoryStream([1, 2, 3]), 10, default);
        var lost = await BegunAsync();
        var kept = await _fixture.Store.SaveAsync(new MemoryStream([4]), 10, default);
        await using (var db = _fixture.Open())
        {
            db.StoredFiles.Add(kept);
            await db.Uploads.ExecuteDeleteAsync();
            await db.SaveChangesAsync();
        }

        await SweepAsync();
        Assert.Equal(new[] { orphan.Id, kept.Id }.Order(), (await WholeAsync()).Order());
        Assert.Equal([lost.Id], await UnfinishedAsync());

        _fixture.Time.Advance(_fixture.Limits.OrphanAge + TimeSpan.FromMinutes(1));
        await SweepAsync();
        Assert.Equal([kept.Id], await WholeAsync());
        Assert.Empty(await UnfinishedAsync());
    }

    private Task SweepAsync() => _fixture.Scoped<EvidenceSweep>().RunAsync(default);

    private async Task<Upload> BegunAsync()
    {
        var upload = await _fixture.BeginAsync(200_000);
        await _fixture.SendAsync(upload, 0, UploadWriterTests.Plain(100_000));
        return upload;
    }

    private async Task<List<Guid>> WholeAsync() => await _fixture.Storage.WholeAsync(default).Select(f => f.Id).ToListAsync();

    private async Task<List<Guid>> UnfinishedAsync() => await _fixture.Storage.UnfinishedAsync(default).Select(f => f.Id).ToListAsync();
}
