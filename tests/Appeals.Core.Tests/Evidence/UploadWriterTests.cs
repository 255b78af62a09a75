using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Evidence;

public sealed class FolderUploadTests() : UploadWriterTests(bucket: false)
{
    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task CatchUpAsync_WhenAWriterDied_TakesOverItsWholeChunksUnlessItOwedAChecksum(bool owedChecksum, int chunks)
    {
        var plain = Plain(3 * Chunk);
        var upload = await Fixture.BeginAsync(plain.Length);
        await Fixture.SendAsync(upload, 0, plain.AsMemory(0, Chunk));
        await LeaveBehindAsync(upload, plain, owedChecksum);
        Assert.Equal(Chunk, (await Fixture.Writer.CatchUpAsync(await Fixture.RowAsync(upload), default)).Offset);
        Fixture.Time.Advance(Fixture.Limits.UploadLease);

        var reached = await Fixture.Writer.CatchUpAsync(await Fixture.RowAsync(upload), default);

        Assert.Equal(chunks * Chunk, reached.Offset);
        Assert.Equal(chunks * Chunk, (await Fixture.RowAsync(upload)).Offset);
        Fixture.Forget();
        await Fixture.SendAsync(upload, reached.Offset, plain.AsMemory((int)reached.Offset));
        await using var db = Fixture.Open();
        Assert.Equal(SHA256.HashData(plain), (await db.StoredFiles.SingleAsync()).Sha256);
    }

    /// <summary>The second chunk whole, the third torn; the lease is still held.</summary>
    private async Task LeaveBehindAsync(Upload upload, byte[] plain, bool owedChecksum)
    {
        Assert.NotNull(await Fixture.Leases.TryTakeAsync(upload.Id, owedChecksum, default));
        var key = Fixture.Scoped<FileKeys>().Open(upload);
        await using var file = new FileStream(Fixture.Folder.PartOf(upload.Id), FileMode.Append);
        using var seal = new AesGcm(key, SealedFormat.TagLength);
        var chunk = new byte[SealedFormat.SealedChunkLength];
        SealedFormat.Seal(seal, upload.Id, 1, last: false, plain.AsSpan(Chunk, Chunk), chunk);
        await file.WriteAsync(chunk);
        SealedFormat.Seal(seal, upload.Id, 2, last: true, plain.AsSpan(2 * Chunk, Chunk), chunk);
        await file.WriteAsync(chunk.AsMemory(0, 1000));
    }
}

public abstract class UploadWriterTests(bool bucket) : IAsyncLifetime
{
    private protected const int Chunk = SealedFormat.ChunkLength;
    private UploadFixture _fixture = null!;

    private protected UploadFixture Fixture => _fixture;

    public async Task InitializeAsync() => _fixture = await UploadFixture.CreateAsync(bucket ? await S3Server.SharedAsync() : null);

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task AppendAsync_WhenAPartIsNotWholeChunks_AcknowledgesTheLastBoundary()
    {
        var plain = Plain(5 * Chunk);
        var upload = await _fixture.BeginAsync(plain.Length);

        var after = await _fixture.SendAsync(upload, 0, plain.AsMemory(0, (2 * Chunk) + 1234));

        Assert.Equal(2 * Chunk, after.Offset);
        Assert.Equal(FileFormat.Psd, after.Format);
        Assert.Equal(2 * SealedFormat.SealedChunkLength, await UnfinishedAsync(upload));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AppendAsync_WhenTheLastPartCame_TurnsTheUploadIntoEvidence(bool anotherProcess)
    {
        var plain = Plain((3 * Chunk) + 77);
        var upload = await _fixture.BeginAsync(plain.Length);
        await _fixture.SendAsync(upload, 0, plain.AsMemory(0, 2 * Chunk));
        if (anotherProcess) _fixture.Forget();

        var after = await _fixture.SendAsync(upload, 2 * Chunk, plain.AsMemory(2 * Chunk));

        await using var db = _fixture.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync();
        Assert.Equal(evidence.Id, after.EvidenceFileId);
        Assert.Equal("source-1.psd", evidence.BlindName);
        Assert.Equal("lantern-bay.psd", evidence.Name);
        Assert.Equal(SHA256.HashData(plain), evidence.StoredFile.Sha256);
        await using var stored = await _fixture.Store.OpenReadAsync(evidence.StoredFile, default);
        var read = new byte[plain.Length];
        await stored.ReadExactlyAsync(read);
        Assert.Equal(plain, read);
        var run = await db.AnalysisRuns.SingleAsync();
        Assert.Equal((AnalyzerTask.Inspect, evidence.Id), (run.Task, run.EvidenceFileId));
        Assert.Empty(await db.History.ToListAsync());
    }

    [Fact]
    public async Task AppendAsync_WhenTheAppealIsFiled_WritesHistoryAndAnalysesAnew()
    {
        var appeal = await _fixture.AddFiledAsync();
        var upload = await _fixture.BeginAsync(100, appeal);

        await _fixture.SendAsync(upload, 0, Plain(100));

        await using var db = _fixture.Open();
        Assert.Equal(HistoryKind.FileAdded, (await db.History.OrderBy(h => h.Sequence).LastAsync(h => h.AppealId == appeal.Id)).Kind);
        Assert.Equal(2, await db.AnalysisRuns.CountAsync(r => r.AppealId == appeal.Id && r.Task == AnalyzerTask.Analyze));
        Assert.Null(HistoryChain.FirstBreak(await db.History.Where(h => h.AppealId == appeal.Id).ToListAsync()));
    }

    [Fact]
    public async Task AppendAsync_WhenTwoFilesEndAtTheSameTime_BothAreThereUnderNamesOfTheirOwn()
    {
        var appeal = await _fixture.AddFiledAsync();
        var uploads = new List<Upload>();
        for (var i = 0; i < 4; i++) uploads.Add(await _fixture.BeginAsync(100, appeal));

        await Task.WhenAll(uploads.Select(u => Task.Run(() => _fixture.SendAsync(u, 0, Plain(100)))));

        await using var db = _fixture.Open();
        Assert.Equal(["source-1.psd", "source-2.psd", "source-3.psd", "source-4.psd"], await db.EvidenceFiles.Select(f => f.BlindName).Order().ToListAsync());
        Assert.Null(HistoryChain.FirstBreak(await db.History.Where(h => h.AppealId == appeal.Id).ToListAsync()));
    }

    [Fact]
    public async Task AppendAsync_WhenItEndsTwice_TheFileIsThereOnce()
    {
        var plain = Plain(100);
        var upload = await _fixture.BeginAsync(plain.Length);
        await _fixture.SendAsync(upload, 0, plain);

        var again = await _fixture.SendAsync(upload, 100, Array.Empty<byte>());

        Assert.Equal(100, again.Offset);
        await using var db = _fixture.Open();
        Assert.Single(await db.EvidenceFiles.ToListAsync());
        Assert.Single(await db.AnalysisRuns.ToListAsync());
    }

    [Fact]
    public async Task AppendAsync_WhenTheOffsetIsWrong_RefusesAndKeepsWhatThereWas()
    {
        var plain = Plain(4 * Chunk);
        var upload = await _fixture.BeginAsync(plain.Length);
        await _fixture.SendAsync(upload, 0, plain.AsMemory(0, Chunk));

        Assert.Equal(UploadRefusal.WrongOffset, await RefusalAsync(() => _fixture.SendAsync(upload, 0, plain)));
        Assert.Equal(UploadRefusal.WrongOffset, await RefusalAsync(() => _fixture.SendAsync(upload, Chunk - 1, plain.AsMemory(0, Chunk))));
        Assert.Equal(Chunk, (await _fixture.RowAsync(upload)).Offset);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha1")]
    public async Task AppendAsync_WhenTheChecksumIsWrong_TruncatesToWhatThereWas(string algorithm)
    {
        var plain = Plain(4 * Chunk);
        var upload = await _fixture.BeginAsync(plain.Length);
        await _fixture.SendAsync(upload, 0, plain.AsMemory(0, Chunk));
        var part = plain.AsMemory(Chunk, 2 * Chunk);
        var right = Checksum(algorithm, part.Span);
        var wrong = Checksum(algorithm, [1]);

        Assert.Equal(UploadRefusal.WrongChecksum, await RefusalAsync(() => _fixture.SendAsync(upload, Chunk, part, wrong)));
        Assert.Equal(SealedFormat.SealedChunkLength, await UnfinishedAsync(upload));
        Assert.Equal(Chunk, (await _fixture.RowAsync(upload)).Offset);

        Assert.Equal(3 * Chunk, (await _fixture.SendAsync(upload, Chunk, part, right)).Offset);
        await _fixture.SendAsync(upload, 3 * Chunk, plain.AsMemory(3 * Chunk));
        await using var db = _fixture.Open();
        Assert.Equal(SHA256.HashData(plain), (await db.StoredFiles.SingleAsync()).Sha256);
    }

    [Fact]
    public async Task AppendAsync_WhenMoreComesThanAnnounced_KeepsNothingOfIt()
    {
        var upload = await _fixture.BeginAsync(2 * Chunk);

        Assert.Equal(UploadRefusal.LongerThanAnnounced, await RefusalAsync(() => _fixture.SendAsync(upload, 0, Plain((2 * Chunk) + 1))));

        Assert.Equal(0, (await _fixture.RowAsync(upload)).Offset);
        Assert.Equal(2 * Chunk, (await _fixture.SendAsync(upload, 0, Plain(2 * Chunk))).Offset);
    }

    [Fact]
    public async Task AppendAsync_WhenLessThanAChunkCame_SaysThatItKeptNothing()
    {
        var upload = await _fixture.BeginAsync(2 * Chunk);

        Assert.Equal(UploadRefusal.LessThanAChunk, await RefusalAsync(() => _fixture.SendAsync(upload, 0, Plain(Chunk - 1))));
    }

    [Fact]
    public async Task AppendAsync_WhenTheLineBreaks_KeepsTheWholeChunksThatCame()
    {
        var plain = Plain(40 * Chunk);
        var upload = await _fixture.BeginAsync(plain.Length);

        var after = await _fixture.Writer.AppendAsync(upload.Id, 0, null, new BreakingStream(plain, (20 * Chunk) + 5), default);

        Assert.Equal(20 * Chunk, after.Offset);
        await _fixture.SendAsync(upload, 20 * Chunk, plain.AsMemory(20 * Chunk));
        await using var db = _fixture.Open();
        Assert.Equal(SHA256.HashData(plain), (await db.StoredFiles.SingleAsync()).Sha256);
    }

    [Fact]
    public async Task AppendAsync_WhenSomebodyElseWrites_IsLockedUntilTheLeaseRunsOut()
    {
        var upload = await _fixture.BeginAsync(2 * Chunk);
        await using var dead = await _fixture.Leases.TryTakeAsync(upload.Id, withChecksum: false, default);
        Assert.NotNull(dead);

        Assert.Equal(UploadRefusal.Locked, await RefusalAsync(() => _fixture.SendAsync(upload, 0, Plain(2 * Chunk))));
        _fixture.Time.Advance(_fixture.Limits.UploadLease);

        Assert.Equal(2 * Chunk, (await _fixture.SendAsync(upload, 0, Plain(2 * Chunk))).Offset);
        Assert.False(await dead.RenewAsync());
    }

    [Fact]
    public async Task CatchUpAsync_WhenTheProcessDiedBeforeTheRowsWereWritten_CompletesTheUpload()
    {
        var plain = Plain(Chunk + 10);
        var upload = await _fixture.BeginAsync(plain.Length);
        await _fixture.SendAsync(upload, 0, plain);
        await using (var db = _fixture.Open())
        {
            // as if the transaction had never committed: the file lies under its final name, no row speaks of it
            await db.Uploads.ExecuteUpdateAsync(set => set.SetProperty(u => u.EvidenceFileId, (Guid?)null));
            await db.AnalysisRuns.ExecuteDeleteAsync();
            await db.EvidenceFiles.ExecuteDeleteAsync();
            await db.StoredFiles.ExecuteDeleteAsync();
        }

        // who is told that all is here asks no more: while the dead writer's lease lasts, it is not said
        await using (await _fixture.Leases.TryTakeAsync(upload.Id, withChecksum: false, default))
        {
            var whileLeased = await _fixture.RowAsync(upload);
            Assert.Equal(UploadRefusal.Locked, await RefusalAsync(() => _fixture.Writer.CatchUpAsync(whileLeased, default)));
        }
        var whole = await _fixture.Writer.CatchUpAsync(await _fixture.RowAsync(upload), default);

        await using var after = _fixture.Open();
        Assert.Equal(whole.EvidenceFileId, (await after.EvidenceFiles.SingleAsync()).Id);
        Assert.Equal(SHA256.HashData(plain), (await after.StoredFiles.SingleAsync()).Sha256);
    }

    [Fact]
    public async Task AppendAsync_WhenTheAppealWasWithdrawnMeanwhile_AddsNothing()
    {
        var appeal = await _fixture.AddFiledAsync();
        var upload = await _fixture.BeginAsync(100, appeal);
        await using (var db = _fixture.Open())
            await db.Appeals.Where(a => a.Id == appeal.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.State, AppealState.Withdrawn));

        Assert.Equal(UploadRefusal.AppealClosed, await RefusalAsync(() => _fixture.SendAsync(upload, 0, Plain(100))));

        await using var after = _fixture.Open();
        Assert.Empty(await after.EvidenceFiles.ToListAsync());
    }

    /// <summary>A Photoshop document, as far as its first bytes say.</summary>
    internal static byte[] Plain(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        "8BPS\0\u0001"u8.CopyTo(plain);
        return plain;
    }

    internal static async Task<UploadRefusal> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<UploadRefusedException>(act)).Reason;

    private async Task<long> UnfinishedAsync(Upload upload) =>
        (await _fixture.Storage.UnfinishedAsync(default).Where(f => f.Id == upload.Id).ToListAsync()).Sum(f => f.Length);

    private static UploadChecksum Checksum(string algorithm, ReadOnlySpan<byte> bytes) =>
        UploadChecksum.Parse($"{algorithm} {Convert.ToBase64String(algorithm == "sha256" ? SHA256.HashData(bytes) : SHA1.HashData(bytes))}")!;

    private sealed class BreakingStream(byte[] bytes, int after) : MemoryStream(bytes, 0, after)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The line is dead.");
    }
}
