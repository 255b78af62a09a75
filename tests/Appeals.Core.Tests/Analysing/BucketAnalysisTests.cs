using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Filing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>With the real analyzer, which reads what lies in a bucket without ever seeing it.</summary>
public sealed class BucketAnalysisTests : AnalysisTest
{
    private S3Server _server = null!;

    private protected override async Task<S3Server?> ServerAsync() => _server = await S3Server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Wake_WhenTheSourceLiesInABucket_AnalysesItOnceTheServerAnswersAndLeavesNothingOnDisk()
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
        var node = Node();

        await _server.KillAsync();
        await node.Workers.Wake();
        Assert.NotEqual(RunState.Done, (await RunOfAsync(appeal)).State);
        Assert.Equal(AppealState.Submitted, (await AppealAsync(appeal.Id)).State);
        await _server.RestartAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await node.Workers.Wake();

        var run = await RunOfAsync(appeal);
        // while the store is away nothing counts as an attempt
        Assert.Equal((RunState.Done, 1), (run.State, run.Attempts));
        var report = JsonSerializer.Deserialize<AnalysisReport>(run.ReportJson!, ReportJson.Options)!;
        Assert.Equal(file.Id.ToString(), Assert.Single(report.Sources).Id);
        Assert.True(report.Match?.Similarity > 0.9, $"{report.Match}");
        var composite = run.Previews.Single(p => p.Name == PreviewNames.Composite);
        await using var stream = await Store.OpenReadAsync(composite.StoredFile, default);
        var head = new byte[12];
        await stream.ReadExactlyAsync(head);
        Assert.Equal("WEBP"u8.ToArray(), head[8..]);
        Assert.Equal(AppealState.Queued, (await AppealAsync(appeal.Id)).State);
        Assert.All(Directory.EnumerateFiles(Scratch, "*", SearchOption.AllDirectories), path => Assert.EndsWith(".lock", path, StringComparison.Ordinal));
    }
}
