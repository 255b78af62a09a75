using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Web.Features.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Appeals;

/// <summary>What creators read of their own appeals. Everybody else's do not exist.</summary>
public sealed class AppealQueries(AppealsDb db, CreatorClock clocks, FindingsQueries findings, UploadQueries uploads)
{
    private const int PageLength = 30;

    /// <exception cref="RefusedException">It is not the reader's.</exception>
    public async Task<AppealPage> PageAsync(string reference, Actor creator, CancellationToken cancellation)
    {
        var appeal = await db.Appeals.AsNoTracking().OfCreator(creator).Where(a => a.Reference == reference && a.State != AppealState.Draft && a.State != AppealState.Lapsed)
            .Include(a => a.Work.Platform).Include(a => a.Label).Include(a => a.DeclaredUses).Include(a => a.ClockEvents).Include(a => a.Messages.OrderBy(m => m.At))
            .Include(a => a.Files.Where(f => f.RemovedAt == null).OrderBy(f => f.UploadedAt)).Include(a => a.Decisions.Where(d => d.TookEffectAt != null)).AsSplitQuery()
            .SingleOrDefaultAsync(cancellation) ?? throw new RefusedException(Refusal.NotFound);
        var history = await db.History.AsNoTracking().Where(h => h.AppealId == appeal.Id).OrderBy(h => h.Sequence).ToListAsync(cancellation);
        return new AppealPage
        {
            Reference = appeal.Reference,
            State = CreatorEyes.StateOf(appeal),
            Appeal = appeal,
            Due = clocks.Due(appeal),
            Clock = clocks.Read(appeal),
            Span = clocks.Span,
            Letter = await LetterAsync(appeal, cancellation),
            Question = CreatorEyes.QuestionOf(appeal),
            Findings = await findings.PageAsync(appeal, cancellation),
            Past = [.. PastSteps.Of(history)],
            Uploads = await uploads.PageAsync(appeal, cancellation),
            Views = await ViewsAsync(appeal, cancellation),
        };
    }

    public async Task<AppealsPage> ListAsync(Actor creator, int skip, CancellationToken cancellation)
    {
        var open = await Rows(db.Appeals.AsNoTracking().OfCreator(creator).Where(CreatorEyes.IsOpen).OrderBy(a => a.SubmittedAt), cancellation);
        var drafts = await Rows(db.Appeals.AsNoTracking().OfCreator(creator).Where(a => a.State == AppealState.Draft).OrderByDescending(a => a.UpdatedAt), cancellation);
        var closed = await Rows(db.Appeals.AsNoTracking().OfCreator(creator)
            .Where(a => a.State == AppealState.Effective || a.State == AppealState.Final || a.State == AppealState.Withdrawn
                // a draft that was given up needs no mention
                || (a.State == AppealState.Lapsed && a.UpdatedAt >= a.Label.WindowEndsAt))
            .OrderByDescending(a => a.UpdatedAt).ThenBy(a => a.Id).Skip(skip).Take(PageLength + 1), cancellation);
        return new AppealsPage([.. open.Where(a => a.State == AppealState.AwaitingCreator)], [.. open.Where(a => a.State != AppealState.AwaitingCreator)],
            drafts, [.. closed.Take(PageLength)], closed.Count > PageLength ? skip + PageLength : null);
    }

    /// <exception cref="RefusedException">It is not the reader's, or was not sent.</exception>
    public async Task<ReceiptPage> ReceiptAsync(string reference, Actor creator, bool isAlready, CancellationToken cancellation) =>
        await db.Appeals.AsNoTracking().OfCreator(creator).Where(a => a.Reference == reference && a.PromisedAt != null)
            .Select(a => new ReceiptPage(a.Reference, a.Work, a.PromisedAt!.Value, a.Creator.Email!, isAlready)).SingleOrDefaultAsync(cancellation)
        ?? throw new RefusedException(Refusal.NotFound);

    private async Task<List<AppealRow>> Rows(IQueryable<Appeal> appeals, CancellationToken cancellation)
    {
        var found = await appeals.Include(a => a.Work).Include(a => a.ClockEvents).Include(a => a.Decisions.Where(d => d.TookEffectAt != null)).AsSplitQuery().ToListAsync(cancellation);
        return [.. found.Select(a => new AppealRow(a.Reference, CreatorEyes.StateOf(a), a.Decisions.MaxBy(d => d.TookEffectAt)?.Outcome, a.Work,
            a.IsOpen || a.State == AppealState.Decided ? clocks.Due(a) : null, a.EffectiveAt ?? a.SubmittedAt ?? a.UpdatedAt))];
    }

    private async Task<LetterPage?> LetterAsync(Appeal appeal, CancellationToken cancellation)
    {
        if (appeal.Decisions.MaxBy(d => d.TookEffectAt) is not { } decision) return null;
        var clause = await db.PolicyClauses.AsNoTracking().SingleOrDefaultAsync(c => c.PlatformId == appeal.PlatformId && c.Code == decision.Clause, cancellation);
        return new LetterPage(decision, appeal.Work, appeal.Label, appeal.Reference, clause?.TitleEn, clause?.TitleZh, [.. appeal.Files.Select(f => f.Name)]);
    }

    private async Task<List<ViewRow>> ViewsAsync(Appeal appeal, CancellationToken cancellation)
    {
        var views = await db.ViewRecords.AsNoTracking().Where(v => v.AppealId == appeal.Id).ToListAsync(cancellation);
        var runs = await db.AnalysisRuns.AsNoTracking().Where(r => r.AppealId == appeal.Id && r.StartedAt != null)
            .Select(r => new { r.StartedAt, r.FinishedAt, r.EvidenceFileId }).ToListAsync(cancellation);
        var people = views.Select(v => new ViewRow(v.At, v.LastAt, v.Role, v.Purpose, NameOf(appeal, v.EvidenceFileId), v.Reason));
        var program = appeal.Files.Count == 0 ? [] : runs.Select(r => new ViewRow(r.StartedAt!.Value, r.FinishedAt ?? r.StartedAt.Value, null, ViewPurpose.Original, NameOf(appeal, r.EvidenceFileId), null));
        return [.. people.Concat(program).OrderByDescending(v => v.From)];
    }

    private static string? NameOf(Appeal appeal, Guid? fileId) => appeal.Files.FirstOrDefault(f => f.Id == fileId)?.Name;
}
