using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.History;

public sealed class HistoryChainTests : CoreTest
{
    [Fact]
    public async Task Chain_AfterSeveralEvents_HoldsAndKeepsFreeTextApart()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await using var db = Services.Open();
        var entries = await db.History.Include(h => h.Text).OrderBy(h => h.Sequence).ToListAsync();
        Assert.Equal([HistoryKind.Filed, HistoryKind.Claimed], entries.Select(e => e.Kind));
        Assert.Null(HistoryChain.FirstBreak(entries));
        Assert.DoesNotContain("I drew this.", string.Concat(entries.Select(e => e.Facts)), StringComparison.Ordinal);
        Assert.Equal("I drew this.", entries[0].Text!.Text);
        Assert.All(entries, e => Assert.Equal(appeal.Id, e.AppealId));
    }

    [Fact]
    public async Task Chain_AfterErasingAText_StillHolds()
    {
        await Services.FileAsync(World, Label);
        await using var db = Services.Open();
        await db.HistoryTexts.ExecuteDeleteAsync();
        Assert.Null(HistoryChain.FirstBreak(await db.History.AsNoTracking().ToListAsync()));
    }

    [Theory]
    [InlineData("UPDATE \"History\" SET \"Facts\" = '[]' WHERE \"Sequence\" = 1", 1)]
    [InlineData("UPDATE \"History\" SET \"Kind\" = 'Withdrawn' WHERE \"Sequence\" = 2", 2)]
    [InlineData("UPDATE \"History\" SET \"At\" = '2026-11-19 06:20:00.001' WHERE \"Sequence\" = 1", 1)]
    public async Task FirstBreak_WhenARowWasChangedBehindOurBack_NamesIt(string sql, int sequence)
    {
        await Services.ReviewAsync(World, Label, World.Reviewer);
        await using var db = Services.Open();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql));
        Assert.Equal(sequence, HistoryChain.FirstBreak(await db.History.AsNoTracking().ToListAsync()));
    }

    [Fact]
    public async Task HistorySealJob_OnceADay_SealsAllHeads()
    {
        await Services.FileAsync(World, Label);
        Time.Advance(TimeSpan.FromDays(1));
        await using var db = Services.Open();
        for (var run = 0; run < 2; run++) await new HistorySealJob(db, Time).Execute(null!);
        var seal = await db.HistorySeals.SingleAsync();
        Assert.Equal((1, new DateOnly(2026, 11, 19)), (seal.Appeals, seal.Day));
        Time.Advance(TimeSpan.FromDays(1));
        await new HistorySealJob(db, Time).Execute(null!);
        var next = await db.HistorySeals.OrderBy(s => s.Day).LastAsync();
        Assert.Equal(seal.Hash, next.PreviousHash);
    }
}
