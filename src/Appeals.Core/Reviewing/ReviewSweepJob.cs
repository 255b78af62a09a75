using Quartz;

namespace Appeals.Core.Reviewing;

/// <summary>Returns appeals whose claim or wait has run out.</summary>
public sealed class ReviewSweepJob(ReviewingService reviewing) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await reviewing.SweepAsync(cancellationToken);
}
