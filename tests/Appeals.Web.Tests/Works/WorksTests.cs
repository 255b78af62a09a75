using System.Net;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Works;

public sealed class WorksTests(AppealsHost host) : IClassFixture<AppealsHost>
{
    [Fact]
    public async Task Works_WhenNobodyHasConfirmedOne_AsksAndThenShowsItsLabel()
    {
        var label = await AddAsync(confirmed: false);
        var mara = await host.As(host.World.OtherCreator);

        var asked = await mara.PageAsync("/works");
        Assert.Contains("Is this yours?", asked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(asked.QuerySelector($"a[href='/contest/{label.Id}']"));
        var answer = await mara.PostAsync($"/works/{label.WorkId}/confirm");

        Assert.Equal("/works?done=Confirmed", answer.Headers.Location!.OriginalString);
        var shown = await mara.PageAsync("/works");
        Assert.NotNull(shown.QuerySelector($"a[href='/contest/{label.Id}']"));
        Assert.Contains("A detector, SynthScan 3.2, score 0.93. No person looked.", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("shown to 90\u00a0% fewer people", shown.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_WhenTheWorkIsAnothers_FindsNothingAndChangesNothing()
    {
        var label = await AddAsync(confirmed: false);
        var lin = await host.As(host.World.Creator);

        var answer = await lin.PostAsync($"/works/{label.WorkId}/confirm");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await using var db = host.Open();
        Assert.Null((await db.Works.SingleAsync(w => w.Id == label.WorkId)).CreatorId);
    }

    [Fact]
    public async Task Works_WhenThereAreNone_SaysSo()
    {
        await using var empty = new EmptyHost();
        await ((IAsyncLifetime)empty).InitializeAsync();
        try
        {
            var page = await (await empty.As(empty.World.Creator)).PageAsync("/works");

            Assert.Contains("你的作品目前没有 AI 标识", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        }
        finally
        {
            await ((IAsyncLifetime)empty).DisposeAsync();
        }
    }

    [Fact]
    public async Task Works_ForStaff_AreForbidden()
    {
        var rui = await host.As(host.World.Reviewer);

        Assert.Equal(HttpStatusCode.Forbidden, (await rui.GetAsync("/works")).StatusCode);
    }

    private async Task<Label> AddAsync(bool confirmed)
    {
        await using var db = host.Open();
        return await host.World.AddLabelAsync(db, host.Time.Now, host.World.OtherCreator, confirmed);
    }

    private sealed class EmptyHost : AppealsHost;
}
