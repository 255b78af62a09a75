using System.Net;
using Appeals.Core.Filing;
using Appeals.Testing;

namespace Appeals.Web.Tests.Contest;

public sealed class ContestBadInputTests(ContestHost host) : IClassFixture<ContestHost>
{
    private const string Script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Contest_WhenTheLabelIsContestedAlready_LeadsToThatAppeal()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);

        var open = await lin.GetAsync($"/contest/{draft.LabelId}");
        await lin.PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));
        var sent = await lin.GetAsync($"/contest/{draft.LabelId}");
        var again = await lin.PostAsync($"/contest/{draft.LabelId}", ("Ground", "Other"));

        Assert.Equal($"/appeals/{draft.Reference}/draft/check", open.Headers.Location!.OriginalString);
        Assert.Equal($"/appeals/{draft.Reference}", sent.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("针对这个标识已经有一份申诉", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contest_WhenTheWindowHasClosed_SaysSo()
    {
        await using var late = new LateHost();
        await ((IAsyncLifetime)late).InitializeAsync();
        try
        {
            var label = await late.LabelAsync(late.World.OtherCreator);
            var draft = await late.DraftAsync(late.World.OtherCreator);
            late.Time.Advance(TimeSpan.FromDays(200));
            var mara = await late.As(late.World.OtherCreator);

            var asked = await mara.GetAsync($"/contest/{label.Id}");
            var sent = await mara.PostAsync($"/appeals/{draft.Reference}/draft/check", ("Version", draft.Version.ToString()));

            Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
            Assert.Contains("The time to contest this label has ended.", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("The time to contest this label has ended.", (await Visitor.ReadAsync(sent)).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(AppealState.Draft, (await late.ReadAsync(draft.Reference)).State);
        }
        finally
        {
            await ((IAsyncLifetime)late).DisposeAsync();
        }
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_DoesNotExist()
    {
        var draft = await host.DraftAsync();
        var mara = await host.As(host.World.OtherCreator);

        Assert.Equal(HttpStatusCode.NotFound, (await mara.GetAsync($"/contest/{draft.LabelId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mara.PostAsync($"/contest/{draft.LabelId}", ("Ground", "Other"))).StatusCode);
        foreach (var step in new[] { "", "/reason", "/files", "/words", "/check" })
            Assert.Equal(HttpStatusCode.NotFound, (await mara.GetAsync($"/appeals/{draft.Reference}/draft{step}")).StatusCode);
        foreach (var step in new[] { "reason", "files", "words", "check" })
            Assert.Equal(HttpStatusCode.NotFound, (await mara.PostAsync($"/appeals/{draft.Reference}/draft/{step}", ("Ground", "Other"), ("Statement", "x"), ("Version", draft.Version.ToString()))).StatusCode);
        Assert.Equal("I drew this.", (await host.ReadAsync(draft.Reference)).Statement);
    }

    [Theory]
    [InlineData("/contest/0197aaaa-0000-7000-8000-000000000000")]
    [InlineData("/appeals/AP-222222/draft/words")]
    public async Task Draft_WhenThereIsNone_IsNotFound(string path)
    {
        var lin = await host.As(host.World.Creator);

        Assert.Equal(HttpStatusCode.NotFound, (await lin.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Draft_WhenTheStepIsUnknown_IsNotFound()
    {
        var draft = await host.DraftAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.Creator)).GetAsync($"/appeals/{draft.Reference}/draft/payment")).StatusCode);
    }

    [Fact]
    public async Task Words_WhenEmpty_SaysWhatIsMissing()
    {
        var draft = await host.DraftAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);

        var page = await Visitor.ReadAsync(await mara.PostAsync($"/appeals/{draft.Reference}/draft/words", ("Statement", ""), ("Version", draft.Version.ToString())));

        Assert.Contains("Say in one sentence why the label is wrong.", Assert.Single(page.QuerySelectorAll(".errors li")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_WithoutAToken_AreRefusedWithAPageThatSaysWhy()
    {
        var draft = await host.DraftAsync(host.World.OtherCreator);
        var mara = await host.As(host.World.OtherCreator);

        var answer = await mara.ForgeAsync($"/appeals/{draft.Reference}/draft/words", ("Statement", "forged"), ("Version", draft.Version.ToString()));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("This page was open too long", (await Visitor.ReadAsync(answer)).QuerySelector("h1")!.TextContent);
        Assert.Equal("I drew this.", (await host.ReadAsync(draft.Reference)).Statement);
    }

    [Fact]
    public async Task Text_WithMarkup_IsShownAsText()
    {
        var draft = await host.DraftAsync(statement: Script);
        var lin = await host.As(host.World.Creator);
        await lin.PostAsync($"/appeals/{draft.Reference}/draft/files", ("AiUse", "Part"), ("Uses[0].Tool", Script), ("Uses[0].Purpose", Script), ("Signed", "true"), ("Version", draft.Version.ToString()));

        foreach (var step in new[] { "files", "words", "check" })
        {
            var page = await lin.PageAsync($"/appeals/{draft.Reference}/draft/{step}");
            Assert.Empty(page.QuerySelectorAll("img[onerror], img[src=x], script:not([src]):not([type='application/json'])"));
        }
        Assert.Contains(Script, (await lin.PageAsync($"/appeals/{draft.Reference}/draft/check")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_WithDisguises_IsKeptWithoutThem()
    {
        var draft = await host.DraftAsync();
        var lin = await host.As(host.World.Creator);
        // an escaped lone surrogate is no UTF-8, and stays the characters that were sent
        using var body = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes($"Statement=a%ED%A0%80b%E2%80%AEc%01d%0D%0Ae&Version={draft.Version}"));
        body.Headers.ContentType = new("application/x-www-form-urlencoded");

        var answer = await lin.SendAsync(HttpMethod.Post, $"/appeals/{draft.Reference}/draft/words", body);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("a%ED%A0%80bcd\ne", (await host.ReadAsync(draft.Reference)).Statement);
    }

    private sealed class LateHost : ContestHost;
}
