using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Appeals.Core.Analysing;

/// <summary>Open pages have long read what is older than an hour; one that comes back later reads everything anew.</summary>
public sealed class LiveEventSweepJob(AppealsDb db, TimeProvider time) : IJob
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var before = time.Now() - Lifetime;
        await db.LiveEvents.Where(e => e.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
