using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Web.Features.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Contest;

public sealed class DraftQueries(AppealsDb db, UploadQueries uploads, AnalysisQueries analyses)
{
    /// <exception cref="RefusedException">It is not the reader's.</exception>
    public async Task<DraftPage> PageAsync(string reference, DraftStep step, Actor creator, CancellationToken cancellation)
    {
        var draft = await db.Appeals.AsNoTracking().OfCreator(creator).Include(a => a.DeclaredUses).Include(a => a.Work)
            .Include(a => a.Label).Include(a => a.Files.Where(f => f.RemovedAt == null).OrderBy(f => f.UploadedAt)).AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Reference == reference, cancellation) ?? throw new RefusedException(Refusal.NotFound);
        if (step != DraftStep.Files) return new DraftPage(draft, draft.Label, step, []);
        return new DraftPage(draft, draft.Label, step, await LayersAsync(draft.Files, cancellation))
        {
            Uploads = await uploads.PageAsync(draft, cancellation),
            CanDrawOnPicture = await analyses.PictureAsync(draft.WorkId, PreviewNames.Published, cancellation) is not null,
        };
    }

    /// <exception cref="RefusedException">The work is not the reader's.</exception>
    public async Task<Label> LabelAsync(Guid labelId, Actor creator, CancellationToken cancellation) =>
        await db.Labels.AsNoTracking().Include(l => l.Work).SingleOrDefaultAsync(l => l.Id == labelId && l.Work.CreatorId == creator.PersonId, cancellation)
        ?? throw new RefusedException(Refusal.NotFound);

    /// <summary>The appeal against this label that stands already.</summary>
    public Task<Appeal?> StandingAsync(Guid labelId, Actor creator, CancellationToken cancellation) =>
        db.Appeals.AsNoTracking().OfCreator(creator)
            .SingleOrDefaultAsync(a => a.LabelId == labelId && a.State != AppealState.Withdrawn && a.State != AppealState.Lapsed, cancellation);

    private async Task<List<SourceLayers>> LayersAsync(List<EvidenceFile> files, CancellationToken cancellation)
    {
        var ids = files.Select(f => (Guid?)f.Id).ToList();
        var runs = await db.AnalysisRuns.AsNoTracking().Where(r => r.Task == AnalyzerTask.Inspect && r.State == RunState.Done && ids.Contains(r.EvidenceFileId))
            .Select(r => new { r.Id, r.EvidenceFileId }).ToListAsync(cancellation);
        return [.. files.Select(f => Of(f, runs.Where(r => r.EvidenceFileId == f.Id).Select(r => (Guid?)r.Id).FirstOrDefault())).Where(s => s.Layers.Count > 0)];
    }

    private static SourceLayers Of(EvidenceFile file, Guid? runId)
    {
        var report = file.InspectionJson is { } json ? JsonSerializer.Deserialize<AnalysisReport>(json, ReportJson.Options) : null;
        // top to bottom, as painting programs list them
        var layers = report?.Sources.SelectMany(s => s.Layers).Where(l => l.Kind != LayerKind.Group).Reverse() ?? [];
        return new SourceLayers(file.Id, file.Name, [.. layers.Select(l => new LayerChoice($"{file.Id}/{l.Id}", l.Name, runId is { } run && l.Preview is { } name ? $"/files/previews/{run:N}/{name}" : null))]);
    }
}
