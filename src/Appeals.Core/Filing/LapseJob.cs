using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Appeals.Core.Filing;

/// <summary>Drafts whose window to contest has closed.</summary>
public sealed class LapseJob(AppealsDb db, TimeProvider time) : IJob
{
    private const int Batch = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var drafts = await db.Appeals.Where(a => a.State == AppealState.Draft && a.Label.WindowEndsAt <= now).OrderBy(a => a.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var draft in drafts) draft.Lapse(now);
        await db.SaveChangesAsync(cancellationToken);
    }
}
