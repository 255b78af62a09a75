using Quartz;

namespace Appeals.Core.Analysing;

/// <summary>Looks for runs: every few seconds, and at once when nudged after a commit.</summary>
public sealed class AnalysisJob(AnalysisWorkers workers) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        _ = workers.Wake();
        return ValueTask.CompletedTask;
    }
}
