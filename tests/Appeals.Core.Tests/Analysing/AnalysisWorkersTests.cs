using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>With the real analyzer.</summary>
public sealed class AnalysisWorkersTests : AnalysisTest
{
    [Fact]
    public async Task Wake_WhenAnAppealIsFiledWithItsSource_QueuesItWithReportAndPreviews()
    {
        await using (var db = Services.Open())
        {
            var work = await db.Works.SingleAsync(w => w.Id == Label.WorkId);
            work.PictureId = (await StoreAsync(Made("truth/agpsd-rgb8.psd.png"))).Id;
            await db.SaveChangesAsync();
        }
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        var file = await AddFileAsync(draft.Id, Made("agpsd-rgb8.psd"));
        var appeal = await Services.FileAsync(World, Label);

        await Node().Workers.Wake();

        var run = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, 1, 100), (run.State, run.Attempts, run.Percent));
        var report = JsonSerializer.Deserialize<AnalysisReport>(run.ReportJson!, ReportJson.Options)!;
        Assert.Equal(file.Id.ToString(), Assert.Single(report.Sources).Id);
        Assert.True(report.Match?.Similarity > 0.9, $"{report.Match}");
        Assert.Contains(run.Previews, p => p.Name == PreviewNames.Composite);
        foreach (var preview in run.Previews) Assert.Equal("WEBP"u8.ToArray(), (await ReadAsync(preview.StoredFile))[8..12]);

        var after = await AppealAsync(appeal.Id);
        Assert.Equal((AppealState.Queued, Lane.Standard, (Grade?)report.Grade), (after.State, after.Lane, after.Grade));
        await using var reading = Services.Open();
        Assert.Equal([HistoryKind.Filed, HistoryKind.AnalysisFinished, HistoryKind.Queued],
            await reading.History.Where(h => h.AppealId == appeal.Id).OrderBy(h => h.Sequence).Select(h => h.Kind).ToListAsync());
        Assert.Contains(await reading.LiveEvents.ToListAsync(), e => e.Kind == LiveEventKind.AnalysisDone && e.SubjectId == run.Id && e.CreatorId == World.Creator.Id);
        Assert.Contains(await reading.LiveEvents.ToListAsync(), e => e.Kind == LiveEventKind.AnalysisProgress);
    }

    [Fact]
    public async Task Wake_WhenThereIsNoFileAndNoPicture_QueuesTheAppealAllTheSame()
    {
        var appeal = await Services.FileAsync(World, Label);

        await Node().Workers.Wake();

        var run = await RunOfAsync(appeal);
        var report = JsonSerializer.Deserialize<AnalysisReport>(run.ReportJson!, ReportJson.Options)!;
        Assert.Equal((Grade.Inconclusive, null), (report.Grade, report.Match));
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
    }

    [Fact]
    public async Task Wake_WhenAFileIsNoPictureAtAll_ReportsTheProblemAndQueues()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        await AddFileAsync(draft.Id, Made("agpsd-rgb8.psd")[..1000]);
        var appeal = await Services.FileAsync(World, Label);

        await Node().Workers.Wake();

        var report = JsonSerializer.Deserialize<AnalysisReport>((await RunOfAsync(appeal)).ReportJson!, ReportJson.Options)!;
        Assert.NotEmpty(report.Problems);
        Assert.DoesNotContain(report.Problems, p => p.Code == ProblemCode.Crashed);
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
    }

    [Fact]
    public async Task Wake_WhenAPictureWaits_MakesItsPreviews()
    {
        await using (var db = Services.Open())
        {
            var work = await db.Works.SingleAsync(w => w.Id == Label.WorkId);
            work.PictureId = (await StoreAsync(Made("truth/agpsd-rgb8.psd.png"))).Id;
            new AnalysisQueue(db, Time).AddPicture(work);
            await db.SaveChangesAsync();
        }
        var node = Node();

        await node.Workers.Wake();

        var small = await node.WithAsync((AnalysisQueries queries) => queries.PictureAsync(Label.WorkId, PreviewNames.PublishedSmall));
        Assert.NotNull(small);
        Assert.Equal("WEBP"u8.ToArray(), (await ReadAsync(small.StoredFile))[8..12]);
        Assert.Null(await node.WithAsync((AnalysisQueries queries) => queries.PictureAsync(Time.NewId(), PreviewNames.PublishedSmall)));
    }

    [Fact]
    public async Task Wake_WhenAFileWasUploaded_InspectsIt()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        var file = await AddFileAsync(draft.Id, Made("krita-rgb8.ora"));
        await QueueAsync(queue => queue.AddInspection(file));

        await Node().Workers.Wake();

        await using var db = Services.Open();
        var inspected = await db.EvidenceFiles.SingleAsync(f => f.Id == file.Id);
        var source = Assert.Single(JsonSerializer.Deserialize<AnalysisReport>(inspected.InspectionJson!, ReportJson.Options)!.Sources);
        Assert.Equal(FileFormat.Ora, source.Format);
        Assert.NotEmpty(source.Layers);
        Assert.Contains(await db.LiveEvents.ToListAsync(), e => e.Kind == LiveEventKind.AnalysisDone && e.SubjectId == file.Id);
        Assert.Equal(AppealState.Draft, (await AppealAsync(draft.Id)).State);
    }

    [Fact]
    public async Task Wake_WhenTheStoreCannotBeRead_TriesAgainLater()
    {
        var draft = await Services.Filing.StartAsync(Label.Id, World.As(World.Creator));
        var file = await AddFileAsync(draft.Id, Made("agpsd-rgb8.psd"));
        var appeal = await Services.FileAsync(World, Label);
        var path = Folder.PathOf(file.StoredFileId);
        File.Move(path, path + ".away");
        var node = Node();

        await node.Workers.Wake();
        var deferred = await RunOfAsync(appeal);
        File.Move(path + ".away", path);
        await node.Workers.Wake();
        var early = await RunOfAsync(appeal);
        Time.Advance(TimeSpan.FromMinutes(1));
        await node.Workers.Wake();

        Assert.Equal((RunState.Running, 1, null), (deferred.State, deferred.Attempts, deferred.LeaseId));
        Assert.Equal(1, early.Attempts);
        var done = await RunOfAsync(appeal);
        Assert.Equal((RunState.Done, 2), (done.State, done.Attempts));
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
    }

    private async Task<byte[]> ReadAsync(Appeals.Core.Evidence.StoredFile file)
    {
        await using var stream = await Store.OpenReadAsync(file, default);
        var bytes = new byte[file.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
