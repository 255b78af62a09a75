using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Analyzer;

/// <summary>The analyzer as a process of its own, spoken to through its pipes.</summary>
internal sealed class AnalyzerProcess : IDisposable
{
    private static readonly string Program = typeof(AnalyzerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "AnalyzerPath").Value!;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private AnalyzerProcess(string[] arguments, int? heapMegabytes = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (heapMegabytes is { } heap) start.Environment["DOTNET_GCHeapHardLimit"] = (heap * 1024 * 1024).ToString("X", CultureInfo.InvariantCulture);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public Process Process => _process;

    public static AnalyzerProcess Serve(int? heapMegabytes = null) => new(["serve"], heapMegabytes);

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var program = new AnalyzerProcess(arguments);
        program._process.StandardInput.Close();
        var output = await program._process.StandardOutput.ReadToEndAsync();
        await program._process.WaitForExitAsync();
        return (program._process.ExitCode, output, await program._errors);
    }

    /// <summary>Runs it to its end, and tells what that took: processor time, and the most memory that was in use.</summary>
    public static async Task<(int ExitCode, string Output, string Errors, TimeSpan Time, long Memory)> MeasureAsync(TimeSpan patience, params string[] arguments)
    {
        using var program = new AnalyzerProcess(arguments);
        program._process.StandardInput.Close();
        var output = program._process.StandardOutput.ReadToEndAsync();
        var (time, memory) = (TimeSpan.Zero, 0L);
        // what it needed can be asked for only while it runs
        for (var clock = Stopwatch.StartNew(); !program._process.WaitForExit(10);)
        {
            try
            {
                program._process.Refresh();
                (time, memory) = (program._process.TotalProcessorTime, Math.Max(memory, program._process.PeakWorkingSet64));
            }
            catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
            {
                // it has just ended
            }
            if (clock.Elapsed > patience) program._process.Kill();
        }
        return (program._process.ExitCode, await output, await program._errors, time, memory);
    }

    public async Task SendAsync(AnalyzerJob job)
    {
        await _process.StandardInput.BaseStream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(job, ReportJson.Options), (byte)'\n']);
        await _process.StandardInput.BaseStream.FlushAsync();
    }

    /// <summary>Sends the job and takes everything that comes back. Standard input stays open until the end, as the server keeps it.</summary>
    public async Task<Answer> AnswerAsync(AnalyzerJob job)
    {
        await SendAsync(job);
        var messages = new List<(AnalyzerMessage Message, byte[] Body)>();
        while (await ReadAsync() is { } next) messages.Add(next);
        await _process.WaitForExitAsync();
        return new(messages, _process.ExitCode, await _errors);
    }

    /// <summary>Null at the end.</summary>
    public async Task<(AnalyzerMessage Message, byte[] Body)?> ReadAsync()
    {
        var output = _process.StandardOutput.BaseStream;
        var line = new List<byte>();
        var one = new byte[1];
        while (await output.ReadAsync(one) == 1 && one[0] != '\n') line.Add(one[0]);
        if (line.Count == 0) return null;
        var message = JsonSerializer.Deserialize<AnalyzerMessage>(line.ToArray(), ReportJson.Options)!;
        var body = new byte[message.Length];
        await output.ReadExactlyAsync(body);
        return (message, body);
    }

    public void CloseInput() => _process.StandardInput.Close();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}

/// <summary>All that a child sent, and how it ended.</summary>
internal sealed record Answer(IReadOnlyList<(AnalyzerMessage Message, byte[] Body)> Messages, int ExitCode, string Errors)
{
    public AnalysisReport Report => JsonSerializer.Deserialize<AnalysisReport>(Messages[^1].Body, ReportJson.Options)!;
    public IReadOnlyDictionary<string, byte[]> Previews => Messages.Where(static m => m.Message.Kind == AnalyzerMessageKind.Preview)
        .ToDictionary(static m => m.Message.Name!, static m => m.Body, StringComparer.Ordinal);
}
