using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Reviewing;

public sealed class ReviewingServiceTests : CoreTest
{
    private Actor Reviewer => World.As(World.Reviewer);
    private Actor Second => World.As(World.SecondReviewer);

    [Fact]
    public async Task ClaimAsync_WhenAnotherHoldsIt_IsRefused()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await RefusedAsync(Refusal.ClaimedByAnother, () => Services.Reviewing.ClaimAsync(appeal.Reference, Second));
    }

    [Fact]
    public async Task ClaimAsync_WhenTheClaimOfAnotherRanOut_TakesIt()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(Services.ServiceLevels.Claim);
        var taken = await Services.Reviewing.ClaimAsync(appeal.Reference, Second);
        Assert.Equal(World.SecondReviewer.Id, taken.ClaimedById);
        await using var db = Services.Open();
        Assert.Contains(await db.History.ToListAsync(), h => h.Kind == HistoryKind.ClaimExpired);
    }

    [Fact]
    public async Task ClaimAsync_ByManyAtOnce_OneGetsIt()
    {
        var appeal = await Services.QueueAsync(World, Label);
        var reviewers = new[] { Reviewer, Second, World.As(World.Lead) };
        var desks = reviewers.Select(r => (Reviewer: r, Service: Services.Reviewing)).ToList();
        var outcomes = await Task.WhenAll(desks.Select(d => Task.Run(() => Record.ExceptionAsync(() => d.Service.ClaimAsync(appeal.Reference, d.Reviewer)))));
        Assert.Single(outcomes, o => o is null);
    }

    [Fact]
    public async Task RenewAsync_WhileAtWork_KeepsTheClaim()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(Services.ServiceLevels.Claim / 2);
        await Services.Reviewing.RenewAsync(appeal.Reference, Reviewer);
        Time.Advance(Services.ServiceLevels.Claim / 2);
        Assert.Equal(0, await Services.Reviewing.SweepAsync());
    }

    [Fact]
    public async Task SweepAsync_WhenAClaimRanOut_QueuesTheAppealAgain()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(Services.ServiceLevels.Claim);
        Assert.Equal(1, await Services.Reviewing.SweepAsync());
        await using var db = Services.Open();
        var queued = await db.Appeals.SingleAsync();
        Assert.Equal(AppealState.Queued, queued.State);
        Assert.Equal(appeal.DueAt, queued.DueAt);
    }

    [Fact]
    public async Task SweepAsync_WhenTheCreatorDoesNotAnswer_EndsTheWaitAtItsCap()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", Reviewer);
        Time.Advance(Services.ServiceLevels.LongestPause - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await Services.Reviewing.SweepAsync());
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await Services.Reviewing.SweepAsync());
        await using var db = Services.Open();
        var queued = await db.Appeals.SingleAsync();
        Assert.Equal(AppealState.Queued, queued.State);
        Assert.Equal(queued.PromisedAt + Services.ServiceLevels.LongestPause, queued.DueAt);
    }

    [Fact]
    public async Task AskAsync_StopsTheClockAndEndsTheClaim()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", Reviewer);
        await using var db = Services.Open();
        var waiting = await db.Appeals.SingleAsync();
        Assert.Equal(AppealState.AwaitingCreator, waiting.State);
        Assert.Null(waiting.DueAt);
        Assert.Null(waiting.ClaimedById);
    }

    [Fact]
    public async Task AskAsync_WithoutTheClaim_IsRefused()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await RefusedAsync(Refusal.ClaimLost, () => Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", Second));
    }

    [Fact]
    public async Task ClaimAsync_ByStaffOfAnotherPlatform_SaysThereIsNoSuchAppeal()
    {
        var appeal = await Services.QueueAsync(World, Label);
        await RefusedAsync(Refusal.NotFound, () => Services.Reviewing.ClaimAsync(appeal.Reference, World.As(World.OtherPlatformReviewer)));
    }

    private static async Task RefusedAsync(Refusal refusal, Func<Task> act) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<RefusedException>(act)).Refusal);
}
