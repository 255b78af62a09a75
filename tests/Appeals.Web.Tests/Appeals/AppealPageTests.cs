using System.Net;
using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Reviewing;
using Appeals.Testing;
using Appeals.Web.Tests.Contest;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Appeals;

public sealed class AppealPageTests(ContestHost host) : IClassFixture<ContestHost>
{
    private const string Reasons = "The layers make the picture, which only its painter has.";

    [Fact]
    public async Task Appeal_OfSomebodyElse_DoesNotExist()
    {
        var appeal = await SentAsync(host.World.Creator);
        var mara = await host.As(host.World.OtherCreator);

        Assert.Equal(HttpStatusCode.NotFound, (await mara.GetAsync($"/appeals/{appeal}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mara.GetAsync($"/appeals/{appeal}/receipt")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mara.PostAsync($"/appeals/{appeal}/messages", ("Write.Text", "hello"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mara.PostAsync($"/appeals/{appeal}/withdraw")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.As(host.World.Reviewer)).GetAsync($"/appeals/{appeal}")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await host.Anonymous().GetAsync($"/appeals/{appeal}")).StatusCode);
        Assert.DoesNotContain(appeal, (await mara.PageAsync("/appeals")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_WhenAsked_IsAnsweredAndTheClockRunsOn()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReviewAsync(appeal);
        await With<ReviewingService>(s => s.AskAsync(appeal, "Is the <b>pond</b> a photograph?", host.World.As(host.World.Reviewer)));
        var mara = await host.As(host.World.OtherCreator);

        var asked = await mara.PageAsync($"/appeals/{appeal}");
        Assert.Equal("Waiting for you", asked.QuerySelector("#state .chip")!.TextContent);
        Assert.Equal("Is the <b>pond</b> a photograph?", asked.QuerySelector("blockquote")!.TextContent);
        Assert.Equal("paused", asked.QuerySelector(".due.big")!.GetAttribute("data-due"));
        Assert.DoesNotContain(host.World.Reviewer.DisplayName + " ", asked.QuerySelector(".talk")!.TextContent, StringComparison.Ordinal);
        var list = await mara.PageAsync("/appeals");
        Assert.Contains(appeal, list.QuerySelector("[aria-labelledby=waiting]")!.TextContent, StringComparison.Ordinal);
        var answer = await mara.PostAsync($"/appeals/{appeal}/messages", ("Write.Text", "Painted."));

        Assert.Equal($"/appeals/{appeal}?done=Answered#conversation", answer.Headers.Location!.OriginalString);
        Assert.Equal(AppealState.Queued, (await host.ReadAsync(appeal)).State);
        Assert.Equal("ok", (await mara.PageAsync($"/appeals/{appeal}")).QuerySelector(".due.big")!.GetAttribute("data-due"));
    }

    [Fact]
    public async Task Decision_BeforeItIsInEffect_LeavesNoTrace()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReviewAsync(appeal);
        var mara = await host.As(host.World.OtherCreator);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        var before = (await mara.PageAsync($"/appeals/{appeal}")).Body!.TextContent;

        await With<DecidingService>(s => s.DecideAsync(appeal, Outcome.LabelRemoved, World.Clause, Reasons, host.World.As(host.World.Reviewer)));
        var decided = (await mara.PageAsync($"/appeals/{appeal}")).Body!.TextContent;
        await With<DecidingService>(s => s.UndoAsync(appeal, host.World.As(host.World.Reviewer)));
        var undone = (await mara.PageAsync($"/appeals/{appeal}")).Body!.TextContent;

        Assert.Equal(before, decided);
        Assert.Equal(before, undone);
        Assert.Contains("In review", decided, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhileADecisionWaits_KeepsTheTextAndSaysNothingOfIt()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReviewAsync(appeal);
        await With<DecidingService>(s => s.DecideAsync(appeal, Outcome.LabelUpheld, World.Clause, Reasons, host.World.As(host.World.Reviewer)));
        var mara = await host.As(host.World.OtherCreator);

        var answer = await mara.PostAsync($"/appeals/{appeal}/messages", ("Write.Text", "One more thing."));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Equal("One more thing.", page.QuerySelector("textarea")!.TextContent.Trim());
        Assert.DoesNotContain(Reasons, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("In review", page.QuerySelector("#state .chip")!.TextContent);
    }

    [Fact]
    public async Task Decision_OnceInEffect_IsALetterWithVerdictReasonsAndRule()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReviewAsync(appeal);
        await With<DecidingService>(s => s.DecideAsync(appeal, Outcome.LabelRemoved, World.Clause, Reasons + "<script>", host.World.As(host.World.Reviewer)));
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await With<DecidingService>(s => s.TakeEffectAsync());
        var mara = await host.As(host.World.OtherCreator);

        var letter = (await mara.PageAsync($"/appeals/{appeal}")).QuerySelector(".letter")!;

        Assert.Equal("The label was wrong. It comes off.", letter.QuerySelector("#verdict")!.TextContent);
        Assert.Equal("Suspected AI-generated", letter.QuerySelector(".relabel s")!.TextContent);
        Assert.Equal("No AI label", letter.QuerySelector(".relabel b")!.TextContent);
        Assert.Contains(Reasons + "<script>", letter.TextContent, StringComparison.Ordinal);
        Assert.Contains("Clause 4.2 of the platform’s rules: Mainly assisting use.", letter.TextContent, StringComparison.Ordinal);
        Assert.Contains("Label removed", (await mara.PageAsync("/works")).QuerySelector(".tile")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_WhenConfirmed_LeavesTheLabelOpenToContest()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);

        await mara.PostAsync($"/appeals/{appeal}/withdraw");
        var twice = await mara.PostAsync($"/appeals/{appeal}/withdraw");

        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Equal("Withdrawn", (await mara.PageAsync($"/appeals/{appeal}")).QuerySelector("#state .chip")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await mara.GetAsync($"/contest/{(await host.ReadAsync(appeal)).LabelId}")).StatusCode);
    }

    [Theory]
    [InlineData("  ", "Write your message first.")]
    [InlineData("\u202e\u200b", "Write your message first.")]
    public async Task Write_WhenThereIsNothingInIt_SaysSo(string text, string says)
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);

        var page = await Visitor.ReadAsync(await mara.PostAsync($"/appeals/{appeal}/messages", ("Write.Text", text)));

        Assert.Contains(says, page.QuerySelector(".errors li")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await host.ReadAsync(appeal)).Messages);
    }

    [Fact]
    public async Task Findings_WhenThereIsAReport_AreToldWithoutTheirWeakness()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReportAsync(appeal);
        var mara = await host.As(host.World.OtherCreator);

        var page = await mara.PageAsync($"/appeals/{appeal}");

        Assert.Equal("strong", page.QuerySelector(".grade.big")!.GetAttribute("data-grade"));
        Assert.Equal(["Your layers make the picture"], page.QuerySelectorAll(".finding h3").Select(h => h.TextContent));
        Assert.Contains("Compared after registration", page.QuerySelector(".finding details")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("AI touches 3.2\u00a0% of the picture", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", await (await mara.GetAsync($"/appeals/{appeal}/receipt")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var desk = await (await host.As(host.World.Reviewer)).PageAsync($"/desk/{appeal}");
        Assert.Contains("SECRET: paste the picture", desk.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WhenFilesBearMarksAndDates_BothSidesSeeWhatWasVerifiedAndNamesStayWithTheCreator()
    {
        var appeal = await SentAsync(host.World.OtherCreator);
        await ReportAsync(appeal);

        var page = await (await host.As(host.World.OtherCreator)).PageAsync($"/appeals/{appeal}");
        var desk = await (await host.As(host.World.Reviewer)).PageAsync($"/desk/{appeal}");

        Assert.Equal(["Content Credentials: “composed with parts made by a trained model”", "Content Credentials: a signed record of origin"], page.QuerySelectorAll(".mark h3").Select(h => h.TextContent));
        var mark = page.QuerySelector(".mark")!.TextContent;
        Assert.Contains("Taken alone: made partly with AI. Clearly worded.", mark, StringComparison.Ordinal);
        Assert.Contains("a<b>.psd · PSD resource · C2PA", mark, StringComparison.Ordinal);
        Assert.Contains("Whose certificate it is was not verified", mark, StringComparison.Ordinal);
        Assert.Contains("Signed by Mara", page.QuerySelector("#marks")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 further mark that says nothing of AI", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("source-1.psd · PSD resource", desk.QuerySelector("#marks .mark")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Mara", desk.QuerySelector("#marks")!.TextContent, StringComparison.Ordinal);
        foreach (var dates in new[] { page.QuerySelector(".dates")!, desk.QuerySelector(".dates")! })
        {
            Assert.Equal(["Created", "Saved", "Published", "Labelled", "Appealed"], dates.QuerySelectorAll("b").Select(b => b.TextContent));
            Assert.Equal(["file", "file", "platform", "platform", "appeal"], dates.Children.Select(li => li.GetAttribute("data-by")));
            Assert.Contains("The file does not say its time zone.", dates.Children[0].TextContent, StringComparison.Ordinal);
            Assert.Null(dates.Children[0].QuerySelector("time"));
            Assert.NotNull(dates.Children[1].QuerySelector("time"));
        }
    }

    private static readonly Wording Unverified = new("Whose certificate it is was not verified.", "证书属于谁未经核实。");

    private async Task ReportAsync(string reference)
    {
        await using var db = host.Open();
        var appeal = await db.Appeals.SingleAsync(a => a.Reference == reference);
        var run = await db.AnalysisRuns.SingleAsync(r => r.AppealId == appeal.Id);
        var file = new Core.Evidence.EvidenceFile
        {
            Id = Guid.CreateVersion7(), AppealId = appeal.Id, Name = "a<b>.psd", BlindName = "source-1.psd", Format = FileFormat.Psd, UploadedAt = host.Time.Now,
            StoredFile = new Core.Evidence.StoredFile { Id = Guid.CreateVersion7(), Sha256 = new byte[32], MasterKeyId = "k", WrappedKey = [1], CreatedAt = host.Time.Now },
        };
        db.Add(file);
        run.State = RunState.Done;
        run.Grade = Grade.Strong;
        run.ReportJson = JsonSerializer.Serialize(new AnalysisReport
        {
            Grade = Grade.Strong,
            Score = 0.9,
            AiShare = new AiShare(0.032, 0.01),
            Sources = [],
            Timeline =
            [
                new(TimelineKind.Created, new DateTime(2025, 3, 1, 10, 0, 0, DateTimeKind.Utc), HasZone: false, file.Id.ToString()),
                new(TimelineKind.LastChange, new DateTime(2025, 3, 9, 12, 1, 0, DateTimeKind.Utc), HasZone: true, file.Id.ToString()),
                new(TimelineKind.Saved, new DateTime(2025, 3, 9, 12, 2, 0, DateTimeKind.Utc), HasZone: true, file.Id.ToString()),
            ],
            Findings = [Found("match", "Your layers make the picture"), Found("reuse", "SECRET: seen elsewhere")],
            Markers =
            [
                new("c2pa", "C2PA", "PSD resource", "Signed by Mara", "weak", "none", file.Id.ToString()) { Name = new("Content Credentials: a signed record of origin", "内容凭证"), Checked = Unverified },
                new("c2pa-dst-composite-trained", "C2PA", "PSD resource", "c2pa.edited", "strong", "aiAssisted", file.Id.ToString())
                {
                    Name = new("Content Credentials: “composed with parts made by a trained model”", "内容凭证"), Checked = Unverified,
                },
            ],
            Problems = [new Problem(ProblemCode.NotRendered, new Wording("An effect was left out.", "略过了一个效果。"), file.Id.ToString())],
            Timings = new Dictionary<string, double>(),
        }, ReportJson.Options);
        await db.SaveChangesAsync();
    }

    private static Finding Found(string signal, string title) => new()
    {
        Signal = signal,
        Direction = Direction.Supports,
        Weight = 0.9,
        Values = new Dictionary<string, double>(),
        Title = new Wording(title, title),
        Reason = new Wording("They match.", "相符。"),
        Layers = [],
        Method = new Wording("Compared after registration.", "配准后比较。"),
        Weakness = new Wording("SECRET: paste the picture", "SECRET"),
    };

    private async Task<string> SentAsync(Core.People.Person creator)
    {
        var draft = await host.DraftAsync(creator);
        var answer = await (await host.As(creator)).PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));
        Assert.Equal($"/appeals/{draft.Reference}/receipt", answer.Headers.Location?.OriginalString);
        return draft.Reference;
    }

    private async Task ReviewAsync(string reference)
    {
        await using (var db = host.Open())
        {
            (await db.Appeals.SingleAsync(a => a.Reference == reference)).Queue(Lane.Standard, host.Time.Now);
            await db.SaveChangesAsync();
        }
        await With<ReviewingService>(s => s.ClaimAsync(reference, host.World.As(host.World.Reviewer)));
    }

    private async Task With<TService>(Func<TService, Task> act) where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
