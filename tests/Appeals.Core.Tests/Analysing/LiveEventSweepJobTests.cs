using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

public sealed class LiveEventSweepJobTests : CoreTest
{
    [Fact]
    public async Task Execute_WhenRowsAreOlderThanAnHour_RemovesThemAndKeepsTheSequenceGrowing()
    {
        var db = Services.Open();
        db.LiveEvents.AddRange(Row(Time.Now - LiveEventSweepJob.Lifetime - TimeSpan.FromMilliseconds(1)), Row(Time.Now - LiveEventSweepJob.Lifetime));
        await db.SaveChangesAsync();
        var last = await db.LiveEvents.MaxAsync(e => e.Sequence);

        await new LiveEventSweepJob(db, Time).Execute(null!, default);
        Assert.Equal(last, (await db.LiveEvents.AsNoTracking().SingleAsync()).Sequence);

        Time.Advance(LiveEventSweepJob.Lifetime * 2);
        await new LiveEventSweepJob(db, Time).Execute(null!, default);
        var next = db.LiveEvents.Add(Row(Time.Now)).Entity;
        await db.SaveChangesAsync();
        Assert.True(next.Sequence > last);
    }

    private LiveEvent Row(DateTime at) => new() { AppealId = Label.Id, CreatorId = World.Creator.Id, PlatformId = World.Platform.Id, Kind = LiveEventKind.AppealChanged, At = at };
}
