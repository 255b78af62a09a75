using System.CommandLine;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary><c>render FILE --out OUT.png</c>: the composite of the layers, or of some of them, as a PNG with the document's samples and profile.</summary>
internal static class RenderCommand
{
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = "A layered source file." }.AcceptExistingOnly();
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the PNG goes.", Required = true };
    private static readonly Option<int?> Max = new("--max") { Description = "Longest side of the picture in pixels.", HelpName = "PX" };
    private static readonly Option<string?> Only = new("--only") { Description = "Ids of the layers to draw, separated by commas; a group stands for what is in it.", HelpName = "ID,ID…" };

    private static readonly Option<int> Threads = new("--threads") { Description = "How many processors to draw on; all of them if left out.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static Command Create()
    {
        Threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--threads must be at least 1.");
        });
        Max.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1) result.AddError("--max must be at least 1.");
        });
        var command = new Command("render", "Draws the layers of a file as its application would.") { File, Out, Max, Only, Threads };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Answer.Write(
            parsed.GetRequiredValue(File), stream => Render(stream, parsed.GetRequiredValue(Out), OptionsFrom(parsed), cancellationToken))));
        return command;
    }

    private static RenderOptions OptionsFrom(ParseResult parsed) => new()
    {
        MaxSide = parsed.GetValue(Max),
        KeepsProfile = true,
        Threads = parsed.GetValue(Threads),
        Only = parsed.GetValue(Only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
    };

    private static Rendering Render(Stream stream, FileInfo target, RenderOptions options, CancellationToken cancellationToken)
    {
        ConsoleProgress.Say("Reading layers …");
        using var layered = LayeredFile.Open(stream, ReadLimits.Default, cancellationToken);
        ConsoleProgress.Say($"Drawing {layered.Layers.Count} layers …");
        var picture = Compositor.Render(layered, options, cancellationToken);
        ConsoleProgress.Say("Writing …");
        System.IO.File.WriteAllBytes(target.FullName, ImageCodec.EncodePng(picture, layered.Profile));
        return new(picture.Width, picture.Height, layered.Problems);
    }
}

internal sealed record Rendering(int Width, int Height, IReadOnlyList<Problem> Problems);
