using System.Net;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Desk;

public sealed class DeskTests(AppealsHost host) : IClassFixture<AppealsHost>
{
    private const string Reasons = "Your layers make the picture.";
    private const string Script = "<script>alert('x')</script>";

    [Fact]
    public async Task Queue_ShowsWhatIsDueFirst()
    {
        var early = await QueueAsync();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        var late = await QueueAsync();
        var page = await (await host.As(host.World.Reviewer)).PageAsync("/queue");
        var references = page.QuerySelectorAll(".queue .ref").Select(a => a.TextContent).ToList();
        Assert.True(references.IndexOf(early.Reference) < references.IndexOf(late.Reference));
    }

    [Fact]
    public async Task Desk_OfAnUnknownOrAnotherPlatformsAppeal_IsNotFound()
    {
        var appeal = await QueueAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.Reviewer)).GetAsync("/desk/AP-222222")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.OtherPlatformReviewer)).GetAsync($"/desk/{appeal.Reference}")).StatusCode);
    }

    [Theory]
    [InlineData("claim"), InlineData("renew"), InlineData("release"), InlineData("ask"), InlineData("message"), InlineData("decide"), InlineData("undo")]
    public async Task EveryAct_ByACreator_IsForbidden(string act)
    {
        var appeal = await QueueAsync();
        var response = await (await host.As(host.World.Creator)).PostAsync($"/desk/{appeal.Reference}/{act}");
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.Found });
        Assert.Equal(AppealState.Queued, await StateAsync(appeal));
    }

    [Fact]
    public async Task Decide_WithoutReasons_SaysSoAndKeepsWhatWasChosen()
    {
        var appeal = await ClaimAsync();
        var response = await (await host.As(host.World.Reviewer)).PostAsync($"/desk/{appeal.Reference}/decide", ("Outcome", "LabelUpheld"), ("Clause", World.Clause), ("Reasons", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.NotNull(page.QuerySelector(".errors"));
        Assert.True(page.QuerySelector("input[name=Outcome][value=LabelUpheld]")!.HasAttribute("checked"));
        Assert.Equal(AppealState.InReview, await StateAsync(appeal));
    }

    [Fact]
    public async Task Decide_WithoutAnOutcome_SaysSo()
    {
        var appeal = await ClaimAsync();
        var response = await (await host.As(host.World.Reviewer)).PostAsync($"/desk/{appeal.Reference}/decide", ("Outcome", "Burn"), ("Clause", World.Clause), ("Reasons", Reasons));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(Reasons, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenAColleagueHoldsIt_IsRefused()
    {
        var appeal = await ClaimAsync();
        var response = await (await host.As(host.World.SecondReviewer)).PostAsync($"/desk/{appeal.Reference}/message", ("Text", "Do you have sketches?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(AppealState.InReview, await StateAsync(appeal));
    }

    [Fact]
    public async Task Decide_ThenUndo_ThenDecideAgain_LeavesOnceAfterTheWindow()
    {
        var appeal = await ClaimAsync();
        var reviewer = await host.As(host.World.Reviewer);
        await DecideAsync(reviewer, appeal, Outcome.LabelRemoved);
        Assert.NotNull((await reviewer.PageAsync($"/desk/{appeal.Reference}")).QuerySelector(".toast"));
        Assert.NotNull((await reviewer.PageAsync("/queue")).QuerySelector(".toast"));
        Assert.Equal(HttpStatusCode.Found, (await reviewer.PostAsync($"/desk/{appeal.Reference}/undo")).StatusCode);
        await DecideAsync(reviewer, appeal, Outcome.RelabelledAiAssisted);
        host.Time.Advance(TimeSpan.FromSeconds(60));
        await host.RunAsync<EffectJob>();
        Assert.Equal(AppealState.Effective, await StateAsync(appeal));
        var late = await reviewer.PostAsync($"/desk/{appeal.Reference}/undo");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(AppealState.Effective, await StateAsync(appeal));
    }

    [Fact]
    public async Task Ask_EndsTheClaimAndPausesTheClock()
    {
        var appeal = await ClaimAsync();
        var reviewer = await host.As(host.World.Reviewer);
        Assert.Equal(HttpStatusCode.Found, (await reviewer.PostAsync($"/desk/{appeal.Reference}/ask", ("Text", $"Which layer? {Script}"))).StatusCode);
        var page = await reviewer.PageAsync($"/desk/{appeal.Reference}");
        Assert.Null(page.QuerySelector("#decide"));
        Assert.Equal("paused", page.QuerySelector(".desk-head .due")!.GetAttribute("data-due"));
        Assert.DoesNotContain(page.Scripts, s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.Contains(Script, page.QuerySelector("#talk")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_ByItsHolder_SaysUntilWhen_AndByOthers_IsAConflict()
    {
        var appeal = await ClaimAsync();
        var holder = await host.As(host.World.Reviewer);
        var other = await host.As(host.World.SecondReviewer);
        Assert.Equal(HttpStatusCode.OK, (await holder.SendAsync(HttpMethod.Post, $"/desk/{appeal.Reference}/renew")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await other.SendAsync(HttpMethod.Post, $"/desk/{appeal.Reference}/renew")).StatusCode);
    }

    [Fact]
    public async Task Claim_WithAForgedToken_DoesNothing()
    {
        var appeal = await QueueAsync();
        var response = await (await host.As(host.World.Reviewer)).ForgeAsync($"/desk/{appeal.Reference}/claim", ("antiforgery", "forged"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(AppealState.Queued, await StateAsync(appeal));
    }

    [Fact]
    public async Task Next_ClaimsWhatIsDueFirst()
    {
        await QueueAsync();
        var response = await (await host.As(host.World.Lead)).PostAsync("/queue/next");
        Assert.StartsWith("/desk/AP-", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffPages_NeverShowWhoTheCreatorIs()
    {
        var appeal = await ClaimAsync();
        var reviewer = await host.As(host.World.Reviewer);
        foreach (var path in new[] { "/queue", $"/desk/{appeal.Reference}" })
        {
            var html = await (await reviewer.GetAsync(path)).Content.ReadAsStringAsync();
            foreach (var secret in new[] { host.World.Creator.DisplayName, host.World.Creator.Email!, "u-17", "lumen.example" })
                Assert.DoesNotContain(secret, html, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task DecideAsync(Visitor reviewer, Appeal appeal, Outcome outcome)
    {
        var response = await reviewer.PostAsync($"/desk/{appeal.Reference}/decide", ("Outcome", outcome.ToString()), ("Clause", World.Clause), ("Reasons", Reasons));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    private async Task<Appeal> ClaimAsync()
    {
        var appeal = await QueueAsync();
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewingService>().ClaimAsync(appeal.Reference, host.World.As(host.World.Reviewer));
    }

    private async Task<Appeal> QueueAsync()
    {
        await using var db = host.Open();
        var label = await host.World.AddLabelAsync(db, host.Time.Now);
        await using var scope = host.Services.CreateAsyncScope();
        var filing = scope.ServiceProvider.GetRequiredService<FilingService>();
        Actor creator = host.World.As(host.World.Creator);
        var draft = await filing.StartAsync(label.Id, creator);
        draft = await filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.AiAssisted, Statement = $"I drew this. {Script}" }, draft.Version, creator);
        await filing.SubmitAsync(draft.Reference, draft.Version, creator);
        var appeal = await db.Appeals.SingleAsync(a => a.Reference == draft.Reference);
        appeal.Queue(Lane.Standard, host.Time.Now);
        await db.SaveChangesAsync();
        return appeal;
    }

    private async Task<AppealState> StateAsync(Appeal appeal)
    {
        await using var db = host.Open();
        return (await db.Appeals.SingleAsync(a => a.Id == appeal.Id)).State;
    }
}
