using System.Security.Cryptography;
using Appeals.Analysis.Sealing;
using Appeals.Core.Evidence;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Evidence;

/// <summary>Uploads into a bucket: what holds for a folder, and what only parts can get wrong.</summary>
public sealed class BucketUploadTests() : UploadWriterTests(bucket: true)
{
    private const int Part = 80 * Chunk;

    [Fact]
    public async Task AppendAsync_WhenEveryRequestIsAnotherProcessAndOfAnotherLength_TheFileIsTheSame()
    {
        var plain = Plain((2 * Part) + (7 * Chunk) + 5);
        var upload = await Fixture.BeginAsync(plain.Length);
        int[] lengths = [Chunk, 3 * Chunk, Part - (4 * Chunk), Chunk + 9, Part, plain.Length];

        var offset = 0L;
        foreach (var length in lengths)
        {
            Fixture.Forget();
            var after = await Fixture.SendAsync(upload, offset, plain.AsMemory((int)offset, (int)Math.Min(length, plain.Length - offset)));
            Assert.True(after.Offset > offset, $"{after.Offset}");
            offset = after.Offset;
            Assert.Equal(offset, (await Fixture.Writer.CatchUpAsync(await Fixture.RowAsync(upload), default)).Offset);
        }

        await HoldsAsync(upload, plain);
        Assert.Empty(await Fixture.Storage.UnfinishedAsync(default).ToListAsync());
    }

    [Fact]
    public async Task AppendAsync_WhenTheChecksumIsWrongAfterWholePartsWereSent_NothingOfThemRemains()
    {
        var plain = Plain((3 * Part) + 5);
        var upload = await Fixture.BeginAsync(plain.Length);
        await Fixture.SendAsync(upload, 0, plain.AsMemory(0, Chunk));
        var other = Plain(plain.Length);

        Assert.Equal(UploadRefusal.WrongChecksum, await RefusalAsync(
            () => Fixture.SendAsync(upload, Chunk, other.AsMemory(Chunk), new UploadChecksum(HashAlgorithmName.SHA256, SHA256.HashData([1])))));
        Assert.Equal(Chunk, (await Fixture.Writer.CatchUpAsync(await Fixture.RowAsync(upload), default)).Offset);
        await Fixture.SendAsync(upload, Chunk, plain.AsMemory(Chunk));

        await HoldsAsync(upload, plain);
    }

    [Fact]
    public async Task AppendAsync_WhenAWriterWithoutALeaseWroteOverAPart_HashAndBytesStillAgree()
    {
        var plain = Plain(2 * Part);
        var upload = await Fixture.BeginAsync(plain.Length);
        var other = Plain(Part);
        await using var held = new HeldStream(other);
        var late = Fixture.Writer.AppendAsync(upload.Id, 0, null, held, default);
        await held.Asked;
        Fixture.Time.Advance(Fixture.Limits.UploadLease);
        await Fixture.SendAsync(upload, 0, plain.AsMemory(0, Part));
        held.Release();
        Assert.Equal(UploadRefusal.Locked, await RefusalAsync(() => late));

        await Fixture.SendAsync(upload, Part, plain.AsMemory(Part));

        await HoldsAsync(upload, [.. other, .. plain[Part..]]);
    }

    [Fact]
    public async Task AppendAsync_WhenAcknowledgedPartsAreGone_SaysThatItMustStartAgain()
    {
        var plain = Plain(2 * Part);
        var upload = await Fixture.BeginAsync(plain.Length);
        await Fixture.SendAsync(upload, 0, plain.AsMemory(0, Part));
        await Fixture.Storage.DropUnfinishedAsync(upload.Id, default);

        Assert.Equal(UploadRefusal.Gone, await RefusalAsync(() => Fixture.SendAsync(upload, Part, plain.AsMemory(Part))));
    }

    [Fact]
    public async Task RunAsync_WhenAnUploadExpired_AbortsItsParts()
    {
        var server = await S3Server.SharedAsync();
        var expired = await Fixture.BeginAsync(2 * Part);
        await Fixture.SendAsync(expired, 0, Plain(Part + Chunk));
        Assert.Single(server.MultipartUploads($"{expired.Id:N}"));

        Fixture.Time.Advance(Fixture.Limits.UploadLifetime);
        await Fixture.Scoped<EvidenceSweep>().RunAsync(default);

        Assert.Empty(server.MultipartUploads($"{expired.Id:N}"));
        Assert.Empty(await Fixture.Storage.UnfinishedAsync(default).ToListAsync());
    }

    /// <summary>The server is gone after so many requests, and the process with it.</summary>
    [Fact]
    public async Task AppendAsync_WhenEverythingDiesAtAnyPoint_NothingAcknowledgedIsLost()
    {
        await using var server = await S3Server.StartAsync();
        await using var fixture = await UploadFixture.CreateAsync(server);
        var plain = Plain((2 * Part) + (3 * Chunk) + 1);
        var survived = 0;
        for (var requests = 0; ; requests++)
        {
            var upload = await fixture.BeginAsync(plain.Length);
            var first = await fixture.SendAsync(upload, 0, plain.AsMemory(0, 2 * Chunk));
            await server.BreakAfterAsync(requests);
            var died = await Record.ExceptionAsync(() => fixture.SendAsync(upload, first.Offset, plain.AsMemory((int)first.Offset)));
            await server.BreakAfterAsync(null);
            fixture.Forget();
            if (died is not null) Assert.IsType<EvidenceUnavailableException>(died);
            else survived++;

            var row = await fixture.Writer.CatchUpAsync(await fixture.RowAsync(upload), default);
            Assert.InRange(row.Offset, first.Offset, plain.Length);
            if (row.EvidenceFileId is null) await fixture.SendAsync(upload, row.Offset, plain.AsMemory((int)row.Offset));

            await HoldsAsync(fixture, upload, plain);
            if (survived == 2) break;
        }
    }

    private Task HoldsAsync(Upload upload, byte[] plain) => HoldsAsync(Fixture, upload, plain);

    private static async Task HoldsAsync(UploadFixture fixture, Upload upload, byte[] plain)
    {
        await using var db = fixture.Open();
        var stored = await db.StoredFiles.SingleAsync(f => f.Id == upload.Id);
        await using var stream = await fixture.Store.OpenReadAsync(stored, default);
        var read = new byte[plain.Length];
        await stream.ReadExactlyAsync(read);
        Assert.True(plain.AsSpan().SequenceEqual(read), "The bytes differ.");
        Assert.Equal(SHA256.HashData(plain), stored.Sha256);
        Assert.Equal(SealedFormat.SealedLength(plain.Length), await fixture.Storage.LengthAsync(upload.Id, default));
    }

    /// <summary>A connection that stalls before its first byte.</summary>
    private sealed class HeldStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await _released.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
