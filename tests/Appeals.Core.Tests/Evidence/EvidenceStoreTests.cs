using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Appeals.Core.Evidence;
using Appeals.Testing;

namespace Appeals.Core.Tests.Evidence;

public sealed class FolderStoreTests() : EvidenceStoreTests(bucket: false);

public sealed class BucketStoreTests() : EvidenceStoreTests(bucket: true);

public abstract class EvidenceStoreTests(bool bucket) : IAsyncLifetime
{
    private StoreFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = new StoreFixture(server: bucket ? await S3Server.SharedAsync() : null);

    public Task DisposeAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFormat.ChunkLength - 1)]
    [InlineData(SealedFormat.ChunkLength)]
    [InlineData(SealedFormat.ChunkLength + 1)]
    [InlineData(3 * SealedFormat.ChunkLength)]
    [InlineData(80 * SealedFormat.ChunkLength)]
    [InlineData((200 * SealedFormat.ChunkLength) + 7)]
    public async Task SaveAsync_WhenReadAgain_GivesTheSameBytes(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);

        var file = await _fixture.SaveAsync(plain);

        Assert.Equal(plain, await _fixture.ReadAsync(file));
        Assert.Equal(length, file.Length);
        Assert.Equal(SHA256.HashData(plain), file.Sha256);
        Assert.Equal(SealedFormat.SealedLength(length), new FileInfo(_fixture.PathOf(file)).Length);
        Assert.Empty(await _fixture.Storage.UnfinishedAsync(default).ToListAsync());
    }

    [Fact]
    public async Task SaveAsync_WhenBytesAreAPhotoshopDocument_RecognisesItByContent()
    {
        var file = await _fixture.SaveAsync([.. "8BPS"u8, 0, 1, .. new byte[100]]);

        Assert.Equal(FileFormat.Psd, file.Format);
    }

    [Fact]
    public async Task SaveAsync_WhenStored_NothingOfThePlainTextLiesOnDisk()
    {
        var plain = new byte[3 * SealedFormat.ChunkLength];
        Array.Fill(plain, (byte)'A');

        var file = await _fixture.SaveAsync(plain);

        var onDisk = await File.ReadAllBytesAsync(_fixture.PathOf(file));
        Assert.Equal(-1, onDisk.AsSpan().IndexOf("AAAAAAAA"u8));
    }

    [Fact]
    public async Task SaveAsync_WhenTooLong_RefusesAndKeepsNothing()
    {
        var refused = await Assert.ThrowsAsync<FileTooLongException>(
            () => _fixture.Store.SaveAsync(new MemoryStream(new byte[100_001]), 100_000, CancellationToken.None));

        Assert.Equal(100_000, refused.Limit);
        Assert.Empty(await _fixture.Storage.UnfinishedAsync(default).ToListAsync());
        Assert.Empty(await _fixture.Storage.WholeAsync(default).ToListAsync());
    }

    [Fact]
    public async Task SaveAsync_WhenTheSourceBreaks_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _fixture.Store.SaveAsync(new BreakingStream(200_000), long.MaxValue, CancellationToken.None));

        Assert.Empty(await _fixture.Storage.UnfinishedAsync(default).ToListAsync());
        Assert.Empty(await _fixture.Storage.WholeAsync(default).ToListAsync());
    }

    [Fact]
    public async Task SaveAsync_WhenStored_TheFileCannotBeWrittenAgain()
    {
        if (bucket || OperatingSystem.IsWindows()) return;
        var file = await _fixture.SaveAsync([1, 2, 3]);

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_fixture.PathOf(file)));
    }

    [Theory]
    [InlineData(SealedFormat.NonceLength + 5)]
    [InlineData(SealedFormat.SealedChunkLength + 3)]
    [InlineData(SealedFormat.SealedChunkLength - 1)]
    public async Task OpenRead_WhenOneBitWasChanged_Refuses(int at)
    {
        var file = await _fixture.SaveAsync(new byte[2 * SealedFormat.ChunkLength]);
        _fixture.Tamper(file, stream =>
        {
            stream.Position = at;
            var value = stream.ReadByte();
            stream.Position = at;
            stream.WriteByte((byte)(value ^ 1));
        });

        await Assert.ThrowsAnyAsync<CryptographicException>(() => _fixture.ReadAsync(file));
    }

    [Fact]
    public async Task OpenRead_WhenTheEndIsMissing_Refuses()
    {
        var file = await _fixture.SaveAsync(new byte[2 * SealedFormat.ChunkLength]);
        _fixture.Tamper(file, stream => stream.SetLength(SealedFormat.SealedChunkLength));

        await Assert.ThrowsAsync<InvalidDataException>(() => _fixture.ReadAsync(file));
        // nor does a forged length on record help: the chunk that is now last was not sealed as the last
        var forged = Copy(file, SealedFormat.ChunkLength);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => _fixture.ReadAsync(forged));
    }

    [Fact]
    public async Task OpenRead_WhenChunksWereSwapped_Refuses()
    {
        var file = await _fixture.SaveAsync(RandomNumberGenerator.GetBytes(3 * SealedFormat.ChunkLength));
        _fixture.Tamper(file, stream =>
        {
            var (first, second) = (new byte[SealedFormat.SealedChunkLength], new byte[SealedFormat.SealedChunkLength]);
            stream.ReadExactly(first);
            stream.ReadExactly(second);
            stream.Position = 0;
            stream.Write(second);
            stream.Write(first);
        });

        await Assert.ThrowsAnyAsync<CryptographicException>(() => _fixture.ReadAsync(file));
    }

    [Fact]
    public async Task OpenRead_WhenTheMasterKeyIsAnother_Refuses()
    {
        var file = await _fixture.SaveAsync([1, 2, 3]);
        var other = new EvidenceStore(_fixture.Storage, new FileKeys(StoreFixture.RingOf(("one", StoreFixture.NewKey()))), _fixture.Time);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => other.OpenReadAsync(file, default));
    }

    [Fact]
    public async Task OpenRead_WhenTheWrappedKeyBelongsToAnotherFile_Refuses()
    {
        var (mine, other) = (await _fixture.SaveAsync([1, 2, 3]), await _fixture.SaveAsync([4, 5, 6]));
        mine.WrappedKey = other.WrappedKey;

        await Assert.ThrowsAnyAsync<CryptographicException>(() => _fixture.Store.OpenReadAsync(mine, default));
    }

    [Fact]
    public async Task Erase_WhenDone_NeitherKeyNorBytesRemain()
    {
        var file = await _fixture.SaveAsync([1, 2, 3]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Store.DeleteBytesAsync(file, default));

        EvidenceStore.Erase(file);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.Store.OpenReadAsync(file, default));
        await _fixture.Store.DeleteBytesAsync(file, default);

        Assert.Empty(await _fixture.Storage.WholeAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Describe_WhenTheChildOpensIt_ItReadsThePlainBytes()
    {
        var plain = RandomNumberGenerator.GetBytes(100_000);
        var file = await _fixture.SaveAsync(plain);

        using var local = await _fixture.Store.FetchAsync(file, default);
        var input = _fixture.Store.Describe(file, local, "source-1");

        await using var stream = new UnsealingStream(File.OpenRead(input.Path), input.Key, input.FileId, input.Length);
        var read = new byte[plain.Length];
        await stream.ReadExactlyAsync(read);
        Assert.Equal(plain, read);
    }

    [Fact]
    public async Task OpenReadAsync_WhenReadHereAndThere_GivesTheBytesOfThatPlace()
    {
        var plain = RandomNumberGenerator.GetBytes(150 * SealedFormat.ChunkLength);
        var file = await _fixture.SaveAsync(plain);
        await using var stream = await _fixture.Store.OpenReadAsync(file, default);

        foreach (var at in new[] { 9_000_000, 0, 4_300_000, 4_299_999, plain.Length - 70_000, 5 })
        {
            var read = new byte[70_000];
            stream.Position = at;
            await stream.ReadExactlyAsync(read);
            Assert.True(plain.AsSpan(at, read.Length).SequenceEqual(read), $"at {at}");
        }
    }

    [Fact]
    public async Task OpenReadAsync_WhenTheBytesAreMissing_SaysSo()
    {
        var file = await _fixture.SaveAsync([1, 2, 3]);
        await _fixture.Storage.DeleteAsync(file.Id, default);

        await Assert.ThrowsAsync<FileNotFoundException>(() => _fixture.Store.OpenReadAsync(file, default));
        Assert.Null(await _fixture.Storage.LengthAsync(file.Id, default));
    }

    private static StoredFile Copy(StoredFile file, long length) =>
        new() { Id = file.Id, Length = length, Sha256 = file.Sha256, WrappedKey = file.WrappedKey, MasterKeyId = file.MasterKeyId };

    private sealed class BreakingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The line is dead.");
    }
}
