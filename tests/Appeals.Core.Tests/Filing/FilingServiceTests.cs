using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Filing;

public sealed class FilingServiceTests : CoreTest
{
    private Actor Creator => World.As(World.Creator);

    [Fact]
    public async Task SubmitAsync_WithOneSentenceAndNoFile_FilesEverythingInOneTransaction()
    {
        var appeal = await Services.FileAsync(World, Label);
        await using var db = Services.Open();
        var stored = await db.Appeals.Include(a => a.Label).Include(a => a.ClockEvents).SingleAsync();
        Assert.Equal(AppealState.Submitted, stored.State);
        Assert.Equal(Time.Now.AddHours(72), stored.PromisedAt);
        Assert.Equal(stored.PromisedAt, stored.DueAt);
        Assert.Equal(LabelState.Contested, stored.Label.State);
        Assert.Single(stored.ClockEvents);
        Assert.Equal(RunState.Queued, (await db.AnalysisRuns.SingleAsync(r => r.AppealId == appeal.Id)).State);
        Assert.Equal(EmailKind.AppealReceived, (await db.Emails.SingleAsync()).Kind);
        Assert.Equal(1, await db.History.CountAsync());
    }

    [Fact]
    public async Task StartAsync_Twice_ContinuesTheSameDraft()
    {
        var first = await Services.Filing.StartAsync(Label.Id, Creator);
        var second = await Services.Filing.StartAsync(Label.Id, Creator);
        Assert.Equal(first.Reference, second.Reference);
    }

    [Fact]
    public async Task StartAsync_FromManyTabsAtOnce_MakesOneDraft()
    {
        var services = Enumerable.Range(0, 8).Select(_ => Services.Filing).ToList();
        var drafts = await Task.WhenAll(services.Select(filing => Task.Run(() => filing.StartAsync(Label.Id, Creator))));
        Assert.Single(drafts.Select(d => d.Reference).Distinct());
    }

    [Fact]
    public async Task StartAsync_OnALabelThatIsContested_IsRefused()
    {
        await Services.FileAsync(World, Label);
        await RefusedAsync(Refusal.AlreadyContested, () => Services.Filing.StartAsync(Label.Id, Creator));
    }

    [Fact]
    public async Task StartAsync_AfterWithdrawing_OpensAnotherDraft()
    {
        var first = await Services.FileAsync(World, Label);
        await Services.Filing.WithdrawAsync(first.Reference, Creator);
        var second = await Services.Filing.StartAsync(Label.Id, Creator);
        Assert.NotEqual(first.Reference, second.Reference);
    }

    [Fact]
    public async Task StartAsync_WhenTheWindowHasClosed_IsRefused()
    {
        Time.Set(Label.WindowEndsAt);
        await RefusedAsync(Refusal.WindowClosed, () => Services.Filing.StartAsync(Label.Id, Creator));
    }

    [Fact]
    public async Task StartAsync_OnAnothersLabel_SaysThereIsNone() =>
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.StartAsync(Label.Id, World.As(World.OtherCreator)));

    [Fact]
    public async Task SubmitAsync_WhenTheWindowClosedWhileWriting_IsRefusedAndKeepsTheDraft()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, Creator);
        draft = await Services.Filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.WhollyHuman, Statement = "Mine." }, draft.Version, Creator);
        Time.Set(Label.WindowEndsAt);
        await RefusedAsync(Refusal.WindowClosed, () => Services.Filing.SubmitAsync(draft.Reference, draft.Version, Creator));
        await using var db = Services.Open();
        Assert.Equal("Mine.", (await db.Appeals.SingleAsync()).Statement);
    }

    [Fact]
    public async Task SubmitAsync_FromTwoTabsAtOnce_FilesOnce()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, Creator);
        draft = await Services.Filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.WhollyHuman, Statement = "Mine." }, draft.Version, Creator);
        var tabs = new[] { Services.Filing, Services.Filing };
        var outcomes = await Task.WhenAll(tabs.Select(tab => Task.Run(() => Record.ExceptionAsync(() => tab.SubmitAsync(draft.Reference, draft.Version, Creator)))));
        Assert.Single(outcomes, o => o is null);
        Assert.Single(outcomes, o => o is DbUpdateException or InvalidTransitionException);
        await using var db = Services.Open();
        Assert.Equal(1, await db.Emails.CountAsync());
        Assert.Equal(1, await db.AnalysisRuns.CountAsync());
    }

    [Fact]
    public async Task SaveAsync_WithAStaleVersion_FailsAndLosesNothing()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, Creator);
        var stale = draft.Version;
        await Services.Filing.SaveAsync(draft.Reference, new Draft { Statement = "First tab." }, stale, Creator);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Services.Filing.SaveAsync(draft.Reference, new Draft { Statement = "Second tab." }, stale, Creator));
        await using var db = Services.Open();
        Assert.Equal("First tab.", (await db.Appeals.SingleAsync()).Statement);
    }

    [Theory]
    [InlineData(null, "Mine.", null, false, Refusal.GroundMissing)]
    [InlineData(Ground.WhollyHuman, "  ", null, false, Refusal.StatementMissing)]
    [InlineData(Ground.WhollyHuman, "Mine.", AiUse.None, false, Refusal.DeclarationNotSigned)]
    [InlineData(Ground.AiAssisted, "Mine.", AiUse.Part, true, Refusal.DeclarationIncomplete)]
    public async Task SubmitAsync_WithAGap_NamesIt(Ground? ground, string statement, AiUse? use, bool isSigned, Refusal refusal)
    {
        var draft = await Services.Filing.StartAsync(Label.Id, Creator);
        draft = await Services.Filing.SaveAsync(draft.Reference,
            new Draft { Ground = ground, Statement = statement, Declaration = new DraftDeclaration(use, [], isSigned) }, draft.Version, Creator);
        await RefusedAsync(refusal, () => Services.Filing.SubmitAsync(draft.Reference, draft.Version, Creator));
    }

    [Fact]
    public async Task WriteAsync_WhenAsked_AnswersAndTheClockRunsOn()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));
        Time.Advance(TimeSpan.FromHours(5));
        await Services.Filing.WriteAsync(appeal.Reference, "Local light 02.", Creator);
        await using var db = Services.Open();
        var answered = await db.Appeals.SingleAsync();
        Assert.Equal(AppealState.Queued, answered.State);
        Assert.Equal(World.Reviewer.Id, answered.PreferredReviewerId);
        Assert.Equal(answered.PromisedAt!.Value.AddHours(5), answered.DueAt);
    }

    [Fact]
    public async Task WithdrawAsync_FreesTheLabelAndStopsTheClock()
    {
        var appeal = await Services.FileAsync(World, Label);
        await Services.Filing.WithdrawAsync(appeal.Reference, Creator);
        await using var db = Services.Open();
        var withdrawn = await db.Appeals.Include(a => a.Label).SingleAsync();
        Assert.Equal((AppealState.Withdrawn, LabelState.Active), (withdrawn.State, withdrawn.Label.State));
        Assert.Null(withdrawn.DueAt);
    }

    [Fact]
    public async Task StartAsync_AfterDiscarding_OpensAnotherDraft()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, Creator);

        await Services.Filing.DiscardAsync(draft.Reference, Creator);

        await using var db = Services.Open();
        Assert.Equal(AppealState.Lapsed, (await db.Appeals.SingleAsync()).State);
        Assert.NotEqual(draft.Reference, (await Services.Filing.StartAsync(Label.Id, Creator)).Reference);
    }

    [Fact]
    public async Task DiscardAsync_AfterFiling_ChangesNothing()
    {
        var appeal = await Services.FileAsync(World, Label);
        await Assert.ThrowsAsync<InvalidTransitionException>(() => Services.Filing.DiscardAsync(appeal.Reference, Creator));
        await using var db = Services.Open();
        Assert.Equal(AppealState.Submitted, (await db.Appeals.SingleAsync()).State);
    }

    [Fact]
    public async Task EveryWrite_ByAnotherCreator_SaysThereIsNoSuchAppeal()
    {
        var appeal = await Services.FileAsync(World, Label);
        var other = World.As(World.OtherCreator);
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.SaveAsync(appeal.Reference, new Draft(), appeal.Version, other));
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.SubmitAsync(appeal.Reference, appeal.Version, other));
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.WriteAsync(appeal.Reference, "hello", other));
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.WithdrawAsync(appeal.Reference, other));
        await RefusedAsync(Refusal.NotFound, () => Services.Filing.DiscardAsync(appeal.Reference, other));
    }

    private static async Task RefusedAsync(Refusal refusal, Func<Task> act) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<RefusedException>(act)).Refusal);
}
