using System.Diagnostics;
using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Core.Telemetry;

namespace Appeals.Core.Analysing;

/// <summary>One taken run from its rows to its report.</summary>
public sealed class RunExecution(RunInputs inputs, RunPreviews previews, RunProgress progress, AnalyzerProcess analyzer, RunCompletion completion)
{
    /// <param name="cancellation">The lease is lost or the server stops.</param>
    public async Task ExecuteAsync(TakenRun taken, CancellationToken cancellation)
    {
        using var activity = Instruments.Activities.StartActivity("analysis run");
        activity?.SetTag("run", taken.Id).SetTag("attempt", taken.Attempts);
        var began = Stopwatch.GetTimestamp();
        var outcome = taken.Exhausted
            ? new AnalyzerOutcome(ServerProblems.Report(ProblemCode.Crashed, 0), Complete: false)
            : await AnalyzeAsync(taken, cancellation);
        if (!outcome.Complete) await previews.DiscardAsync();
        if (!await completion.SaveAsync(taken, outcome, previews.Received, cancellation)) await previews.DiscardAsync();
        Instruments.AnalysisDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("complete", outcome.Complete));
    }

    private async Task<AnalyzerOutcome> AnalyzeAsync(TakenRun taken, CancellationToken cancellation)
    {
        var (job, subject) = await inputs.CollectAsync(taken, cancellation);
        try
        {
            var listener = new AnalyzerListener(
                (message, stop) => progress.WriteAsync(taken, subject, message, stop),
                (message, bytes, stop) => previews.SaveAsync(taken.Id, message, bytes, stop));
            return await analyzer.RunAsync(job, listener, cancellation);
        }
        finally
        {
            foreach (var input in job.Sources.Append(job.Published)) CryptographicOperations.ZeroMemory(input?.Key);
        }
    }
}
