using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>Collects what a run is about, and holds the files on this machine until it is over. Files that were removed or erased meanwhile are left out.</summary>
public sealed class RunInputs(AppealsDb db, EvidenceStore evidence) : IDisposable
{
    private readonly List<LocalFile> _held = [];
    private const string Published = "published";

    public async Task<(AnalyzerJob Job, RunSubject? Subject)> CollectAsync(TakenRun taken, CancellationToken cancellation)
    {
        var run = await db.AnalysisRuns.AsNoTracking().SingleAsync(r => r.Id == taken.Id, cancellation);
        return (await JobAsync(run, cancellation), await RunSubject.FindAsync(db, run, cancellation));
    }

    public void Dispose()
    {
        foreach (var file in _held) file.Dispose();
    }

    private async Task<AnalyzerJob> JobAsync(AnalysisRun run, CancellationToken cancellation) => run.Task switch
    {
        AnalyzerTask.Picture => new AnalyzerJob { Task = run.Task, Published = await PictureAsync(run.PictureId, cancellation) },
        AnalyzerTask.Inspect => new AnalyzerJob { Task = run.Task, Sources = await DescribeAsync(await FilesAsync(f => f.Where(e => e.Id == run.EvidenceFileId), cancellation), cancellation) },
        _ => await AnalysisAsync(run, cancellation),
    };

    private async Task<AnalyzerJob> AnalysisAsync(AnalysisRun run, CancellationToken cancellation)
    {
        var appeal = await db.Appeals.AsNoTracking().Include(a => a.Work).Include(a => a.Label).Include(a => a.DeclaredUses)
            .SingleAsync(a => a.Id == run.AppealId, cancellation);
        var files = await FilesAsync(f => f.Where(e => e.AppealId == appeal.Id).OrderBy(e => e.UploadedAt).ThenBy(e => e.Id), cancellation);
        return new AnalyzerJob
        {
            Task = run.Task,
            Sources = await DescribeAsync(files, cancellation),
            Published = await PictureAsync(appeal.Work.PictureId, cancellation),
            DeclaredAi = [.. appeal.DeclaredUses.SelectMany(use => use.Layers).Distinct(StringComparer.Ordinal)],
            DeclaredAreas = [.. appeal.DeclaredUses.Select(Area).OfType<DeclaredArea>()],
            PublishedAt = appeal.Work.PublishedAt,
            LabelledAt = appeal.Label.AppliedAt,
        };
    }

    private Task<List<EvidenceFile>> FilesAsync(Func<IQueryable<EvidenceFile>, IQueryable<EvidenceFile>> choose, CancellationToken cancellation) =>
        choose(db.EvidenceFiles.AsNoTracking()).Where(f => f.RemovedAt == null && f.StoredFile.WrappedKey != null).Include(f => f.StoredFile).ToListAsync(cancellation);

    private async Task<SealedInput?> PictureAsync(Guid? pictureId, CancellationToken cancellation)
    {
        var picture = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == pictureId && f.WrappedKey != null, cancellation);
        return picture is null ? null : await DescribeAsync(picture, Published, cancellation);
    }

    /// <summary>A file is called by its id, in reports and in declared layers alike.</summary>
    private async Task<IReadOnlyList<SealedInput>> DescribeAsync(List<EvidenceFile> files, CancellationToken cancellation)
    {
        var inputs = new List<SealedInput>(files.Count);
        foreach (var file in files) inputs.Add(await DescribeAsync(file.StoredFile, file.Id.ToString(), cancellation));
        return inputs;
    }

    private async Task<SealedInput> DescribeAsync(StoredFile file, string id, CancellationToken cancellation)
    {
        var local = await evidence.FetchAsync(file, cancellation);
        _held.Add(local);
        return evidence.Describe(file, local, id);
    }

    private static DeclaredArea? Area(DeclaredUse use) =>
        use is { AreaLeft: { } left, AreaTop: { } top, AreaWidth: { } width, AreaHeight: { } height } ? new DeclaredArea(left, top, width, height) : null;
}
