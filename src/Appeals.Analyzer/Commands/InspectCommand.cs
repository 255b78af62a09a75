using System.CommandLine;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary><c>inspect FILE</c>: the structure of a layered file; no pixel is decoded.</summary>
internal static class InspectCommand
{
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = "A layered source file." }.AcceptExistingOnly();

    public static Command Create()
    {
        var command = new Command("inspect", "Lists the layers and metadata of a layered file.") { File };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Answer.Write(parsed.GetRequiredValue(File), stream => Inspect(stream, cancellationToken))));
        return command;
    }

    private static Inspection Inspect(Stream stream, CancellationToken cancellationToken)
    {
        ConsoleProgress.Say("Reading layers …");
        using var layered = LayeredFile.Open(stream, ReadLimits.Default, cancellationToken);
        return new(
            layered.Format, layered.Application, layered.Width, layered.Height, layered.Depth, layered.ColorMode,
            [.. layered.Layers.Select(Describe)], layered.Metadata, layered.Problems);
    }

    private static InspectedLayer Describe(Layer layer) => new(
        layer.Id, layer.Parent, layer.Kind, layer.Name, layer.Left, layer.Top, layer.Width, layer.Height, layer.Opacity, layer.BlendName, layer.Visible, layer.Clipped);
}

internal sealed record Inspection(
    FileFormat Format, string? Application, int Width, int Height, int Depth, string ColorMode,
    IReadOnlyList<InspectedLayer> Layers, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<Problem> Problems);

/// <summary>Bottom to top in drawing order; a group follows its children.</summary>
internal sealed record InspectedLayer(
    string Id, string? Parent, LayerKind Kind, string Name, int Left, int Top, int Width, int Height, double Opacity, string BlendMode, bool Visible, bool Clipped);
