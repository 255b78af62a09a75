using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Platforms;

public sealed class WorkServiceTests : IAsyncLifetime
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
    public async Task PutAsync_OfANewWork_KeepsItWithLabelPictureAndPictureRun()
    {
        var picture = Picture(1);
        Assert.Equal(new PutResult(PutOutcome.Created, PictureTaken: true), await PutAsync(Sent(), picture));
        await using var db = _database.Open();
        var work = await db.Works.Include(w => w.Labels).Include(w => w.Picture).SingleAsync(w => w.ExternalId == "w/1");
        Assert.Equal(picture.Sha256, work.Picture!.Sha256);
        Assert.Equal("LIN@EXAMPLE.TEST", work.CreatorEmail);
        Assert.Null(work.CreatorId);
        var label = Assert.Single(work.Labels);
        Assert.Equal(AppealWindow.EndsAt(Sent().Label.InformedAt), label.WindowEndsAt);
        Assert.Equal(work.PictureId, (await db.AnalysisRuns.SingleAsync(r => r.WorkId == work.Id)).PictureId);
    }

    [Fact]
    public async Task PutAsync_OfANewWorkWithoutPicture_KeepsNothing()
    {
        Assert.Equal(PutOutcome.PictureMissing, (await PutAsync(Sent(), null)).Outcome);
        await using var db = _database.Open();
        Assert.Empty(await db.Works.Where(w => w.ExternalId == "w/1").ToListAsync());
    }

    [Fact]
    public async Task PutAsync_TheSecondTime_ChangesNothing()
    {
        await PutAsync(Sent(), Picture(1));
        var before = await SnapshotAsync();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new PutResult(PutOutcome.Unchanged), await PutAsync(Sent(), Picture(1)));
        Assert.Equal(new PutResult(PutOutcome.Unchanged), await PutAsync(Sent(), null));
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task PutAsync_WithAnotherPicture_ShowsItAndReadsItAnew()
    {
        await PutAsync(Sent(), Picture(1));
        Assert.Equal(new PutResult(PutOutcome.Updated, PictureTaken: true), await PutAsync(Sent(), Picture(2)));
        await using var db = _database.Open();
        Assert.Equal(2, await db.AnalysisRuns.CountAsync(r => db.Works.Any(w => w.Id == r.WorkId && w.ExternalId == "w/1")));
    }

    [Fact]
    public async Task PutAsync_WithAnotherTitle_UpdatesIt()
    {
        await PutAsync(Sent(), Picture(1));
        Assert.Equal(PutOutcome.Updated, (await PutAsync(Sent() with { Title = "Night ferry II" }, null)).Outcome);
        await using var db = _database.Open();
        Assert.Equal("Night ferry II", (await db.Works.SingleAsync(w => w.ExternalId == "w/1")).Title);
    }

    [Fact]
    public async Task PutAsync_WithAnotherAppliedAt_AddsALabel()
    {
        await PutAsync(Sent(), Picture(1));
        var second = Sent().Label with { AppliedAt = _time.Now, InformedAt = _time.Now };
        Assert.Equal(PutOutcome.Updated, (await PutAsync(Sent() with { Label = second }, null)).Outcome);
        await using var db = _database.Open();
        Assert.Equal(2, await db.Labels.CountAsync(l => l.Work.ExternalId == "w/1"));
    }

    [Fact]
    public async Task PutAsync_WithAnEarlierInformedAt_NeverShortensTheWindow()
    {
        await PutAsync(Sent(), Picture(1));
        var earlier = Sent().Label with { InformedAt = Sent().Label.InformedAt.AddDays(-30) };
        await PutAsync(Sent() with { Label = earlier }, null);
        await using var db = _database.Open();
        Assert.Equal(AppealWindow.EndsAt(Sent().Label.InformedAt), (await db.Labels.SingleAsync(l => l.Work.ExternalId == "w/1")).WindowEndsAt);
    }

    [Fact]
    public async Task PutAsync_OfAChangedLabelThatIsContested_IsRefusedAndLosesNothing()
    {
        await ContestAsync();
        var before = await SnapshotAsync();
        Assert.Equal(PutOutcome.LabelFixed, (await PutAsync(Sent() with { Label = Sent().Label with { Facts = "Something else." } }, null)).Outcome);
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task PutAsync_OfTheSameContestedLabel_ChangesNothingAndMayRename()
    {
        await ContestAsync();
        Assert.Equal(PutOutcome.Unchanged, (await PutAsync(Sent(), null)).Outcome);
        Assert.Equal(PutOutcome.Updated, (await PutAsync(Sent() with { Title = "Renamed" }, null)).Outcome);
    }

    [Fact]
    public async Task PutAsync_ByEightAtOnce_MakesOneWorkAndOneLabel()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => PutAsync(Sent(), Picture(1)))));
        Assert.Single(outcomes, o => o.Outcome == PutOutcome.Created);
        Assert.Single(outcomes, o => o.PictureTaken);
        await using var db = _database.Open();
        Assert.Equal(1, await db.Works.CountAsync(w => w.ExternalId == "w/1"));
        Assert.Equal(1, await db.Labels.CountAsync(l => l.Work.ExternalId == "w/1"));
        Assert.Equal(1, await db.StoredFiles.CountAsync());
    }

    [Fact]
    public async Task PutAsync_OfTheSameIdByAnotherPlatform_IsAnotherWork()
    {
        await PutAsync(Sent(), Picture(1));
        await using var db = _database.Open();
        await Service(db).PutAsync(_world.OtherPlatform.Id, Sent(), Picture(2));
        Assert.Equal(2, await db.Works.CountAsync(w => w.ExternalId == "w/1"));
    }

    [Fact]
    public async Task ConfirmWorkAsync_ByTheOwnerOfTheAddress_JoinsTheWorkToTheAccountOnce()
    {
        var id = await WorkIdAsync();
        Assert.True(await ConfirmAsync(id, _world.Creator.Id));
        Assert.True(await ConfirmAsync(id, _world.Creator.Id));
        await using var db = _database.Open();
        Assert.Equal(_world.Creator.Id, (await db.Works.SingleAsync(w => w.Id == id)).CreatorId);
    }

    [Fact]
    public async Task ConfirmWorkAsync_ByAnybodyElse_IsRefused()
    {
        var id = await WorkIdAsync();
        Assert.False(await ConfirmAsync(id, _world.OtherCreator.Id));
        Assert.False(await ConfirmAsync(id, _time.NewId()));
        Assert.False(await ConfirmAsync(_time.NewId(), _world.Creator.Id));
    }

    [Fact]
    public async Task ConfirmWorkAsync_WithAnAddressThatIsNotConfirmed_IsRefused()
    {
        var id = await WorkIdAsync();
        await using (var db = _database.Open()) await db.Users.Where(p => p.Id == _world.Creator.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.EmailConfirmed, false));
        Assert.False(await ConfirmAsync(id, _world.Creator.Id));
    }

    [Fact]
    public async Task ConfirmWorkAsync_AfterAnotherAccountTookTheAddress_LeavesTheWorkWhereItIs()
    {
        var id = await WorkIdAsync();
        await ConfirmAsync(id, _world.Creator.Id);
        await using (var db = _database.Open())
        {
            await db.Users.Where(p => p.Id == _world.Creator.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.NormalizedEmail, "GONE@EXAMPLE.TEST"));
            await db.Users.Where(p => p.Id == _world.OtherCreator.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.NormalizedEmail, "LIN@EXAMPLE.TEST"));
        }
        Assert.False(await ConfirmAsync(id, _world.OtherCreator.Id));
    }

    internal static PublishedWork Sent() => new()
    {
        ExternalId = "w/1",
        Title = "Night ferry, Lantern Bay",
        CreatorExternalId = "u-17",
        CreatorName = "Lin Ji",
        CreatorEmail = "lin@example.test",
        Label = new AppliedLabel
        {
            Tier = LabelTier.Suspected,
            Origin = LabelOrigin.Detector,
            DetectorName = "GenSight",
            DetectorVersion = "3.2",
            DetectorScore = 0.1 + 0.2,
            AutomatedDecision = AutomatedDecision.Fully,
            AppliedAt = FakeTime.Start.UtcDateTime.AddDays(-2),
            InformedAt = FakeTime.Start.UtcDateTime.AddDays(-2),
            Facts = "Texture statistics.",
        },
    };

    private StoredFile Picture(byte content) => new()
    {
        Id = _time.NewId(),
        Length = 1,
        Sha256 = SHA256.HashData([content]),
        Format = FileFormat.Jpeg,
        WrappedKey = [1],
        MasterKeyId = "m1",
        CreatedAt = _time.Now,
    };

    private WorkService Service(AppealsDb db) => new(db, new AnalysisQueue(db, _time), new UpperInvariantLookupNormalizer(), _time);

    private async Task<PutResult> PutAsync(PublishedWork sent, StoredFile? picture)
    {
        await using var db = _database.Open();
        return await Service(db).PutAsync(_world.Platform.Id, sent, picture);
    }

    private async Task<bool> ConfirmAsync(Guid workId, Guid personId)
    {
        await using var db = _database.Open();
        return await Service(db).ConfirmWorkAsync(workId, personId);
    }

    private async Task<Guid> WorkIdAsync()
    {
        await PutAsync(Sent(), Picture(1));
        await using var db = _database.Open();
        return (await db.Works.SingleAsync(w => w.ExternalId == "w/1")).Id;
    }

    private async Task ContestAsync()
    {
        await PutAsync(Sent(), Picture(1));
        await using var db = _database.Open();
        var label = await db.Labels.SingleAsync(l => l.Work.ExternalId == "w/1");
        label.Contest(_time.Now);
        await db.SaveChangesAsync();
    }

    /// <summary>Versions change with every write, so equal versions mean that nothing was written.</summary>
    private async Task<string> SnapshotAsync()
    {
        await using var db = _database.Open();
        var works = await db.Works.OrderBy(w => w.Id).Select(w => $"{w.Title} {w.Version}").ToListAsync();
        var labels = await db.Labels.OrderBy(l => l.Id).Select(l => $"{l.Facts} {l.Version}").ToListAsync();
        return string.Join('\n', [.. works, .. labels, $"{await db.StoredFiles.CountAsync()} {await db.AnalysisRuns.CountAsync()}"]);
    }
}
