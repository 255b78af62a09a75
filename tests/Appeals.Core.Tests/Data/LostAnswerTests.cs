using System.Data.Common;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.History;
using Appeals.Core.Platforms;
using Appeals.Core.Tests.Analysing;
using Appeals.Core.Tests.Platforms;
using Appeals.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Appeals.Core.Tests.Data;

/// <summary>The server commits, and the line breaks before it can say so: what is tried again must not take its own success for somebody else's.</summary>
[Trait("Database", nameof(DatabaseProvider.PostgreSql))]
public sealed class LostAnswerTests : AnalysisTest
{
    private protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    [Fact]
    public async Task SaveAsync_OfARun_KeepsThePreviewsThatItCommitted()
    {
        await Services.FileAsync(World, Label);
        var taken = await Node().WithAsync((RunLeases leases) => leases.TakeAsync(default));
        var stored = await Store.SaveAsync(new MemoryStream([1, 2, 3]), 3, default);
        var preview = new Preview { Id = Time.NewId(), AnalysisRunId = taken!.Id, Name = "published", Width = 1, Height = 1, StoredFileId = stored.Id, StoredFile = stored };
        await using var db = OpenLossy();

        var saved = await new RunCompletion(db, new HistoryLog(db, Time), new ReuseSearch(db, Time), Time).SaveAsync(taken, new AnalyzerOutcome(FakeAnalyzer.Empty(), Complete: true), [preview], default);

        Assert.True(saved);
        Assert.Single((await RunAsync(taken.Id)).Previews);
    }

    [Fact]
    public async Task PutAsync_OfAWork_KeepsThePictureThatItCommitted()
    {
        var picture = await Store.SaveAsync(new MemoryStream([1, 2, 3]), 3, default);
        await using var db = OpenLossy();

        var result = await new WorkService(db, new AnalysisQueue(db, Time), new UpperInvariantLookupNormalizer(), Time).PutAsync(World.Platform.Id, WorkServiceTests.Sent(), picture);

        Assert.True(result.PictureTaken);
        Assert.Equal(picture.Id, await db.Works.Where(w => w.ExternalId == "w/1").Select(w => w.PictureId).SingleAsync());
    }

    private AppealsDb OpenLossy()
    {
        var builder = new DbContextOptionsBuilder<AppealsDb>();
        builder.UseAppeals(Database.Provider, Database.ConnectionString).AddInterceptors(new LosesAnAnswer());
        return new AppealsDb(builder.Options);
    }

    private sealed class LosesAnAnswer : DbTransactionInterceptor
    {
        private int _lost;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Interlocked.Exchange(ref _lost, 1) == 0 ? throw new NpgsqlException("The line broke.", new IOException()) : Task.CompletedTask;
    }
}
