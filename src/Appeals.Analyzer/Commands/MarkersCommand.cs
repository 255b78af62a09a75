using System.CommandLine;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Markers.C2pa;
using Appeals.Analysis.Reading;

namespace Appeals.Analyzer.Commands;

/// <summary><c>markers FILE</c>: what the file says of how it was made.</summary>
internal static class MarkersCommand
{
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = "A picture or a layered source file." }.AcceptExistingOnly();
    private static readonly Option<TrustList?> Trust = TrustListOption.Create();

    public static Command Create()
    {
        var command = new Command("markers", "Lists provenance markers: the AIGC label, Content Credentials, source types, traces of generators.") { File, Trust };
        command.SetAction((parsed, cancellation) => Task.FromResult(Answer.Write(parsed.GetRequiredValue(File), stream => MarkerReader.Read(stream, ReadLimits.Default, cancellation, parsed.GetValue(Trust)))));
        return command;
    }
}
