using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Appeals;
using Appeals.Web.Features.Shared.Parts;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Works;

public sealed class WorksQueries(AppealsDb db, CreatorClock clocks, DueWords words, ServiceClock clock)
{
    /// <summary>Those whose time ends first are shown first; nobody reads more at once.</summary>
    private const int MostToContest = 60;
    private const int MostSettled = 24;

    public async Task<WorksPage> PageAsync(Actor creator, CancellationToken cancellation)
    {
        var contestable = await ContestableAsync(creator, cancellation);
        return new WorksPage(await UnconfirmedAsync(creator, cancellation), await OpenAsync(creator, cancellation),
            [.. contestable.Take(MostToContest)], contestable.Count > MostToContest, await SettledAsync(creator, cancellation));
    }

    private Task<List<Work>> UnconfirmedAsync(Actor creator, CancellationToken cancellation) =>
        db.Works.AsNoTracking().Include(w => w.Platform).Where(w => w.CreatorId == null)
            .Where(w => db.Users.Any(p => p.Id == creator.PersonId && p.EmailConfirmed && p.NormalizedEmail == w.CreatorEmail))
            .OrderByDescending(w => w.CreatedAt).Take(MostToContest).ToListAsync(cancellation);

    private async Task<List<OpenAppeal>> OpenAsync(Actor creator, CancellationToken cancellation)
    {
        var appeals = await db.Appeals.AsNoTracking().OfCreator(creator).Where(CreatorEyes.IsOpen).Include(a => a.Work).Include(a => a.ClockEvents)
            .Include(a => a.Messages.Where(m => m.IsQuestion)).AsSplitQuery()
            .OrderByDescending(a => a.State == AppealState.AwaitingCreator).ThenBy(a => a.SubmittedAt).ToListAsync(cancellation);
        return [.. appeals.Select(a => new OpenAppeal(a.Reference, a.Work, CreatorEyes.StateOf(a), clocks.Due(a), CreatorEyes.QuestionOf(a)?.Text))];
    }

    private async Task<List<ContestableLabel>> ContestableAsync(Actor creator, CancellationToken cancellation)
    {
        var now = clock.Now;
        var labels = await Labels(creator).Where(l => l.State == LabelState.Active && l.WindowEndsAt > now)
            .OrderBy(l => l.WindowEndsAt).Take(MostToContest + 1).ToListAsync(cancellation);
        var drafts = await db.Appeals.AsNoTracking().OfCreator(creator).Where(a => a.State == AppealState.Draft).ToDictionaryAsync(a => a.LabelId, cancellation);
        return [.. labels.Select(l => new ContestableLabel(l, words.Window(l.InformedAt, l.WindowEndsAt), drafts.GetValueOrDefault(l.Id)?.Reference, drafts.GetValueOrDefault(l.Id)?.UpdatedAt))];
    }

    private async Task<List<SettledLabel>> SettledAsync(Actor creator, CancellationToken cancellation)
    {
        var now = clock.Now;
        var labels = await Labels(creator).Where(l => l.State != LabelState.Contested && (l.State != LabelState.Active || l.WindowEndsAt <= now))
            .OrderByDescending(l => l.StateChangedAt ?? l.WindowEndsAt).Take(MostSettled).ToListAsync(cancellation);
        var ids = labels.Select(l => l.Id).ToList();
        var references = await db.Appeals.AsNoTracking().OfCreator(creator).Where(a => a.EffectiveAt != null && ids.Contains(a.LabelId))
            .Select(a => new { a.LabelId, a.Reference }).ToDictionaryAsync(a => a.LabelId, a => a.Reference, cancellation);
        return [.. labels.Select(l => new SettledLabel(l, references.GetValueOrDefault(l.Id)))];
    }

    private IQueryable<Label> Labels(Actor creator) =>
        db.Labels.AsNoTracking().Include(l => l.Work).ThenInclude(w => w.Platform).Where(l => l.Work.CreatorId == creator.PersonId);
}
