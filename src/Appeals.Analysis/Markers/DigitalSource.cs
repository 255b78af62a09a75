namespace Appeals.Analysis.Markers;

/// <summary>What a digital source type says of a whole picture.</summary>
internal enum SourceClaim { Nothing, Generated, Assisted, Human, Unclear }

/// <summary>
/// Terms of IPTC's controlled vocabulary <c>digitalsourcetype</c> (https://cv.iptc.org/newscodes/digitalsourcetype/), of which C2PA uses the same.
/// <c>algorithmicMedia</c> is art by formula, not by a trained model: it says nothing about AI.
/// </summary>
/// <param name="Kind">The end of a marker's kind.</param>
internal sealed record DigitalSource(string Kind, SourceClaim Claim)
{
    private static readonly Dictionary<string, DigitalSource> Terms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trainedAlgorithmicMedia"] = new("dst-trained", SourceClaim.Generated),
        ["compositeWithTrainedAlgorithmicMedia"] = new("dst-composite-trained", SourceClaim.Assisted),
        ["compositeSynthetic"] = new("dst-composite-synthetic", SourceClaim.Assisted),
        ["digitalCapture"] = new("dst-capture", SourceClaim.Human),
        ["computationalCapture"] = new("dst-capture", SourceClaim.Human),
        ["negativeFilm"] = new("dst-capture", SourceClaim.Human),
        ["positiveFilm"] = new("dst-capture", SourceClaim.Human),
        ["print"] = new("dst-capture", SourceClaim.Human),
        ["digitalCreation"] = new("dst-creation", SourceClaim.Human),
        ["digitalArt"] = new("dst-creation", SourceClaim.Human),
        ["humanEdits"] = new("dst-human-edits", SourceClaim.Human),
        ["minorHumanEdits"] = new("dst-human-edits", SourceClaim.Human),
        ["compositeCapture"] = new("dst-composite-capture", SourceClaim.Human),
        ["screenCapture"] = new("dst-screen-capture", SourceClaim.Human),
        ["algorithmicMedia"] = new("dst-algorithmic", SourceClaim.Nothing),
        ["algorithmicallyEnhanced"] = new("dst-enhanced", SourceClaim.Nothing),
        ["dataDrivenMedia"] = new("dst-data-driven", SourceClaim.Nothing),
        ["composite"] = new("dst-composite", SourceClaim.Nothing),
        ["softwareImage"] = new("dst-software", SourceClaim.Nothing),
        ["empty"] = new("dst-empty", SourceClaim.Nothing),
    };

    /// <param name="value">An address, or the bare term that older files have.</param>
    public static DigitalSource Of(string value)
    {
        var term = value.TrimEnd('/', ' ');
        return Terms.GetValueOrDefault(term[(term.LastIndexOfAny(['/', '#', ':']) + 1)..]) ?? new("dst-unknown", SourceClaim.Unclear);
    }
}
