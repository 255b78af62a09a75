using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Analysis.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Analysing;

/// <summary>What comes back while a child works. Both are awaited before the child is read on.</summary>
public sealed record AnalyzerListener(
    Func<AnalyzerMessage, CancellationToken, Task> Progress,
    Func<AnalyzerMessage, byte[], CancellationToken, Task> Preview);

/// <param name="Complete">False if the child was killed or misbehaved: the report is then the server's own, and its previews are worth nothing.</param>
public sealed record AnalyzerOutcome(AnalysisReport Report, bool Complete);

/// <summary>
/// Runs one child for one job: confined, with a bare environment, a limit on memory and time, and every byte it writes checked.
/// The files' keys go through its standard input and nowhere else. Whatever it does, there is a report in the end.
/// </summary>
public sealed class AnalyzerProcess(IOptions<AnalysingOptions> options, Confinement confinement, ILogger<AnalyzerProcess> logger)
{
    private readonly AnalysingOptions _options = options.Value;

    /// <exception cref="IOException">The evidence store could not be read, or the listener failed; another attempt may succeed.</exception>
    /// <exception cref="OperationCanceledException">The server stops or has lost the run; the child is dead.</exception>
    public async Task<AnalyzerOutcome> RunAsync(AnalyzerJob job, AnalyzerListener listener, CancellationToken cancellation)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(job with { TrustList = _options.TrustListPath }, ReportJson.Options), (byte)'\n'];
        try
        {
            if (line.Length > AnalyzerProtocol.MaxLineLength) return new AnalyzerOutcome(ServerProblems.Report(ProblemCode.LimitExceeded, 0), Complete: false);
            var program = AnalyzerProgram.Find(_options.Analyzer);
            var prefix = await confinement.PrefixAsync(program, cancellation);
            using var child = Process.Start(program.StartInfo(prefix, _options))!;
            return await TalkAsync(child, job, line, listener, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    private async Task<AnalyzerOutcome> TalkAsync(Process child, AnalyzerJob job, byte[] line, AnalyzerListener listener, CancellationToken cancellation)
    {
        await using var watchdog = new Watchdog(child, _options, cancellation);
        var complaints = Complaints.ReadAsync(child.StandardError.BaseStream);
        try
        {
            await HandOverAsync(child, line);
            await using var output = new AnalyzerOutput(child.StandardOutput.BaseStream, watchdog.Killed);
            return new AnalyzerOutcome(await ListenAsync(output, job, listener, cancellation), Complete: true);
        }
        catch (AnalyzerMisbehavedException misbehaved)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await watchdog.ExitCodeAsync() == AnalyzerProtocol.StoreUnreadable) throw new IOException("The analyzer could not read the evidence store.", misbehaved);
            var complaint = await Complaints.SettleAsync(complaints);
            var code = watchdog.Verdict ?? (complaint.OutOfMemory ? ProblemCode.OutOfMemory : ProblemCode.Crashed);
            logger.LogWarning("No report from the analyzer ({Code}). {Reason} It complained of {Exception}", code, misbehaved.Message, complaint.Exception);
            return new AnalyzerOutcome(ServerProblems.Report(code, watchdog.Elapsed.TotalMilliseconds), Complete: false);
        }
    }

    /// <summary>Standard input stays open afterwards: the child ends when it closes, and so never outlives the server.</summary>
    private static async Task HandOverAsync(Process child, byte[] line)
    {
        try
        {
            await child.StandardInput.BaseStream.WriteAsync(line);
            await child.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException broken)
        {
            throw new AnalyzerMisbehavedException("The analyzer did not take its job.", broken);
        }
    }

    private async Task<AnalysisReport> ListenAsync(AnalyzerOutput output, AnalyzerJob job, AnalyzerListener listener, CancellationToken cancellation)
    {
        var previews = new PreviewCheck(job, _options);
        while (true)
        {
            var message = await output.ReadMessageAsync();
            switch (message.Kind)
            {
                case AnalyzerMessageKind.Progress when message is { Length: 0, Percent: >= 0 and <= 100 } && Enum.IsDefined(message.Step):
                    await listener.Progress(message, cancellation);
                    break;
                case AnalyzerMessageKind.Preview:
                    previews.Announce(message);
                    var bytes = await output.ReadBytesAsync(message.Length);
                    PreviewCheck.Inspect(message, bytes);
                    await listener.Preview(message, bytes, cancellation);
                    break;
                case AnalyzerMessageKind.Report when message.Length > 0 && message.Length <= _options.MaxReportBytes:
                    return Parse(await output.ReadBytesAsync(message.Length), job, previews.Names);
                default:
                    throw new AnalyzerMisbehavedException("The analyzer sent a message that is not allowed.");
            }
        }
    }

    private static AnalysisReport Parse(byte[] bytes, AnalyzerJob job, IReadOnlySet<string> previews)
    {
        try
        {
            var report = JsonSerializer.Deserialize<AnalysisReport>(bytes, ReportJson.Options) ?? throw new AnalyzerMisbehavedException("The analyzer's report is null.");
            ReportCheck.Demand(report, job, previews);
            return report;
        }
        catch (JsonException broken)
        {
            throw new AnalyzerMisbehavedException("The analyzer's report is not of the schema.", broken);
        }
    }
}
