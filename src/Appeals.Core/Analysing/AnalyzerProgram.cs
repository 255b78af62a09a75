using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Appeals.Core.Analysing;

/// <summary>How the child is started: which file, and with which environment.</summary>
/// <param name="Assembly">Null if the file runs by itself.</param>
internal sealed record AnalyzerProgram(string File, string? Assembly = null)
{
    private const string Command = "serve";
    private const string Library = ".dll";

    /// <summary>What the child may inherit: where its runtime lies, and what Windows needs to load anything.</summary>
    private static readonly string[] Inherited = ["DOTNET_ROOT", "SystemRoot"];

    /// <summary>An assembly is started by the runtime that runs this server; any other file by itself.</summary>
    public static AnalyzerProgram Find(string path)
    {
        var full = Path.GetFullPath(path, AppContext.BaseDirectory);
        if (!full.EndsWith(Library, StringComparison.OrdinalIgnoreCase)) return new AnalyzerProgram(full);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + suffix));
        return System.IO.File.Exists(runtime)
            ? new AnalyzerProgram(runtime, full)
            : new AnalyzerProgram(full[..^Library.Length] + suffix);
    }

    public bool Exists => System.IO.File.Exists(File) && (Assembly is null || System.IO.File.Exists(Assembly));

    /// <param name="prefix">Programs that confine the child before they become it.</param>
    public ProcessStartInfo StartInfo(IReadOnlyList<string> prefix, AnalysingOptions options)
    {
        string[] words = [.. prefix, File, .. Assembly is null ? Array.Empty<string>() : [Assembly], Command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Assembly ?? File),
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + (options.HeapMegabytes * 1024L * 1024).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_PROCESSOR_COUNT"] = Math.Min(options.Processors, Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture);
        // no debugger's door, no dump: either would bring plaintext to the disk
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // the runtime's double mapping needs a file, and the child may write none
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }
}
