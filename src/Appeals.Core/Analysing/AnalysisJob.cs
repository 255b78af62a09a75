using Quartz;

namespace Appeals.Core.Analysing;

/// <summary>Looks for runs: twice a second, and at once when nudged after a commit.</summary>
public sealed class AnalysisJob(AnalysisWorkers workers) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        _ = workers.Wake();
        return ValueTask.CompletedTask;
    }
}
