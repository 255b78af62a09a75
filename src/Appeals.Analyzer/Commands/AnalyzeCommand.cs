using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary><c>analyze SOURCE… --published IMAGE</c>: the whole report.</summary>
internal static class AnalyzeCommand
{
    private static readonly Argument<FileInfo[]> Sources = new("source") { Description = "Layered source files.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<FileInfo> Published = new("--published") { Description = "The published picture.", Required = true };
    private static readonly Option<string[]> DeclaredAi = new("--declared-ai") { Description = "Name or id of a layer declared as AI; may be repeated." };
    private static readonly Option<FileInfo?> DeclaredAiMask = new("--declared-ai-mask") { Description = "A picture, light where the published one was declared as AI." };
    private static readonly Option<string?> PublishedAt = new("--published-at") { Description = "When it was published (ISO 8601)." };
    private static readonly Option<string?> LabelledAt = new("--labelled-at") { Description = "When it was labelled (ISO 8601)." };
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Folder for report.json and the previews." };

    public static Command Create()
    {
        var command = new Command("analyze", "Compares source files with a published picture.") { Sources, Published, DeclaredAi, DeclaredAiMask, PublishedAt, LabelledAt, Out };
        foreach (var time in new[] { PublishedAt, LabelledAt }) time.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !DateTimeOffset.TryParse(token.Value, CultureInfo.InvariantCulture, out _)) result.AddError($"'{token.Value}' is not a time.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var sources = arguments.GetValue(Sources)!;
        var published = arguments.GetValue(Published)!;
        var mask = arguments.GetValue(DeclaredAiMask);
        if (sources.Append(published).Append(mask).FirstOrDefault(static f => f is { Exists: false }) is { } absent)
            return Refusal.Write(ProblemCode.Empty, "There is no such file.", absent.ToString());
        try
        {
            return Analyze(arguments, sources, published, mask);
        }
        catch (ImageException e)
        {
            return Refusal.Write(e.Code, e.Message, mask?.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refusal.Write(ProblemCode.Crashed, e.Message);
        }
    }

    private static int Analyze(ParseResult arguments, FileInfo[] sources, FileInfo published, FileInfo? mask)
    {
        var output = new FolderOutput(arguments.GetValue(Out));
        var options = new ExaminationOptions();
        var input = new ExaminationInput
        {
            Sources = [.. sources.Select((file, i) => new SourceInput((i + 1).ToString(CultureInfo.InvariantCulture), file.OpenRead))],
            Published = published.OpenRead,
            DeclaredAi = arguments.GetValue(DeclaredAi) ?? [],
            DeclaredMask = mask is null ? null : ImageCodec.Thumbnail(File.ReadAllBytes(mask.FullName), options.PictureSide, options.Published),
        };
        var report = new Examination(input, options, output, CancellationToken.None).Analyze();
        output.End();
        if (report.Problems.FirstOrDefault(static p => p.Source is null) is { } refused) return Refusal.Write(refused.Code, refused.Message.En, published.ToString());
        if (report.Sources.All(static s => s.Width == 0) && report.Problems is [var first, ..]) return Refusal.Write(first.Code, first.Message.En, sources[0].ToString());
        var json = JsonSerializer.Serialize(report, Json.Options);
        output.WriteReport(json);
        Console.Out.WriteLine(json);
        return ExitCode.Done;
    }
}
