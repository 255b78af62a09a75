using Appeals.Core.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Evidence;

public sealed class EvidenceSweepTests : IAsyncLifetime
{
    private UploadFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await UploadFixture.CreateAsync();

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
        Assert.Equal([young.Id], _fixture.Folder.Parts().Select(p => p.Id));
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
        Assert.Empty(_fixture.Folder.Whole());
    }

    [Fact]
    public async Task RunAsync_WhenBytesHaveNoRow_RemovesThemOnceTheyAreOld()
    {
        var orphan = await _fixture.Store.SaveAsync(new MemoryStream([1, 2, 3]), 10, default);
        var part = _fixture.Folder.PartOf(Guid.CreateVersion7());
        await File.WriteAllBytesAsync(part, [1]);
        var kept = await _fixture.Store.SaveAsync(new MemoryStream([4]), 10, default);
        await using (var db = _fixture.Open())
        {
            db.StoredFiles.Add(kept);
            await db.SaveChangesAsync();
        }
        Written(orphan.Id, _fixture.Time.Now);
        await SweepAsync();
        Assert.Equal(2, _fixture.Folder.Whole().Count());

        foreach (var path in _fixture.Folder.Whole().Concat(_fixture.Folder.Parts()).Select(f => f.Path)) Age(path);
        await SweepAsync();

        Assert.Equal([kept.Id], _fixture.Folder.Whole().Select(f => f.Id));
        Assert.Empty(_fixture.Folder.Parts());
    }

    private Task SweepAsync() => _fixture.Scoped<EvidenceSweep>().RunAsync(default);

    private async Task<Upload> BegunAsync()
    {
        var upload = await _fixture.BeginAsync(200_000);
        await _fixture.SendAsync(upload, 0, UploadWriterTests.Plain(100_000));
        foreach (var (_, path) in _fixture.Folder.Parts()) Age(path);
        return upload;
    }

    private void Age(string path) => Written(path, _fixture.Time.Now - _fixture.Limits.OrphanAge - TimeSpan.FromSeconds(1));

    private void Written(Guid id, DateTime at) => Written(_fixture.Folder.PathOf(id), at);

    private static void Written(string path, DateTime at)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetLastWriteTimeUtc(path, at);
    }
}
