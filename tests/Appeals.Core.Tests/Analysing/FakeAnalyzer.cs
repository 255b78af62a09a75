using System.Globalization;
using System.Text;
using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;

namespace Appeals.Core.Tests.Analysing;

/// <summary>A shell script that stands in for the analyzer: it takes its job and writes what the test wants.</summary>
internal sealed class FakeAnalyzer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("appeals-analyzer-").FullName;

    private const UnixFileMode EverybodyMayRun = (UnixFileMode)0b111_101_101;

    /// <param name="body">What it does after it has read its job.</param>
    public FakeAnalyzer(string body)
    {
        Path = System.IO.Path.Combine(_folder, "analyzer");
        File.WriteAllText(Path, $"#!/bin/sh\nread -r job\n{body}\n");
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in new[] { _folder, Path }) File.SetUnixFileMode(path, EverybodyMayRun);
    }

    public string Path { get; }

    /// <summary>Writes these messages, then waits for its standard input to close, as the real one does.</summary>
    public static FakeAnalyzer Saying(params byte[][] messages) => Writing(messages.SelectMany(m => m).ToArray(), "cat > /dev/null");

    /// <summary>Writes these bytes and ends.</summary>
    public static FakeAnalyzer Blurting(byte[] output) => Writing(output, "");

    /// <summary>As <see cref="Saying"/>, once the test lets it.</summary>
    public static FakeAnalyzer SayingWhenLetGo(params byte[][] messages) =>
        Writing(messages.SelectMany(m => m).ToArray(), "cat > /dev/null", "while [ ! -e \"$(dirname \"$0\")/go\" ]; do sleep 0.05; done\n");

    public void LetGo() => File.WriteAllText(System.IO.Path.Combine(_folder, "go"), "");

    private static FakeAnalyzer Writing(byte[] output, string then, string before = "")
    {
        var analyzer = new FakeAnalyzer($"{before}cat \"$(dirname \"$0\")/output\"\n{then}");
        File.WriteAllBytes(System.IO.Path.Combine(analyzer._folder, "output"), output);
        return analyzer;
    }

    public static byte[] Message(AnalyzerMessage message, byte[]? bytes = null) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(message with { Length = bytes?.Length ?? message.Length }, ReportJson.Options), (byte)'\n', .. bytes ?? []];

    public static byte[] Report(AnalysisReport report) =>
        Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Report }, JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Options));

    public static byte[] Preview(string name, int width, int height) =>
        Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Preview, Name = name, Width = width, Height = height }, WebP(width, height));

    public static byte[] Progress(int percent) =>
        Message(new AnalyzerMessage { Kind = AnalyzerMessageKind.Progress, Percent = percent, Step = AnalyzerStep.ReadingLayers });

    /// <summary>The header of a lossless WebP picture of this size.</summary>
    public static byte[] WebP(int width, int height)
    {
        var file = new byte[30];
        "RIFF"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(4), file.Length - 8);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BitConverter.TryWriteBytes(file.AsSpan(16), 10);
        file[20] = 0x2F;
        BitConverter.TryWriteBytes(file.AsSpan(21), (width - 1) | ((height - 1) << 14));
        return file;
    }

    public static AnalysisReport Empty(Grade grade = Grade.Inconclusive) => new()
    {
        Grade = grade, Score = 0, Sources = [], Findings = [], Markers = [], Problems = [], Timings = new Dictionary<string, double>(),
    };

    public AnalysingOptions Options(Action<AnalysingOptions>? change = null)
    {
        var options = new AnalysingOptions { Analyzer = Path, TimeLimit = TimeSpan.FromSeconds(60) };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Processes that run this script.</summary>
    public IReadOnlyList<int> Alive() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(System.IO.Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => CommandLine(pid).Contains(Path, StringComparison.Ordinal)),
    ];

    /// <summary>This process's child with these words; null until there is one.</summary>
    public static int? Child(params string[] words) =>
        Children(Environment.ProcessId).Cast<int?>().FirstOrDefault(pid => CommandLine(pid!.Value) == string.Concat(words.Select(word => word + "\0")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<int> Children(int pid) => Directory.EnumerateDirectories($"/proc/{pid}/task")
        .SelectMany(task => ChildrenOf(task).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    /// <summary>None if the thread ended in this moment.</summary>
    private static string ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/children");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
