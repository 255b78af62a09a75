using Appeals.Core.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Evidence;

public sealed class UploadServiceTests : IAsyncLifetime
{
    private UploadFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await UploadFixture.CreateAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task CreateAsync_WhenTheFileIsEmptyOrTooLong_Refuses()
    {
        Assert.Equal(UploadRefusal.Empty, await UploadWriterTests.RefusalAsync(() => _fixture.BeginAsync(0)));
        Assert.Equal(UploadRefusal.FileTooLong, await UploadWriterTests.RefusalAsync(() => _fixture.BeginAsync(5L << 30)));
    }

    [Fact]
    public async Task CreateAsync_WhenTheAppealIsFull_RefusesByNumberAndByBytes()
    {
        _fixture.Limits.MaxFilesPerAppeal = 3;
        _fixture.Limits.MaxBytesPerAppeal = 1000;
        await _fixture.SendAsync(await _fixture.BeginAsync(400), 0, UploadWriterTests.Plain(400));
        var unfinished = await _fixture.BeginAsync(500);

        Assert.Equal(UploadRefusal.TooManyBytes, await UploadWriterTests.RefusalAsync(() => _fixture.BeginAsync(101)));
        await _fixture.BeginAsync(100);
        Assert.Equal(UploadRefusal.TooManyFiles, await UploadWriterTests.RefusalAsync(() => _fixture.BeginAsync(1)));

        await _fixture.Uploads.RemoveAsync(_fixture.World.Creator.Id, unfinished.Id, default);
        await _fixture.BeginAsync(500);
    }

    [Fact]
    public async Task CreateAsync_WhenManyAskAtOnce_NeverGivesMoreThanTheLimit()
    {
        _fixture.Limits.MaxFilesPerAppeal = 3;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _fixture.BeginAsync(100);
            }
            catch (UploadRefusedException refused)
            {
                Assert.Equal(UploadRefusal.TooManyFiles, refused.Reason);
            }
        })));

        await using var db = _fixture.Open();
        Assert.Equal(3, await db.Uploads.CountAsync());
    }

    [Fact]
    public async Task CreateAsync_WhenTheAppealIsAnothers_IsNotThere() => Assert.Equal(UploadRefusal.NotFound, await UploadWriterTests.RefusalAsync(
        () => _fixture.Uploads.CreateAsync(_fixture.World.OtherCreator.Id, _fixture.Draft.Reference, "a.psd", 100, default)));

    [Fact]
    public async Task FindAsync_WhenExpiredOrAnothers_IsNotThere()
    {
        var upload = await _fixture.BeginAsync(100);

        Assert.Equal(UploadRefusal.NotFound, await UploadWriterTests.RefusalAsync(() => _fixture.Uploads.FindAsync(_fixture.World.OtherCreator.Id, upload.Id, default)));
        _fixture.Time.Advance(_fixture.Limits.UploadLifetime);
        Assert.Equal(UploadRefusal.NotFound, await UploadWriterTests.RefusalAsync(() => _fixture.Uploads.FindAsync(_fixture.World.Creator.Id, upload.Id, default)));
    }

    [Fact]
    public async Task RemoveAsync_WhenTheFileIsFiled_Refuses()
    {
        var upload = await _fixture.BeginAsync(100, await _fixture.AddFiledAsync());
        await _fixture.SendAsync(upload, 0, UploadWriterTests.Plain(100));

        Assert.Equal(UploadRefusal.AlreadyFiled, await UploadWriterTests.RefusalAsync(() => _fixture.Uploads.RemoveAsync(_fixture.World.Creator.Id, upload.Id, default)));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Windows\System32\a.psd", "a.psd")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("evil\u202Efdp.psd", "evilfdp.psd")]
    [InlineData("a\u0000b\r\nc.psd", "abc.psd")]
    [InlineData("夜渡\uD800.psd", "夜渡.psd")]
    [InlineData("<script>alert(1)</script>.psd", "script>.psd")]
    [InlineData("e\u0301tude.kra", "étude.kra")]
    public void Clean_WhenANameIsHostile_OnlyWhatCanBeShownIsLeft(string? name, string shown) => Assert.Equal(shown, EvidenceNames.Clean(name));

    [Fact]
    public void Clean_WhenANameIsHuge_CutsItBetweenCharacters()
    {
        var cut = EvidenceNames.Clean("a" + string.Concat(Enumerable.Repeat("🎨", 500)));

        Assert.True(cut.Length <= EvidenceFile.NameLength);
        Assert.EndsWith("🎨", cut, StringComparison.Ordinal);
    }
}
