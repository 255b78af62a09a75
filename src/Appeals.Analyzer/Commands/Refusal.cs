using System.Text.Json;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary>Says that the input was refused, and why.</summary>
internal static class Refusal
{
    /// <summary>With the sentence in both languages, and where in the file it went wrong.</summary>
    public static int Write(Problem problem, string file)
    {
        var code = JsonNamingPolicy.CamelCase.ConvertName(problem.Code.ToString());
        Console.Error.WriteLine($"{code}: {problem.Message.En} ({file})");
        var refusal = new { code, message = problem.Message.En, messageZh = problem.Message.Zh, file, offset = problem.Offset, section = problem.Section };
        Console.Out.WriteLine(JsonSerializer.Serialize(refusal, Json.Options));
        return ExitCode.Refused;
    }
}

/// <summary>Reports as people read them: indented, Chinese unescaped.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(ReportJson.Options)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
