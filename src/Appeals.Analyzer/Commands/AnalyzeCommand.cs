using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Markers.C2pa;
using Appeals.Analysis.Pixels;

namespace Appeals.Analyzer.Commands;

/// <summary><c>analyze SOURCE… --published IMAGE</c>: the whole report.</summary>
internal static class AnalyzeCommand
{
    private const int MaskSide = 1600;
    private static readonly Argument<FileInfo[]> Sources = new Argument<FileInfo[]>("SOURCE") { Description = "Layered source files.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
    private static readonly Option<FileInfo> Published = new Option<FileInfo>("--published") { Description = "The published picture.", HelpName = "IMAGE", Required = true }.AcceptExistingOnly();
    private static readonly Option<string[]> DeclaredAi = new("--declared-ai") { Description = "A layer declared as AI; may be repeated.", HelpName = "NAME|ID" };
    private static readonly Option<FileInfo> DeclaredAiMask = new Option<FileInfo>("--declared-ai-mask") { Description = "A picture, light where the published one was declared as AI.", HelpName = "PNG" }.AcceptExistingOnly();
    private static readonly Option<string?> PublishedAt = new("--published-at") { Description = "When it was published (ISO 8601).", HelpName = "T" };
    private static readonly Option<string?> LabelledAt = new("--labelled-at") { Description = "When it was labelled (ISO 8601).", HelpName = "T" };
    private static readonly Option<TrustList?> Trust = TrustListOption.Create();
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Folder for report.json, report.html and the previews.", HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Command("analyze", "Compares source files with a published picture.") { Sources, Published, DeclaredAi, DeclaredAiMask, PublishedAt, LabelledAt, Trust, Out };
        foreach (var time in new[] { PublishedAt, LabelledAt }) time.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !DateTimeOffset.TryParse(token.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)) result.AddError($"'{token.Value}' is not a time.");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (sources, published, mask) = (parsed.GetRequiredValue(Sources), parsed.GetRequiredValue(Published), parsed.GetValue(DeclaredAiMask));
        var output = new FolderOutput(parsed.GetValue(Out));
        try
        {
            var report = new Examination(InputFrom(parsed, sources, published, mask), new(), output, cancellation).Analyze();
            ConsoleProgress.Clear();
            if (report.Problems.FirstOrDefault(static p => p.Source is null) is { } refused) return Refusal.Write(refused, published.ToString());
            if (report.Sources.All(static s => s.Width == 0) && report.Problems is [var first, ..]) return Refusal.Write(first, sources[0].ToString());
            var json = JsonSerializer.Serialize(report, Json.Options);
            output.WriteReport(report, json);
            Console.Out.WriteLine(json);
            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            ConsoleProgress.Clear();
            return Refusal.Write(Answer.ProblemOf(exception), (exception is ImageException && mask is not null ? mask : sources[0]).ToString());
        }
    }

    private static ExaminationInput InputFrom(ParseResult parsed, FileInfo[] sources, FileInfo published, FileInfo? mask) => new()
    {
        Sources = [.. sources.Select((file, i) => new SourceInput((i + 1).ToString(CultureInfo.InvariantCulture), file.OpenRead))],
        Published = published.OpenRead,
        DeclaredAi = parsed.GetValue(DeclaredAi) ?? [],
        DeclaredMask = mask is null ? null : ImageCodec.Thumbnail(File.ReadAllBytes(mask.FullName), MaskSide, new()),
        Trust = parsed.GetValue(Trust),
        PublishedAt = TimeFrom(parsed.GetValue(PublishedAt)),
        LabelledAt = TimeFrom(parsed.GetValue(LabelledAt)),
    };

    private static DateTime? TimeFrom(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;
}
