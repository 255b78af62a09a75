using System.Data;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>Writes down who of the staff looked at a creator's files, so that the creator can see it.</summary>
public sealed class EvidenceViews(AppealsDb db, HistoryLog history, IOptions<EvidenceOptions> options, TimeProvider time)
{
    private const int Attempts = 5;
    /// <summary>A page loads dozens of previews at once; the end of a visit need not be known to the second.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>One record per viewer, file and visit, however many previews it loads.</summary>
    /// <param name="evidenceFileId">Null for the appeal's previews as a whole.</param>
    public async Task PreviewAsync(Appeal appeal, Guid? evidenceFileId, Actor viewer, CancellationToken cancellation)
    {
        if (await IsFreshAsync(appeal, evidenceFileId, viewer, cancellation)) return;
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
            var now = time.Now();
            var visit = await Visits(appeal, evidenceFileId, viewer).Where(v => v.LastAt > now - options.Value.VisitLength).FirstOrDefaultAsync(cancellation);
            if (visit is null) db.ViewRecords.Add(NewRecord(appeal, evidenceFileId, viewer, ViewPurpose.Preview, reason: null));
            else visit.LastAt = now;
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        });
    }

    /// <summary>The original was handed out: a record for the creator and an entry in the history, in one transaction, before the first byte.</summary>
    public async Task OriginalAsync(Appeal appeal, EvidenceFile file, Actor viewer, string reason, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                db.ChangeTracker.Clear();
                db.ViewRecords.Add(NewRecord(appeal, file.Id, viewer, ViewPurpose.Original, reason));
                await history.AppendAsync(appeal, HistoryKind.OriginalOpened, viewer, new { file = file.Id }, reason, cancellation);
                await db.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // the next link of the history was taken by somebody else
            }
        }
    }

    private async Task<bool> IsFreshAsync(Appeal appeal, Guid? evidenceFileId, Actor viewer, CancellationToken cancellation)
    {
        var since = time.Now() - (options.Value.VisitLength < Grain ? options.Value.VisitLength : Grain);
        return await Visits(appeal, evidenceFileId, viewer).AnyAsync(v => v.LastAt > since, cancellation);
    }

    private IQueryable<ViewRecord> Visits(Appeal appeal, Guid? evidenceFileId, Actor viewer) => db.ViewRecords.Where(v =>
        v.AppealId == appeal.Id && v.ViewerId == viewer.PersonId && v.EvidenceFileId == evidenceFileId && v.Purpose == ViewPurpose.Preview);

    private ViewRecord NewRecord(Appeal appeal, Guid? evidenceFileId, Actor viewer, ViewPurpose purpose, string? reason) => new()
    {
        Id = time.NewId(),
        AppealId = appeal.Id,
        ViewerId = viewer.PersonId,
        Role = Roles.Staff.Last(viewer.Is),
        EvidenceFileId = evidenceFileId,
        Purpose = purpose,
        Reason = reason,
        At = time.Now(),
        LastAt = time.Now(),
    };
}
