using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;
using Appeals.Core.Evidence;

namespace Appeals.Core.Tests.Evidence;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFormat.ChunkLength - 1)]
    [InlineData(SealedFormat.ChunkLength)]
    [InlineData(SealedFormat.ChunkLength + 1)]
    [InlineData(3 * SealedFormat.ChunkLength)]
    public async Task SaveAsync_WhenReadAgain_GivesTheSameBytes(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);

        var file = await _fixture.SaveAsync(plain);

        Assert.Equal(plain, _fixture.Read(file));
        Assert.Equal(length, file.Length);
        Assert.Equal(SHA256.HashData(plain), file.Sha256);
        Assert.Equal(SealedFormat.SealedLength(length), new FileInfo(_fixture.Folder.PathOf(file.Id)).Length);
        Assert.Empty(_fixture.Folder.Parts());
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

        var onDisk = await File.ReadAllBytesAsync(_fixture.Folder.PathOf(file.Id));
        Assert.Equal(-1, onDisk.AsSpan().IndexOf("AAAAAAAA"u8));
    }

    [Fact]
    public async Task SaveAsync_WhenTooLong_RefusesAndKeepsNothing()
    {
        var refused = await Assert.ThrowsAsync<FileTooLongException>(
            () => _fixture.Store.SaveAsync(new MemoryStream(new byte[100_001]), 100_000, CancellationToken.None));

        Assert.Equal(100_000, refused.Limit);
        Assert.Empty(_fixture.Folder.Parts());
        Assert.Empty(_fixture.Folder.Whole());
    }

    [Fact]
    public async Task SaveAsync_WhenTheSourceBreaks_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _fixture.Store.SaveAsync(new BreakingStream(200_000), long.MaxValue, CancellationToken.None));

        Assert.Empty(_fixture.Folder.Parts());
        Assert.Empty(_fixture.Folder.Whole());
    }

    [Fact]
    public async Task SaveAsync_WhenStored_TheFileCannotBeWrittenAgain()
    {
        if (OperatingSystem.IsWindows()) return;
        var file = await _fixture.SaveAsync([1, 2, 3]);

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_fixture.Folder.PathOf(file.Id)));
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

        Assert.ThrowsAny<CryptographicException>(() => _fixture.Read(file));
    }

    [Fact]
    public async Task OpenRead_WhenTheEndIsMissing_Refuses()
    {
        var file = await _fixture.SaveAsync(new byte[2 * SealedFormat.ChunkLength]);
        _fixture.Tamper(file, stream => stream.SetLength(SealedFormat.SealedChunkLength));

        Assert.Throws<InvalidDataException>(() => _fixture.Read(file));
        // nor does a forged length on record help: the chunk that is now last was not sealed as the last
        var forged = Copy(file, SealedFormat.ChunkLength);
        Assert.ThrowsAny<CryptographicException>(() => _fixture.Read(forged));
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

        Assert.ThrowsAny<CryptographicException>(() => _fixture.Read(file));
    }

    [Fact]
    public async Task OpenRead_WhenTheMasterKeyIsAnother_Refuses()
    {
        var file = await _fixture.SaveAsync([1, 2, 3]);
        var other = new EvidenceStore(_fixture.Folder, new FileKeys(StoreFixture.RingOf(("one", StoreFixture.NewKey()))), _fixture.Time);

        Assert.ThrowsAny<CryptographicException>(() => other.OpenRead(file));
    }

    [Fact]
    public async Task OpenRead_WhenTheWrappedKeyBelongsToAnotherFile_Refuses()
    {
        var (mine, other) = (await _fixture.SaveAsync([1, 2, 3]), await _fixture.SaveAsync([4, 5, 6]));
        mine.WrappedKey = other.WrappedKey;

        Assert.ThrowsAny<CryptographicException>(() => _fixture.Store.OpenRead(mine));
    }

    [Fact]
    public async Task Erase_WhenDone_NeitherKeyNorBytesRemain()
    {
        var file = await _fixture.SaveAsync([1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => _fixture.Store.DeleteBytes(file));

        EvidenceStore.Erase(file);
        Assert.Throws<InvalidOperationException>(() => _fixture.Store.OpenRead(file));
        _fixture.Store.DeleteBytes(file);

        Assert.Empty(_fixture.Folder.Whole());
    }

    [Fact]
    public async Task Describe_WhenTheChildOpensIt_ItReadsThePlainBytes()
    {
        var plain = RandomNumberGenerator.GetBytes(100_000);
        var file = await _fixture.SaveAsync(plain);

        var input = _fixture.Store.Describe(file, "source-1");

        await using var stream = new UnsealingStream(File.OpenRead(input.Path), input.Key, input.FileId, input.Length);
        var read = new byte[plain.Length];
        await stream.ReadExactlyAsync(read);
        Assert.Equal(plain, read);
    }

    private static StoredFile Copy(StoredFile file, long length) =>
        new() { Id = file.Id, Length = length, Sha256 = file.Sha256, WrappedKey = file.WrappedKey, MasterKeyId = file.MasterKeyId };

    private sealed class BreakingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The line is dead.");
    }
}
