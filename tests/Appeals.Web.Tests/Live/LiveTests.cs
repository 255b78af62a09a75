using System.Net;
using System.Text.Json;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.ServiceLevels;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Live;

public sealed class LiveTests(LiveHost host) : IClassFixture<LiveHost>
{
    [Fact]
    public async Task Appeal_WhenSomethingHappens_TellsItsCreatorAndItsStaff()
    {
        var appeal = await FileAsync();
        using var creator = await LiveConnection.OpenAsync(await host.As(host.World.Creator), $"/live/appeals/{appeal.Reference}");
        using var reviewer = await LiveConnection.OpenAsync(await host.As(host.World.Reviewer), $"/live/appeals/{appeal.Reference}");
        var subject = Guid.CreateVersion7();

        var sequence = await TellAsync(appeal, LiveEventKind.AnalysisProgress, subject, 40);

        foreach (var connection in new[] { creator, reviewer })
        {
            Assert.Equal("text/event-stream", connection.Response.Content.Headers.ContentType?.MediaType);
            Assert.True(connection.Response.Headers.CacheControl?.NoStore);
            var told = await connection.NextAsync();
            Assert.Equal((sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), "analysisProgress"), (told!.Value.Id, told.Value.Name));
            var data = JsonDocument.Parse(told.Value.Data).RootElement;
            Assert.Equal((appeal.Reference, subject, 40), (data.GetProperty("appeal").GetString(), data.GetProperty("subject").GetGuid(), data.GetProperty("percent").GetInt32()));
        }
    }

    [Fact]
    public async Task Appeal_WhenItIsNotTheirs_IsNotThere()
    {
        var appeal = await FileAsync();

        foreach (var person in new[] { host.World.OtherCreator, host.World.OtherPlatformReviewer })
            Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(person)).GetAsync($"/live/appeals/{appeal.Reference}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.Creator)).GetAsync("/live/appeals/AP-ZZZZZZ")).StatusCode);
    }

    [Fact]
    public async Task Appeal_WhenItIsADraft_IsItsCreatorsOnly()
    {
        var draft = await FileAsync(submit: false);

        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.Reviewer)).GetAsync($"/live/appeals/{draft.Reference}")).StatusCode);
        using var creator = await LiveConnection.OpenAsync(await host.As(host.World.Creator), $"/live/appeals/{draft.Reference}");
        Assert.Equal(HttpStatusCode.OK, creator.Response.StatusCode);
    }

    [Theory]
    [InlineData("/live/mine")]
    [InlineData("/live/appeals/AP-234567")]
    public async Task Live_WhenNobodyIsSignedIn_AsksToSignIn(string path)
    {
        using var visitor = host.Anonymous();

        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Mine_WhenOthersThingsHappen_TellsOnesOwnOnly()
    {
        // what other tests told is long past
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var (mine, others, draft) = (await FileAsync(), await FileAsync(host.World.OtherCreator), await FileAsync(host.World.OtherCreator, submit: false));
        var last = await TellAsync(draft, LiveEventKind.AppealChanged);
        using var creator = await LiveConnection.OpenAsync(await host.As(host.World.Creator), "/live/mine", last);
        using var lead = await LiveConnection.OpenAsync(await host.As(host.World.Lead), "/live/mine", last);
        using var stranger = await LiveConnection.OpenAsync(await host.As(host.World.OtherPlatformReviewer), "/live/mine", last);

        await TellAsync(draft, LiveEventKind.AppealChanged);
        await TellAsync(others, LiveEventKind.AnalysisProgress, percent: 1);
        await TellAsync(others, LiveEventKind.AppealChanged);
        await TellAsync(mine, LiveEventKind.MessageWritten);

        Assert.Equal(("messageWritten", mine.Reference), await ToldAsync(creator));
        Assert.Equal(("appealChanged", others.Reference), await ToldAsync(lead));
        Assert.Equal(("messageWritten", mine.Reference), await ToldAsync(lead));
        // heartbeats only
        for (var i = 0; i < 4; i++) Assert.DoesNotContain("event", await stranger.LineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_WhenTheBrowserComesBack_GoesOnAfterTheLastEventItSaw()
    {
        var appeal = await FileAsync();
        var seen = await TellAsync(appeal, LiveEventKind.AppealChanged);
        await TellAsync(appeal, LiveEventKind.MessageWritten);

        using var connection = await LiveConnection.OpenAsync(await host.As(host.World.SecondReviewer), $"/live/appeals/{appeal.Reference}", seen);

        Assert.Equal(("messageWritten", appeal.Reference), await ToldAsync(connection));
    }

    [Fact]
    public async Task Appeal_WhenTheMissedRowsAreSwept_AsksThePageToReadItselfAnew()
    {
        var appeal = await FileAsync();
        var seen = await TellAsync(appeal, LiveEventKind.AppealChanged);
        await TellAsync(appeal, LiveEventKind.AppealChanged);
        await TellAsync(appeal, LiveEventKind.AppealChanged);
        await using (var db = host.Open()) await db.LiveEvents.Where(e => e.Sequence <= seen + 1).ExecuteDeleteAsync();

        using var connection = await LiveConnection.OpenAsync(await host.As(host.World.SecondReviewer), $"/live/appeals/{appeal.Reference}", seen);

        Assert.Equal("resync", (await connection.NextAsync())!.Value.Name);
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("stamp")]
    [InlineData("session")]
    public async Task Appeal_WhenTheListenerMayNoLonger_Ends(string why)
    {
        var person = why == "locked" ? host.World.Admin : host.World.OtherCreator;
        var appeal = why == "locked" ? await FileAsync() : await FileAsync(person);
        using var visitor = host.Anonymous();
        await visitor.SignInAsync(person.Email!, World.Password);
        using var connection = await LiveConnection.OpenAsync(visitor, $"/live/appeals/{appeal.Reference}", await TellAsync(appeal, LiveEventKind.AppealChanged));

        await using (var db = host.Open())
        {
            var account = await db.Users.SingleAsync(p => p.Id == person.Id);
            if (why == "locked") account.LockoutEnd = host.Time.GetUtcNow().AddHours(1);
            else if (why == "stamp") account.SecurityStamp = "signed out everywhere";
            else db.Sessions.Remove(await db.Sessions.Where(s => s.PersonId == person.Id).OrderByDescending(s => s.Id).FirstAsync());
            await db.SaveChangesAsync();
        }

        Assert.Null(await connection.NextAsync());

        // the browsers that the other tests share are signed in still
        await using var after = host.Open();
        await after.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.SecurityStamp, person.SecurityStamp).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null));
    }

    [Fact]
    public async Task Mine_WhenOnePersonListensTooOften_IsRefused()
    {
        var visitor = await host.As(host.World.OtherPlatformReviewer);
        var open = new List<LiveConnection>();
        HttpStatusCode? refused = null;
        for (var i = 0; i < 4 && refused is null; i++)
        {
            open.Add(await LiveConnection.OpenAsync(visitor, "/live/mine"));
            if (open[^1].Response.StatusCode != HttpStatusCode.OK) refused = open[^1].Response.StatusCode;
        }

        foreach (var connection in open) connection.Dispose();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused);
    }

    [Fact, Trait("Database", nameof(DatabaseProvider.PostgreSql))]
    public async Task Appeal_WhenAnEarlierNumberIsCommittedLater_TellsBoth()
    {
        // elsewhere one writer waits for the other
        if (TestDatabase.Chosen != DatabaseProvider.PostgreSql) return;
        var appeal = await FileAsync();
        using var listening = await LiveConnection.OpenAsync(await host.As(host.World.SecondReviewer), $"/live/appeals/{appeal.Reference}");
        await using var slow = host.Open();
        await slow.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await slow.Database.BeginTransactionAsync();
            var late = Row(appeal, LiveEventKind.MessageWritten);
            slow.Add(late);
            await slow.SaveChangesAsync();

            var early = await TellAsync(appeal, LiveEventKind.AppealChanged);
            Assert.True(late.Sequence < early);
            Assert.Equal(("appealChanged", appeal.Reference), await ToldAsync(listening));
            await transaction.CommitAsync();
        });

        Assert.Equal(("messageWritten", appeal.Reference), await ToldAsync(listening));
    }

    private static async Task<(string, string?)> ToldAsync(LiveConnection connection)
    {
        var told = (await connection.NextAsync())!.Value;
        return (told.Name, JsonDocument.Parse(told.Data).RootElement.GetProperty("appeal").GetString());
    }

    private async Task<Appeal> FileAsync(Person? creator = null, bool submit = true)
    {
        await using var db = host.Open();
        var label = await host.World.AddLabelAsync(db, host.Time.Now, creator);
        var appeal = new Appeal
        {
            Id = Guid.CreateVersion7(), Reference = AppealReference.Create(), LabelId = label.Id, WorkId = label.WorkId, PlatformId = label.PlatformId,
            CreatorId = (creator ?? host.World.Creator).Id, CreatedAt = host.Time.Now, UpdatedAt = host.Time.Now,
        };
        db.Add(appeal);
        await db.SaveChangesAsync();
        if (submit) appeal.Submit(new ServiceLevelOptions().Target, host.Time.Now);
        await db.SaveChangesAsync();
        return appeal;
    }

    private async Task<long> TellAsync(Appeal appeal, LiveEventKind kind, Guid? subject = null, int? percent = null)
    {
        await using var db = host.Open();
        var row = Row(appeal, kind, subject, percent);
        db.Add(row);
        await db.SaveChangesAsync();
        return row.Sequence;
    }

    private LiveEvent Row(Appeal appeal, LiveEventKind kind, Guid? subject = null, int? percent = null) => new()
    {
        AppealId = appeal.Id, CreatorId = appeal.CreatorId, PlatformId = appeal.PlatformId, Kind = kind, SubjectId = subject, Percent = percent, At = host.Time.Now,
    };
}
