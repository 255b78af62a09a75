using Quartz;

namespace Appeals.Core.Evidence;

[DisallowConcurrentExecution]
public sealed class EvidenceSweepJob(EvidenceSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunAsync(cancellationToken);
}
