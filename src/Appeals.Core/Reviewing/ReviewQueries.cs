using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Reviewing;

/// <summary>What the reviewers' pages show. Always within the reader's own platform, and blind: no names, addresses, links or reach.</summary>
public sealed class ReviewQueries(AppealsDb db, ServiceClock clock)
{
    public const int PageSize = 50;

    private static readonly AppealState[] Waiting = [AppealState.Queued, AppealState.InReview, AppealState.AwaitingCreator];

    public async Task<QueueReading> QueueAsync(Actor reviewer, QueueFilter filter, CancellationToken cancellation = default)
    {
        var open = db.Appeals.AsNoTracking().OfStaff(reviewer).Where(a => Waiting.Contains(a.State));
        var lanes = await open.GroupBy(a => a.Lane).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var shown = Narrow(open, filter, reviewer);
        var ordered = shown.OrderBy(a => a.DueAt == null).ThenBy(a => a.DueAt).ThenBy(a => a.Id);
        var rows = await Rows(ordered.Skip(filter.Page * PageSize).Take(PageSize + 1)).ToListAsync(cancellation);
        return new QueueReading([.. rows.Take(PageSize)], rows.Count > PageSize, lanes, await NextAsync(reviewer, cancellation), await UndoableAsync(reviewer, cancellation));
    }

    /// <summary>The appeal to take next: an answer that this reviewer asked for, else what is due first. Never one's own.</summary>
    public async Task<QueueRow?> NextAsync(Actor reviewer, CancellationToken cancellation = default) =>
        await Rows(db.Appeals.AsNoTracking().OfStaff(reviewer).Where(a => a.State == AppealState.Queued && a.CreatorId != reviewer.PersonId)
            .OrderByDescending(a => a.PreferredReviewerId == reviewer.PersonId).ThenBy(a => a.DueAt).ThenBy(a => a.Id).Take(1)).SingleOrDefaultAsync(cancellation);

    /// <exception cref="RefusedException">There is no such appeal on this platform.</exception>
    public async Task<DeskReading> DeskAsync(string reference, Actor reviewer, CancellationToken cancellation = default)
    {
        var appeal = await db.Appeals.AsNoTracking().OfStaff(reviewer)
            .Include(a => a.Label).Include(a => a.Work).Include(a => a.ClockEvents).Include(a => a.Decisions).Include(a => a.Messages)
            .Include(a => a.DeclaredUses).Include(a => a.Files.Where(f => f.RemovedAt == null)).ThenInclude(f => f.StoredFile)
            .SingleOrDefaultAsync(a => a.Reference == reference, cancellation) ?? throw new RefusedException(Refusal.NotFound);
        var runs = db.AnalysisRuns.AsNoTracking().Where(r => r.AppealId == appeal.Id && r.Task == AnalyzerTask.Analyze);
        var report = await runs.Where(r => r.State == RunState.Done).Include(r => r.Previews).OrderByDescending(r => r.QueuedAt).FirstOrDefaultAsync(cancellation);
        var working = await runs.Where(r => r.State != RunState.Done).OrderByDescending(r => r.QueuedAt).FirstOrDefaultAsync(cancellation);
        var clauses = await db.PolicyClauses.AsNoTracking().Where(c => c.PlatformId == appeal.PlatformId).OrderBy(c => c.Code).ToListAsync(cancellation);
        return new DeskReading(appeal, DecisionClock.Read(appeal.ClockEvents, clock.Target, clock.Now), report, working, clauses) { Reuses = await ReusesAsync(appeal.Id, cancellation) };
    }

    /// <summary>Whichever of the two was read last, each other appeal once.</summary>
    private async Task<IReadOnlyList<ReuseNote>> ReusesAsync(Guid appealId, CancellationToken cancellation)
    {
        var notes = await (from reuse in db.Reuses.AsNoTracking()
            join other in db.Appeals on reuse.AppealId == appealId ? reuse.OtherAppealId : reuse.AppealId equals other.Id
            where reuse.AppealId == appealId || reuse.OtherAppealId == appealId
            orderby reuse.FoundAt descending, other.Reference
            select new ReuseNote(other.Reference, reuse.IsWhole, reuse.Layers, reuse.FoundAt)).Take(PageSize).ToListAsync(cancellation);
        return [.. notes.DistinctBy(static n => n.Other)];
    }

    private async Task<UndoableDecision?> UndoableAsync(Actor reviewer, CancellationToken cancellation)
    {
        var now = clock.Now;
        return await db.Decisions.AsNoTracking()
            .Where(d => d.DeciderId == reviewer.PersonId && d.UndoneAt == null && d.TookEffectAt == null && d.EffectDueAt > now)
            .OrderByDescending(d => d.DecidedAt)
            .Select(d => new UndoableDecision(db.Appeals.Single(a => a.Id == d.AppealId).Reference, d.Outcome, d.EffectDueAt)).FirstOrDefaultAsync(cancellation);
    }

    private static IQueryable<Appeal> Narrow(IQueryable<Appeal> open, QueueFilter filter, Actor reviewer)
    {
        if (filter.Lane is { } lane) open = open.Where(a => a.Lane == lane);
        if (filter.Mine) open = open.Where(a => a.ClaimedById == reviewer.PersonId || a.PreferredReviewerId == reviewer.PersonId);
        if (string.IsNullOrWhiteSpace(filter.Find)) return open;
        var text = filter.Find.Trim();
        var reference = text.ToUpperInvariant();
        return open.Where(a => a.Reference.Contains(reference) || a.Work.Title.Contains(text));
    }

    private static IQueryable<QueueRow> Rows(IQueryable<Appeal> appeals) => appeals.Select(a => new QueueRow
    {
        Reference = a.Reference,
        WorkId = a.WorkId,
        Title = a.Work.Title,
        State = a.State,
        Lane = a.Lane,
        Grade = a.Grade,
        Formats = a.Files.Where(f => f.RemovedAt == null).Select(f => f.Format).ToList(),
        Bytes = a.Files.Where(f => f.RemovedAt == null).Sum(f => f.StoredFile.Length),
        ClockEvents = a.ClockEvents.ToList(),
        ClaimedById = a.ClaimedById,
        ClaimExpiresAt = a.ClaimExpiresAt,
        PreferredReviewerId = a.PreferredReviewerId,
        CreatorId = a.CreatorId,
    });
}

/// <param name="Find">Part of a reference or of a work's title.</param>
/// <param name="Page">From 0.</param>
public sealed record QueueFilter(Lane? Lane, bool Mine, string? Find, int Page);

/// <param name="Lanes">Open appeals by lane, whatever the filter.</param>
/// <param name="Undoable">The reader's last decision, while it can be undone.</param>
public sealed record QueueReading(IReadOnlyList<QueueRow> Rows, bool HasMore, IReadOnlyDictionary<Lane, int> Lanes, QueueRow? Next, UndoableDecision? Undoable);

public sealed record UndoableDecision(string Reference, Outcome Outcome, DateTime Until);

public sealed record QueueRow
{
    public required string Reference { get; init; }
    public required Guid WorkId { get; init; }
    public required string Title { get; init; }
    public required AppealState State { get; init; }
    public required Lane Lane { get; init; }
    public required Grade? Grade { get; init; }
    public required IReadOnlyList<FileFormat> Formats { get; init; }
    public required long Bytes { get; init; }
    public required IReadOnlyList<ClockEvent> ClockEvents { get; init; }
    public required Guid? ClaimedById { get; init; }
    public required DateTime? ClaimExpiresAt { get; init; }
    public required Guid? PreferredReviewerId { get; init; }
    /// <summary>Only to keep reviewers from their own appeals; never shown.</summary>
    public required Guid CreatorId { get; init; }
}

/// <param name="Run">The newest run that is done, with its previews.</param>
/// <param name="Working">A run that waits or works.</param>
public sealed record DeskReading(Appeal Appeal, ClockReading Clock, AnalysisRun? Run, AnalysisRun? Working, IReadOnlyList<Platforms.PolicyClause> Clauses)
{
    public IReadOnlyList<ReuseNote> Reuses { get; init; } = [];
    public Decision? Decision => Appeal.Decisions.SingleOrDefault(d => d.UndoneAt is null);
    public IEnumerable<EvidenceFile> Files => Appeal.Files.OrderBy(f => f.UploadedAt);
}
