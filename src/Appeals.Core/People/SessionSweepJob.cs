using Quartz;

namespace Appeals.Core.People;

/// <summary>Removes sessions that ended by themselves.</summary>
public sealed class SessionSweepJob(SessionService sessions) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sessions.SweepAsync(cancellationToken);
}
