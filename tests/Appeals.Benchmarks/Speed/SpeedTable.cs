using System.Diagnostics;
using System.Globalization;

namespace Appeals.Benchmarks.Speed;

/// <summary>
/// Reading and compositing one large file beside other programs that do the same, all in one run, so that only ratios need be believed:
/// <c>speed FILE.psd</c>. What else there is to compare with stands in the environment: <c>APPEALS_SPEED_FLOOR</c>, a bare decoder in C, which composites, too, when told
/// <c>FILE 1 comp</c>; <c>APPEALS_SPEED_ORA</c>, the same picture as OpenRaster, and <c>APPEALS_SPEED_SHARP</c>, a script for node that decodes its layers.
/// </summary>
internal static class SpeedTable
{
    private const int Runs = 5;

    public static int Run(string path)
    {
        var (structure, one, two) = (Ours("structure", path, 1), Ours("decode", path, 1), Ours("decode", path, 2));
        var (drawn, drawnByTwo) = (Ours("composite", path, 1), Ours("composite", path, 2));
        var floor = Theirs("APPEALS_SPEED_FLOOR", path);
        var drawnFloor = Theirs("APPEALS_SPEED_FLOOR", path, "1", "comp");
        Line($"{Path.GetFileName(path)}: {structure.Layers} layers, {new FileInfo(path).Length:N0} bytes; {Environment.ProcessorCount} processors\n");
        Line($"| what | CPU ms | wall ms | beside | CPU ms | ratio | at most |");
        Line($"|---|---|---|---|---|---|---|");
        Line($"| structure alone | {structure.Cpu:0.0} | {structure.Wall:0.0} | {100.0 * structure.Read / new FileInfo(path).Length:0.00} % of the file read | | | 5 ms, 1 % |");
        Compare("all layers to RGBA, 1 thread", one, "the same in bare C", floor, 2);
        Row("all layers to RGBA, 2 threads", two, "1 thread, wall", one.Wall, two.Wall / one.Wall, 1 / 1.6);
        Compare("composite, 1 thread", drawn, "decoding and source-over in bare C", drawnFloor, 3);
        Row("composite, 2 threads", drawnByTwo, "1 thread, wall", drawn.Wall, drawnByTwo.Wall / drawn.Wall, 1 / 1.6);
        var report = Ours("report", path, 1);
        Row("full report, without previews", report, "all layers to RGBA", one.Cpu, report.Cpu / one.Cpu, 2.5);
        if (Environment.GetEnvironmentVariable("APPEALS_SPEED_ORA") is { } ora) Compare("all layers of the OpenRaster file", Ours("decode", ora, 1), "node with sharp", Theirs("node", "APPEALS_SPEED_SHARP", ora), 1);
        else Line($"| all layers of the OpenRaster file | | | APPEALS_SPEED_ORA is not set | | | |");
        var (zip, zlib) = ZipSpeed.Measure(path);
        Compare("ZIP channels to RGBA", zip, "zlib unpacking them", zlib, 1 / 1.8);
        Line($"\nPeak working set beyond that of reading the structure: decoding {Mebibytes(one, structure):0} MiB by one thread, {Mebibytes(two, structure):0} by two; compositing {Mebibytes(drawn, structure):0} and {Mebibytes(drawnByTwo, structure):0}.");
        return 0;
    }

    private static double Mebibytes(SpeedCost cost, SpeedCost least) => (cost.Peak - least.Peak) / 1024.0 / 1024;

    private static void Compare(string what, SpeedCost ours, string beside, SpeedCost? theirs, double most)
    {
        if (theirs is null) Line($"| {what} | {ours.Cpu:0} | {ours.Wall:0} | {beside}: not here | | | {most:0.00} |");
        else Row(what, ours, beside, theirs.Cpu, ours.Cpu / theirs.Cpu, most);
    }

    private static void Row(string what, SpeedCost ours, string beside, double theirs, double ratio, double most) =>
        Line($"| {what} | {ours.Cpu:0} | {ours.Wall:0} | {beside} | {theirs:0} | {ratio:0.00} | {most:0.00} |");

    /// <summary>This program in another process, whose memory tells nothing of other work.</summary>
    private static SpeedCost Ours(string kind, string path, int threads)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["speed-work", kind, path, threads.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return SpeedCost.Parse(line);
    }

    private static SpeedCost? Theirs(string variable, params string[] arguments) =>
        Environment.GetEnvironmentVariable(variable) is { } program ? Measure(program, arguments) : null;

    private static SpeedCost? Theirs(string program, string variable, string argument) =>
        Environment.GetEnvironmentVariable(variable) is { } script ? Measure(program, [script, argument]) : null;

    private static SpeedCost Measure(string program, string[] arguments)
    {
        var (cpu, wall) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < Runs; i++)
        {
            var (before, clock) = (OfChildren(), Stopwatch.StartNew());
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
            (cpu, wall) = (Math.Min(cpu, OfChildren() - before), Math.Min(wall, clock.Elapsed.TotalMilliseconds));
        }
        return new(cpu, wall);
    }

    /// <summary>Processor time of all children that have ended, in milliseconds; Linux counts it in hundredths of a second.</summary>
    private static double OfChildren()
    {
        var line = File.ReadAllText("/proc/self/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return 10 * (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
