using System.Security.Cryptography;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;

namespace Appeals.Analyzer.Serving;

/// <summary>The child process in which hostile files are opened; see <see cref="AnalyzerProtocol"/>. Does one job and ends.</summary>
internal static class Server
{
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = new MessageWriter(Console.OpenStandardOutput());
        // a stray line would break the protocol
        Console.SetOut(TextWriter.Null);
        if (JobReader.Read(input) is not { } job) return Fail(ExitCode.WrongUsage, "usage: standard input must begin with one line of JSON, an analyzer job.");
        using var parent = new ParentWatch(input);
        try
        {
            var report = Examine(job, output);
            parent.Release();
            output.Report(report);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.StoreUnreadable, "store: a file could not be read, or the parent went away.");
        }
    }

    private static AnalysisReport Examine(AnalyzerJob job, MessageWriter output)
    {
        try
        {
            var examination = new Examination(ToInput(job), new(), output, CancellationToken.None);
            return job.Task switch
            {
                AnalyzerTask.Picture => examination.Picture(),
                AnalyzerTask.Inspect => examination.Inspect(),
                _ => examination.Analyze(),
            };
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException))
        {
            // outside the steps that guard themselves: our own fault, said without a trace
            return LastReport.For(e);
        }
        finally
        {
            foreach (var input in job.Sources.Append(job.Published)) CryptographicOperations.ZeroMemory(input?.Key);
        }
    }

    private static ExaminationInput ToInput(AnalyzerJob job) => new()
    {
        Sources = [.. job.Sources.Select(static s => new SourceInput(s.Id, () => Open(s)))],
        Published = job.Published is { } published ? () => Open(published) : null,
        DeclaredAi = job.DeclaredAi,
        DeclaredAreas = job.DeclaredAreas,
        Trust = job.TrustList is { } path ? new(File.ReadAllText(path)) : null,
        PublishedAt = job.PublishedAt,
        LabelledAt = job.LabelledAt,
    };

    /// <summary>An input is opened once for its pixels and again for its markers; the keys are forgotten when the examination is over.</summary>
    private static UnsealingStream Open(SealedInput input)
    {
        var file = new FileStream(input.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return new UnsealingStream(file, input.Key, input.FileId, input.Length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
