using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Authorisation;

/// <summary>Stored files, previews and uploads for <see cref="Samples"/>.</summary>
public sealed class FileSamples(AppealsHost host)
{
    private const int Length = 1000;
    private static readonly byte[] Bytes = [.. "RIFF\0\0\0\0WEBP"u8, 1, 2, 3];

    public async Task<Label> PictureAsync(Label label)
    {
        var picture = await SaveAsync();
        await using (var db = host.Open())
        {
            db.StoredFiles.Add(picture);
            (await db.Works.FindAsync(label.WorkId))!.PictureId = picture.Id;
            await db.SaveChangesAsync();
        }
        await AddPreviewAsync(new AnalysisRun { Id = host.Time.NewId(), Task = AnalyzerTask.Picture, WorkId = label.WorkId, PictureId = picture.Id, State = RunState.Done, QueuedAt = host.Time.Now });
        return label;
    }

    public async Task<Guid> OriginalAsync(Appeal appeal)
    {
        await using var db = host.Open();
        var file = new EvidenceFile { Id = host.Time.NewId(), AppealId = appeal.Id, Name = "lantern.webp", BlindName = "source-1.webp", UploadedAt = host.Time.Now, StoredFile = await SaveAsync() };
        db.EvidenceFiles.Add(file);
        await db.SaveChangesAsync();
        return file.Id;
    }

    public Task<Guid> PreviewAsync(Appeal appeal) =>
        AddPreviewAsync(new AnalysisRun { Id = host.Time.NewId(), Task = AnalyzerTask.Analyze, AppealId = appeal.Id, State = RunState.Done, QueuedAt = host.Time.Now });

    public async Task<Guid> UploadAsync(Appeal draft)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UploadService>().CreateAsync(draft.CreatorId, draft.Reference, "lantern.psd", Length, default)).Id;
    }

    private async Task<Guid> AddPreviewAsync(AnalysisRun run)
    {
        run.Previews.Add(new Preview { Id = host.Time.NewId(), Name = PreviewNames.Published, Width = 1, Height = 1, StoredFile = await SaveAsync() });
        await using var db = host.Open();
        db.AnalysisRuns.Add(run);
        await db.SaveChangesAsync();
        return run.Id;
    }

    private Task<StoredFile> SaveAsync() => host.Services.GetRequiredService<EvidenceStore>().SaveAsync(new MemoryStream(Bytes), Length, default);
}
