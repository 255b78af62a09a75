using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Deciding;

public sealed class DecidingServiceTests : CoreTest
{
    private const string Reasons = "Your layers make the published picture.";
    private Actor Reviewer => World.As(World.Reviewer);

    [Fact]
    public async Task DecideAsync_LetsNothingLeaveBeforeTheUndoWindowHasPassed()
    {
        var appeal = await DecideAsync();
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await Services.Deciding.TakeEffectAsync());
        await using var db = Services.Open();
        Assert.Equal(LabelState.Contested, (await db.Labels.SingleAsync(l => l.Id == appeal.LabelId)).State);
        Assert.DoesNotContain(await db.Emails.ToListAsync(), e => e.Kind == EmailKind.AppealDecided);
    }

    [Fact]
    public async Task TakeEffectAsync_AfterTheWindow_SettlesTheLabelAndMailsOnce()
    {
        await DecideAsync();
        Time.Advance(TimeSpan.FromSeconds(60));
        var nodes = new[] { Services.Deciding, Services.Deciding };
        var done = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.TakeEffectAsync())));
        Assert.Equal(1, done.Sum());
        await using var db = Services.Open();
        Assert.Equal(AppealState.Effective, (await db.Appeals.SingleAsync()).State);
        Assert.Equal(LabelState.Removed, (await db.Labels.SingleAsync()).State);
        Assert.Equal(1, await db.Emails.CountAsync(e => e.Kind == EmailKind.AppealDecided));
    }

    [Fact]
    public async Task UndoAsync_WithinTheWindow_ReopensReviewAndClock()
    {
        var appeal = await DecideAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        await Services.Deciding.UndoAsync(appeal.Reference, Reviewer);
        await using var db = Services.Open();
        var undone = await db.Appeals.SingleAsync();
        Assert.Equal(AppealState.InReview, undone.State);
        Assert.Equal(undone.PromisedAt, undone.DueAt);
        await Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelUpheld, World.Clause, Reasons, Reviewer);
    }

    [Fact]
    public async Task UndoAsync_AfterTheWindow_IsRefused()
    {
        var appeal = await DecideAsync();
        Time.Advance(TimeSpan.FromSeconds(60));
        await RefusedAsync(Refusal.UndoTooLate, () => Services.Deciding.UndoAsync(appeal.Reference, Reviewer));
    }

    [Fact]
    public async Task UndoAsync_RacingTheEffect_OneWinsAndTheOtherDoesNothing()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var setup = Services.Open();
            var label = await World.AddLabelAsync(setup, Time.Now);
            var appeal = await Services.ReviewAsync(World, label, World.Reviewer);
            await Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, World.Clause, Reasons, Reviewer);
            // the two nodes' clocks differ by the moment that makes both think they are in time
            var late = new FakeTime(Time.GetUtcNow() + TimeSpan.FromSeconds(60));
            var (undo, effect) = (Services.Deciding, Services.At(late).Deciding);
            var undone = Task.Run(() => Record.ExceptionAsync(() => undo.UndoAsync(appeal.Reference, Reviewer)));
            var took = Task.Run(() => effect.TakeEffectAsync());
            var (wasUndone, tookEffect) = (await undone is null, await took == 1);
            Assert.True(wasUndone ^ tookEffect, $"round {round}: undone {wasUndone}, took effect {tookEffect}");
            await using var db = Services.Open();
            Assert.Equal(tookEffect ? AppealState.Effective : AppealState.InReview, (await db.Appeals.SingleAsync(a => a.Id == appeal.Id)).State);
            Assert.Equal(tookEffect ? 1 : 0, await db.Emails.CountAsync(e => e.AppealId == appeal.Id && e.Kind == EmailKind.AppealDecided));
            Assert.Null(HistoryChain.FirstBreak(await db.History.Where(h => h.AppealId == appeal.Id).ToListAsync()));
        }
    }

    [Fact]
    public async Task DecideAsync_ByTwoReviewersAtOnce_OneDecides()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        var outcomes = await Task.WhenAll(
            AttemptAsync(() => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, World.Clause, Reasons, Reviewer)),
            AttemptAsync(() => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelUpheld, World.Clause, Reasons, Reviewer)),
            AttemptAsync(() => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelUpheld, World.Clause, Reasons, World.As(World.SecondReviewer))));
        Assert.Single(outcomes, o => o is null);
        await using var db = Services.Open();
        Assert.Equal(1, await db.Decisions.CountAsync());
    }

    [Fact]
    public async Task DecideAsync_WhenTheClaimHasRunOut_IsRefused()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(Services.ServiceLevels.Claim);
        await RefusedAsync(Refusal.ClaimLost, () => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, World.Clause, Reasons, Reviewer));
    }

    [Theory]
    [InlineData("", World.Clause, Refusal.ReasonsMissing)]
    [InlineData(Reasons, "no such clause", Refusal.ClauseUnknown)]
    public async Task DecideAsync_WithAGap_NamesIt(string reasons, string clause, Refusal refusal)
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await RefusedAsync(refusal, () => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, clause, reasons, Reviewer));
    }

    [Fact]
    public async Task Database_RefusesADecisionByTheCreatorOrWithoutReasonsOrClause()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await RejectedAsync(appeal, World.Creator.Id, Reasons, World.Clause);
        await RejectedAsync(appeal, World.Reviewer.Id, "", World.Clause);
        await RejectedAsync(appeal, World.Reviewer.Id, Reasons, "");
    }

    [Fact]
    public async Task Database_RefusesTheSameDeciderTwice_UnlessUndone()
    {
        var appeal = await DecideAsync();
        await RejectedAsync(appeal, World.Reviewer.Id, Reasons, World.Clause);
        await Services.Deciding.UndoAsync(appeal.Reference, Reviewer);
        await Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelUpheld, World.Clause, Reasons, Reviewer);
    }

    [Fact]
    public async Task DecideAsync_ByStaffOfAnotherPlatform_SaysThereIsNoSuchAppeal()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await RefusedAsync(Refusal.NotFound,
            () => Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, World.Clause, Reasons, World.As(World.OtherPlatformReviewer)));
    }

    private async Task<Appeal> DecideAsync()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Deciding.DecideAsync(appeal.Reference, Outcome.LabelRemoved, World.Clause, Reasons, Reviewer);
        return appeal;
    }

    private async Task RejectedAsync(Appeal appeal, Guid decider, string reasons, string clause)
    {
        await using var db = Services.Open();
        db.Decisions.Add(new Decision
        {
            Id = Guid.CreateVersion7(),
            AppealId = appeal.Id,
            CreatorId = appeal.CreatorId,
            DeciderId = decider,
            Outcome = Outcome.LabelRemoved,
            Reasons = reasons,
            Clause = clause,
            DecidedAt = Time.Now,
            EffectDueAt = Time.Now,
        });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    private static Task<Exception?> AttemptAsync(Func<Task> act) => Task.Run(() => Record.ExceptionAsync(act))!;

    private static async Task RefusedAsync(Refusal refusal, Func<Task> act) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<RefusedException>(act)).Refusal);
}
