using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Platforms;

public sealed class PlatformQueriesTests : IAsyncLifetime
{
    private static readonly FeedPosition Beginning = new(DateTime.UnixEpoch, Guid.Empty);
    private static readonly DecisionTarget Target = new ServiceLevelOptions().Target;
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
    public async Task ReadFeedAsync_PageByPage_GivesEveryFiledAppealOfThePlatformOnceInOrder()
    {
        await new ManyAppeals(_world, _time.Now).AddAsync(_database.Open, 230);
        await using var db = _database.Open();
        // many changes within one millisecond
        await db.Appeals.Where(a => a.State == AppealState.Effective).ExecuteUpdateAsync(a => a.SetProperty(x => x.UpdatedAt, _time.Now));
        var queries = new PlatformQueries(db);
        List<AppealStanding> all = [];
        for (var after = Beginning; ;)
        {
            var page = await queries.ReadFeedAsync(_world.Platform.Id, after, 7, default);
            all.AddRange(page);
            if (page.Count < 7) break;
            after = new FeedPosition(page[^1].UpdatedAt, page[^1].Id);
        }
        var expected = await db.Appeals.Where(a => a.PlatformId == _world.Platform.Id).Select(a => a.Reference).ToListAsync();
        Assert.Equal(expected.Order(), all.Select(a => a.Reference).Order());
        Assert.Equal(all.Select(a => a.UpdatedAt).Order(), all.Select(a => a.UpdatedAt));
    }

    [Fact]
    public async Task ReadFeedAsync_OfADraft_SaysNothing()
    {
        await using var db = _database.Open();
        await FileAsync(db, submit: false);
        Assert.Empty(await new PlatformQueries(db).ReadFeedAsync(_world.Platform.Id, Beginning, 10, default));
        Assert.Null((await new PlatformQueries(db).FindLabelAsync(_world.Platform.Id, "w-1", null, default))!.Appeal);
    }

    [Fact]
    public async Task ReadFeedAsync_WhileADecisionCanBeUndone_DoesNotGiveItAway()
    {
        await using var db = _database.Open();
        var appeal = await FileAsync(db, submit: true);
        appeal.Queue(Lane.Standard, _time.Now);
        appeal.Claim(_world.Reviewer.Id, _time.Now.AddHours(1), _time.Now);
        appeal.Decide(NewDecision(appeal), Target, _time.Now);
        await db.SaveChangesAsync();
        var told = Assert.Single(await new PlatformQueries(db).ReadFeedAsync(_world.Platform.Id, Beginning, 10, default));
        Assert.Equal((AppealState.InReview, LabelState.Contested), (told.State, told.LabelState));
        Assert.Null(told.Decision);

        appeal.TakeEffect(_time.Now.AddMinutes(1));
        await db.SaveChangesAsync();
        told = Assert.Single(await new PlatformQueries(db).ReadFeedAsync(_world.Platform.Id, Beginning, 10, default));
        Assert.Equal((AppealState.Effective, LabelState.Removed), (told.State, told.LabelState));
        Assert.Equal((Outcome.LabelRemoved, "4.2"), (told.Decision!.Outcome, told.Decision.Clause));
    }

    [Fact]
    public async Task FindLabelAsync_AfterASecondLabel_SpeaksOfTheNewestUnlessAsked()
    {
        await using var db = _database.Open();
        var appeal = await FileAsync(db, submit: true);
        var first = appeal.Label;
        var second = new Label { Id = Guid.CreateVersion7(), WorkId = first.WorkId, PlatformId = first.PlatformId, Tier = LabelTier.Possible, Origin = LabelOrigin.Metadata, AutomatedDecision = AutomatedDecision.Not, AppliedAt = _time.Now, InformedAt = _time.Now, WindowEndsAt = AppealWindow.EndsAt(_time.Now) };
        db.Labels.Add(second);
        await db.SaveChangesAsync();
        var queries = new PlatformQueries(db);
        Assert.Equal((second.Id, LabelState.Active, null), About(await queries.FindLabelAsync(_world.Platform.Id, "w-1", null, default)));
        Assert.Equal((first.Id, LabelState.Contested, appeal.Reference), About(await queries.FindLabelAsync(_world.Platform.Id, "w-1", first.AppliedAt, default)));
        Assert.Null(await queries.FindLabelAsync(_world.OtherPlatform.Id, "w-1", null, default));
        static (Guid, LabelState, string?) About(LabelStanding? standing) => (standing!.LabelId, standing.State, standing.Appeal);
    }

    [Fact]
    public async Task FindLabelAsync_AfterTheAppealWasWithdrawn_NamesNone()
    {
        await using var db = _database.Open();
        var appeal = await FileAsync(db, submit: true);
        appeal.Withdraw(Target, _time.Now);
        await db.SaveChangesAsync();
        var standing = await new PlatformQueries(db).FindLabelAsync(_world.Platform.Id, "w-1", null, default);
        Assert.Equal((LabelState.Active, null), (standing!.State, standing.Appeal));
    }

    private async Task<Appeal> FileAsync(Core.Data.AppealsDb db, bool submit)
    {
        var label = await _world.AddLabelAsync(db, _time.Now);
        var appeal = new Appeal
        {
            Id = Guid.CreateVersion7(), Reference = AppealReference.Create(), LabelId = label.Id, Label = label, WorkId = label.WorkId, Work = label.Work,
            PlatformId = label.PlatformId, CreatorId = _world.Creator.Id, CreatedAt = _time.Now, UpdatedAt = _time.Now,
        };
        if (submit) appeal.Submit(Target, _time.Now);
        db.Appeals.Add(appeal);
        await db.SaveChangesAsync();
        return appeal;
    }

    private Decision NewDecision(Appeal appeal) => new()
    {
        Id = Guid.CreateVersion7(), AppealId = appeal.Id, CreatorId = appeal.CreatorId, DeciderId = _world.Reviewer.Id, Outcome = Outcome.LabelRemoved,
        Clause = "4.2", Reasons = "It is hers.", DecidedAt = _time.Now, EffectDueAt = _time.Now.AddMinutes(1),
    };
}
