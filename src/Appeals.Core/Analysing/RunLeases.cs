using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Analysing;

/// <summary>A run that this node holds, for as long as it renews the lease.</summary>
/// <param name="Exhausted">It was begun too often already: no child is started any more, the run ends with a problem.</param>
public sealed record TakenRun(Guid Id, Guid LeaseId, int Attempts, bool Exhausted);

/// <summary>Who works on which run. Every change is one conditional statement, so two nodes never hold the same run.</summary>
public sealed class RunLeases(AppealsDb db, TimeProvider time, IOptions<AnalysingOptions> options)
{
    private const int Candidates = 16;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(10);
    private const int DelayGrowth = 4;

    /// <summary>The next run in line, or one whose node died; null if there is none.</summary>
    public async Task<TakenRun?> TakeAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        // somebody waits in front of the screen for a picture or an inspection
        var free = await Free(now).OrderBy(r => r.Task == AnalyzerTask.Analyze ? 1 : 0).ThenBy(r => r.QueuedAt).ThenBy(r => r.Id)
            .Select(r => new { r.Id, r.Attempts }).Take(Candidates).ToListAsync(cancellation);
        foreach (var run in free)
        {
            var lease = time.NewId();
            var taken = await Free(now).Where(r => r.Id == run.Id && r.Attempts == run.Attempts).ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, RunState.Running)
                .SetProperty(r => r.LeaseId, lease)
                .SetProperty(r => r.LeaseUntil, now + options.Value.Lease)
                .SetProperty(r => r.Attempts, r => r.Attempts + 1)
                .SetProperty(r => r.StartedAt, now)
                .SetProperty(r => r.Percent, 0)
                .SetProperty(r => r.Step, (AnalyzerStep?)null)
                .SetProperty(r => r.Version, lease), cancellation);
            if (taken == 1) return new TakenRun(run.Id, lease, run.Attempts + 1, run.Attempts >= options.Value.MaxAttempts);
        }
        return null;
    }

    /// <returns>False if another node has the run now.</returns>
    public async Task<bool> RenewAsync(TakenRun run, CancellationToken cancellation)
    {
        var until = time.Now() + options.Value.Lease;
        return await Held(run).ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, until), cancellation) == 1;
    }

    /// <summary>The node stops in order: the run goes back as if it had never been taken.</summary>
    public Task ReleaseAsync(TakenRun run, CancellationToken cancellation) => Held(run).ExecuteUpdateAsync(set => set
        .SetProperty(r => r.State, RunState.Queued)
        .SetProperty(r => r.LeaseId, (Guid?)null)
        .SetProperty(r => r.LeaseUntil, (DateTime?)null)
        .SetProperty(r => r.Attempts, r => r.Attempts - 1), cancellation);

    /// <summary>The server's own side failed: the run rests for a while, longer each time.</summary>
    /// <param name="counts">False if it cannot have been the run: the attempt is given back, and the run rests briefly, for as long as that lasts.</param>
    public Task DeferAsync(TakenRun run, bool counts, CancellationToken cancellation)
    {
        var refund = counts ? 0 : 1;
        var until = time.Now() + (FirstDelay * Math.Pow(DelayGrowth, run.Attempts - 1));
        return Held(run).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.LeaseId, (Guid?)null)
            .SetProperty(r => r.LeaseUntil, until)
            .SetProperty(r => r.Attempts, r => r.Attempts - refund), cancellation);
    }

    private IQueryable<AnalysisRun> Free(DateTime now) =>
        db.AnalysisRuns.Where(r => r.State == RunState.Queued || (r.State == RunState.Running && r.LeaseUntil < now));

    private IQueryable<AnalysisRun> Held(TakenRun run) =>
        db.AnalysisRuns.Where(r => r.Id == run.Id && r.State == RunState.Running && r.LeaseId == run.LeaseId);
}
