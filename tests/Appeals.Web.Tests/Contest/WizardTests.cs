using System.Net;
using System.Text.Json;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Contest;

public sealed class WizardTests(ContestHost host) : IClassFixture<ContestHost>
{
    [Fact]
    public async Task Wizard_WithOneSentenceAndNoFile_FilesTheAppeal()
    {
        var label = await host.LabelAsync();
        var lin = await host.As(host.World.Creator);

        var begun = await lin.PostAsync($"/contest/{label.Id}", ("Ground", "AiAssisted"));
        var reference = begun.Headers.Location!.OriginalString.Split('/')[2];
        Assert.Equal($"/appeals/{reference}/draft/files", begun.Headers.Location.OriginalString);
        Assert.Equal($"/appeals/{reference}/draft/words", await FollowAsync(lin, $"/appeals/{reference}/draft/files"));
        Assert.Equal($"/appeals/{reference}/draft/check", await FollowAsync(lin, $"/appeals/{reference}/draft/words", ("Statement", "这是我亲手画的。")));
        Assert.Equal($"/appeals/{reference}/receipt", await FollowAsync(lin, $"/appeals/{reference}/draft/check"));

        var appeal = await host.ReadAsync(reference);
        Assert.Equal((AppealState.Submitted, Ground.AiAssisted, "这是我亲手画的。"), (appeal.State, appeal.Ground, appeal.Statement));
        Assert.Equal(LabelState.Contested, appeal.Label.State);
        var receipt = await lin.PageAsync($"/appeals/{reference}/receipt");
        Assert.Contains(reference, receipt.Body!.TextContent, StringComparison.Ordinal);
        // 72 hours after 14:20 in Shanghai
        Assert.Contains("11 月 22 日（周日）14:20", receipt.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declaration_WithToolAndArea_IsKeptAndSigned()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);
        var path = $"/appeals/{draft.Reference}/draft/files";

        await FollowAsync(lin, path, ("AiUse", "Part"), ("Uses[0].Tool", "Lumi \u202eRelight"), ("Uses[0].Purpose", "light"), ("Uses[0].Layers", "not/mine"),
            ("Uses[0].Left", "10"), ("Uses[0].Top", "20.5"), ("Uses[0].Width", "95"), ("Uses[0].Height", "30"), ("Uses[1].Tool", ""), ("Signed", "true"));

        var saved = await host.ReadAsync(draft.Reference);
        var use = Assert.Single(saved.DeclaredUses);
        Assert.Equal(("Lumi Relight", "light", 0.1, 0.205, 0.9, 0.3), (use.Tool, use.Purpose, use.AreaLeft, use.AreaTop, Math.Round(use.AreaWidth!.Value, 6), use.AreaHeight));
        Assert.Empty(use.Layers);
        Assert.NotNull(saved.DeclarationSignedAt);
    }

    [Theory]
    [InlineData("Part", "101")]
    [InlineData("Part", "abc")]
    [InlineData("Nonsense", "")]
    // left alone is half an area
    [InlineData("Part", "5")]
    public async Task Declaration_WhenAFieldIsWrong_SaysSoAndSavesNothing(string use, string left)
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);

        var answer = await lin.PostAsync($"/appeals/{draft.Reference}/draft/files", ("AiUse", use), ("Uses[0].Tool", "Tool"), ("Uses[0].Left", left), ("Version", draft.Version.ToString()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty((await Visitor.ReadAsync(answer)).QuerySelectorAll(".errors li"));
        Assert.Null((await host.ReadAsync(draft.Reference)).AiUse);
    }

    [Fact]
    public async Task Words_WhenAnotherTabSavedFirst_ShowsBothAndOverwritesOnlyWhenAskedAgain()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);
        var path = $"/appeals/{draft.Reference}/draft/words";
        await lin.PostAsync(path, ("Statement", "from the first tab"), ("Version", draft.Version.ToString()));

        var late = await lin.PostAsync(path, ("Statement", "from the second tab"), ("Version", draft.Version.ToString()));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await Visitor.ReadAsync(late);
        Assert.Equal("from the first tab", page.QuerySelector("[role=alert] blockquote")!.TextContent);
        Assert.Equal("from the second tab", page.QuerySelector("#Statement")!.TextContent.Trim());
        Assert.Equal("from the first tab", (await host.ReadAsync(draft.Reference)).Statement);
        await lin.PostAsync(path, ("Statement", "from the second tab"), ("Version", page.QuerySelector("form[data-autosave] input[name=Version]")!.GetAttribute("value")));
        Assert.Equal("from the second tab", (await host.ReadAsync(draft.Reference)).Statement);
    }

    [Fact]
    public async Task Words_WhenAnotherTabHasSent_KeepsWhatWasWritten()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);
        await lin.PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));

        var late = await lin.PostAsync($"/appeals/{draft.Reference}/draft/words", ("Statement", "one more thing"), ("Version", draft.Version.ToString()));
        var again = await lin.PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("one more thing", (await Visitor.ReadAsync(late)).QuerySelector("blockquote")!.TextContent);
        Assert.Equal($"/appeals/{draft.Reference}/receipt?already=true", again.Headers.Location!.OriginalString);
        await using var db = host.Open();
        Assert.Equal(1, await db.Emails.CountAsync(m => m.AppealId == draft.Id));
    }

    [Fact]
    public async Task Discard_GivesTheDraftUpAndSaysSo()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);

        var answer = await lin.PostAsync($"/appeals/{draft.Reference}/draft/discard");

        Assert.Equal("/works?done=Discarded", answer.Headers.Location!.OriginalString);
        Assert.NotNull((await lin.PageAsync("/works?done=Discarded")).QuerySelector("[role=status]"));
        Assert.DoesNotContain(draft.Reference, (await lin.PageAsync("/appeals")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lin.GetAsync($"/appeals/{draft.Reference}")).StatusCode);
    }

    [Fact]
    public async Task Send_WhenTheDraftChangedMeanwhile_SendsNothingUnseen()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);
        await lin.PostAsync($"/appeals/{draft.Reference}/draft/words", ("Statement", "changed"), ("Version", draft.Version.ToString()));

        var late = await lin.PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("changed", (await Visitor.ReadAsync(late)).QuerySelector("[aria-labelledby=words]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AppealState.Draft, (await host.ReadAsync(draft.Reference)).State);
    }

    [Fact]
    public async Task Send_WhenTheDeclarationIsNotSigned_SaysWhatIsMissing()
    {
        var draft = await host.DraftAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);
        var path = $"/appeals/{draft.Reference}/draft";
        await FollowAsync(mara, path + "/files", ("AiUse", "Part"));

        var version = await VersionAsync(mara, path + "/check");
        var answer = await Visitor.ReadAsync(await mara.PostAsync(path + "/check", ("Version", version)));

        Assert.Equal(["Say which AI tool helped, and with what.", "Tick the sentence below your declaration to sign it."], answer.QuerySelectorAll(".errors li").Select(e => e.TextContent));
        Assert.Equal(AppealState.Draft, (await host.ReadAsync(draft.Reference)).State);
    }

    [Fact]
    public async Task Autosave_WhenGiven_AnswersWithTheNextVersionAndTheTime()
    {
        var draft = await host.DraftAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);

        var saved = await AutosaveAsync(mara, draft, "first");
        var stale = await AutosaveAsync(mara, draft, "second");

        var body = JsonDocument.Parse(await saved.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((await host.ReadAsync(draft.Reference)).Version, body.GetProperty("version").GetGuid());
        Assert.Equal("Draft saved at 14:20", body.GetProperty("said").GetString());
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("first", (await host.ReadAsync(draft.Reference)).Statement);
    }

    private static Task<HttpResponseMessage> AutosaveAsync(Visitor visitor, Appeal draft, string statement)
    {
        var content = new FormUrlEncodedContent([new("Statement", statement), new("Version", draft.Version.ToString())]);
        content.Headers.Add("X-Autosave", "1");
        return visitor.SendAsync(HttpMethod.Post, $"/appeals/{draft.Reference}/draft/words", content);
    }

    private static async Task<string> VersionAsync(Visitor visitor, string path) =>
        (await visitor.PageAsync(path)).QuerySelector("main input[name=Version]")!.GetAttribute("value")!;

    /// <summary>Fills in the form as its page shows it, and sends it.</summary>
    private static async Task<string> FollowAsync(Visitor visitor, string path, params IEnumerable<(string, string?)> fields)
    {
        var answer = await visitor.PostAsync(path, [.. fields, ("Version", await VersionAsync(visitor, path))]);
        if (answer.StatusCode != HttpStatusCode.Found) Assert.Fail($"{path}: {answer.StatusCode} {string.Join("; ", (await Visitor.ReadAsync(answer)).QuerySelectorAll(".errors li").Select(e => e.TextContent))}");
        return answer.Headers.Location!.OriginalString;
    }
}
