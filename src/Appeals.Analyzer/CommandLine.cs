using System.CommandLine;
using Appeals.Analyzer.Commands;

namespace Appeals.Analyzer;

/// <summary>The commands for people. JSON goes to standard output, progress to standard error if that is a terminal.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Reads layered art files and compares them with a published picture.")
        {
            InspectCommand.Create(),
            RenderCommand.Create(),
            AnalyzeCommand.Create(),
            MarkersCommand.Create(),
        };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
    }
}
