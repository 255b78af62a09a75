using System.Globalization;
using Appeals.Analysis.Tests.Analyzer;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Damaged and hostile files of third parties, through the program that people run.</summary>
public sealed class HostileCorpusTests(ITestOutputHelper output)
{
    private const long MostMemory = 512L * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int UsualShare = 5;

    /// <summary>Every fifth file, unless the environment variable APPEALS_CORPUS_ALL is set.</summary>
    [DevCorpusFact]
    public async Task Inspect_WhenMalformed_GivesAReportOrAProblemSoon()
    {
        var rows = new List<(string Name, int ExitCode, string Errors, TimeSpan Time, long Memory)>();
        var files = new[] { "psd", "psb", "tiff", "xcf", "kra", "ora", "clip", "procreate" }.SelectMany(CorpusFolder.Dev.Malformed);
        foreach (var path in files.Where(static (_, i) => CorpusFolder.IsWhole || i % UsualShare == 0))
        {
            var (exitCode, report, errors, time, memory) = await AnalyzerProcess.MeasureAsync(TimeSpan.FromSeconds(60), "inspect", path);
            rows.Add((Path.GetFileName(path), exitCode, errors, time, memory));
            Assert.True(exitCode is 0 or 3, $"{path}: exit code {exitCode}\n{errors}");
            Assert.DoesNotContain("   at ", report + errors, StringComparison.Ordinal);
        }
        foreach (var row in rows.OrderByDescending(row => row.Time))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Time.TotalSeconds,6:0.00} s {row.Memory / 1024 / 1024,4} MiB exit {row.ExitCode} {row.Name}"));

        Assert.All(rows, row => Assert.InRange(row.Time, TimeSpan.Zero, Longest));
        Assert.All(rows, row => Assert.InRange(row.Memory, 0, MostMemory));
    }
}
