using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Markers;

/// <summary>What the markers of a file, taken together, say about how it was made. The absence of markers says nothing.</summary>
public enum MarkerVerdict { None, HumanDeclared, AiToolUsed, NeedsReview, AiSuspected, AiPossible, AiAssisted, AiGenerated }

/// <param name="Markers">In the order of their places in the file.</param>
public sealed record MarkerReport(MarkerVerdict Verdict, IReadOnlyList<Marker> Markers);

/// <summary>Standards, strengths and sayings, as reports spell them.</summary>
internal static class MarkerWords
{
    public const string Gb45438 = "GB 45438-2025", Iptc = "IPTC", Xmp = "XMP", C2pa = "C2PA", Trace = "trace", Photoshop = "Photoshop";
    /// <summary>What only a generator writes, or a declaration against one's own interest; a sign; a hint.</summary>
    public const string Strong = "strong", Medium = "medium", Weak = "weak";
}

/// <summary>A marker and what it would say if it stood alone.</summary>
internal sealed record FoundMarker(Marker Marker, MarkerVerdict Says)
{
    public static FoundMarker Of(string kind, string standard, string location, MarkerVerdict says, string strength, string? value = null) =>
        new(new Marker(kind, standard, location, value, strength, char.ToLowerInvariant(says.ToString()[0]) + says.ToString()[1..]), says);
}
