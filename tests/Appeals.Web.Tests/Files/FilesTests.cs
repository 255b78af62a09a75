using System.Net;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Reviewing;
using Appeals.Web.Tests.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Files;

public sealed class FilesTests(UploadHost host) : IClassFixture<UploadHost>
{
    private static readonly byte[] Picture = [.. "RIFF\0\0\0\0WEBP"u8, 1, 2, 3];

    [Fact]
    public async Task Preview_WhenAsked_IsThereForItsCreatorAndItsReviewersAlone()
    {
        var path = await PreviewAsync(await host.FiledAsync());

        Assert.Equal(Picture, await (await (await host.As(host.World.Creator)).GetAsync(path)).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Reviewer)).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Lead)).GetAsync(path)).StatusCode);
        foreach (var other in new[] { host.World.OtherCreator, host.World.OtherPlatformReviewer, host.World.Admin })
            Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(other)).GetAsync(path)).StatusCode);
        using var nobody = host.Anonymous();
        Assert.Equal(HttpStatusCode.Found, (await nobody.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Preview_WhenTheAppealIsADraft_IsNobodysButItsCreators()
    {
        var path = await PreviewAsync(await host.DraftAsync());

        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Creator)).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.Reviewer)).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Preview_WhenTheBrowserHasIt_IsCheckedAndNotSentAgain()
    {
        var path = await PreviewAsync(await host.FiledAsync());
        var lin = await host.As(host.World.Creator);
        var first = await lin.GetAsync(path);

        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await lin.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal((true, "image/webp", "nosniff"), (first.Headers.CacheControl!.Private, first.Content.Headers.ContentType!.MediaType, first.Headers.GetValues("X-Content-Type-Options").Single()));
        var foreign = new HttpRequestMessage(HttpMethod.Get, path);
        foreign.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.OtherCreator)).Http.SendAsync(foreign)).StatusCode);
    }

    [Fact]
    public async Task Preview_WhenStaffLookAgainAndAgain_OneRecordPerVisitIsWritten()
    {
        var appeal = await host.FiledAsync();
        var path = await PreviewAsync(appeal);
        var rui = await host.As(host.World.Reviewer);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => rui.GetAsync(path)));
        host.Time.Advance(TimeSpan.FromMinutes(20));
        await rui.GetAsync(path);
        host.Time.Advance(TimeSpan.FromMinutes(20));
        await rui.GetAsync(path);
        Assert.Single(await ViewsAsync(appeal));
        host.Time.Advance(TimeSpan.FromMinutes(31));
        await rui.GetAsync(path);
        await (await host.As(host.World.Creator)).GetAsync(path);

        var views = await ViewsAsync(appeal);
        Assert.Equal(2, views.Count);
        Assert.All(views, v => Assert.Equal((host.World.Reviewer.Id, "reviewer", ViewPurpose.Preview), (v.ViewerId, v.Role, v.Purpose)));
    }

    [Fact]
    public async Task WorkPicture_WhenNotYetConfirmed_IsShownToItsAddresseeAlone()
    {
        Core.Platforms.Label label;
        await using (var db = host.Open()) label = await host.World.AddLabelAsync(db, host.Time.Now, confirmed: false);
        await AddPictureAsync(label.WorkId);
        var path = $"/works/{label.WorkId}/picture?size=small";

        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Creator)).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await host.As(host.World.Reviewer)).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.OtherCreator)).GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.OtherPlatformReviewer)).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Original_WhenItsCreatorAsks_ComesUnderItsOwnName()
    {
        var (file, bytes) = await EvidenceAsync(await host.DraftAsync());

        var answer = await (await host.As(host.World.Creator)).GetAsync($"/files/{file.Id}/original");

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "lantern-bay.psd"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.OtherCreator)).GetAsync($"/files/{file.Id}/original")).StatusCode);
    }

    [Fact]
    public async Task Original_WhenAReviewerAsks_NeedsTheClaimAndAReasonAndIsOnRecord()
    {
        var appeal = await host.FiledAsync();
        var (file, bytes) = await EvidenceAsync(appeal);
        var path = $"/files/{file.Id}/original";
        var rui = await host.As(host.World.Reviewer);
        Assert.Equal(HttpStatusCode.NotFound, (await rui.PostAsync(path, ("Reason", "curious"))).StatusCode);
        await ClaimAsync(appeal);

        var page = await rui.PageAsync(path);
        Assert.Contains("source-1.psd", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("lantern-bay", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("text/html", (await rui.PostAsync(path, ("Reason", "  "))).Content.Headers.ContentType!.MediaType);
        Assert.Empty(await ViewsAsync(appeal));
        Assert.Equal(HttpStatusCode.BadRequest, (await rui.ForgeAsync(path, ("Reason", "forged"))).StatusCode);
        var answer = await rui.PostAsync(path, ("Reason", "The lower left is unclear."));

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("source-1.psd", answer.Content.Headers.ContentDisposition!.FileName);
        var view = Assert.Single(await ViewsAsync(appeal));
        Assert.Equal((ViewPurpose.Original, "The lower left is unclear.", file.Id), (view.Purpose, view.Reason, view.EvidenceFileId));
        await using var db = host.Open();
        Assert.Equal(HistoryKind.OriginalOpened, (await db.History.Where(h => h.AppealId == appeal.Id).OrderBy(h => h.Sequence).LastAsync()).Kind);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(host.World.SecondReviewer)).GetAsync(path)).StatusCode);
    }

    private async Task ClaimAsync(Appeal appeal)
    {
        await using (var db = host.Open())
        {
            (await db.Appeals.FindAsync(appeal.Id))!.Queue(Lane.Standard, host.Time.Now);
            await db.SaveChangesAsync();
        }
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReviewingService>().ClaimAsync(appeal.Reference, host.World.As(host.World.Reviewer));
    }

    private async Task<(EvidenceFile File, byte[] Bytes)> EvidenceAsync(Appeal appeal)
    {
        var lin = await host.As(host.World.Creator);
        var bytes = UploadHost.Psd(100_000);
        await lin.Http.SendAsync(UploadHost.Patch(await host.BeginAsync(lin, appeal, bytes.Length), 0, bytes));
        await using var db = host.Open();
        return (await db.EvidenceFiles.SingleAsync(f => f.AppealId == appeal.Id), bytes);
    }

    private async Task<List<ViewRecord>> ViewsAsync(Appeal appeal)
    {
        await using var db = host.Open();
        return await db.ViewRecords.Where(v => v.AppealId == appeal.Id).ToListAsync();
    }

    private async Task<string> PreviewAsync(Appeal appeal)
    {
        var run = new AnalysisRun { Id = host.Time.NewId(), Task = AnalyzerTask.Analyze, AppealId = appeal.Id, State = RunState.Done, QueuedAt = host.Time.Now };
        await AddPreviewAsync(run, "layer/one/l-1");
        return $"/files/previews/{run.Id}/layer/one/l-1";
    }

    private async Task AddPictureAsync(Guid workId)
    {
        var picture = await SaveAsync();
        await using (var db = host.Open())
        {
            db.StoredFiles.Add(picture);
            (await db.Works.FindAsync(workId))!.PictureId = picture.Id;
            await db.SaveChangesAsync();
        }
        var run = new AnalysisRun { Id = host.Time.NewId(), Task = AnalyzerTask.Picture, WorkId = workId, PictureId = picture.Id, State = RunState.Done, QueuedAt = host.Time.Now };
        await AddPreviewAsync(run, PreviewNames.PublishedSmall);
    }

    private async Task AddPreviewAsync(AnalysisRun run, string name)
    {
        run.Previews.Add(new Preview { Id = host.Time.NewId(), Name = name, Width = 1, Height = 1, StoredFile = await SaveAsync() });
        await using var db = host.Open();
        db.AnalysisRuns.Add(run);
        await db.SaveChangesAsync();
    }

    private Task<StoredFile> SaveAsync() => host.Services.GetRequiredService<EvidenceStore>().SaveAsync(new MemoryStream(Picture), 1000, default);
}
