using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers;

/// <summary>Markers among XMP properties: the AIGC label, IPTC's source type and AI fields, credits and names of programs, records of work.</summary>
internal static class XmpMarkers
{
    private const string IptcExtension = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private const string PhotoshopNamespace = "http://ns.adobe.com/photoshop/1.0/";
    private static readonly string[] AiFields = ["AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName"];
    private static readonly string[] AiPrograms = ["Draw Things", "Adobe Firefly", "reve.com", "Ideogram AI", "Aphrodite AI"];

    public static IEnumerable<FoundMarker> Read(MetadataPart part, ReadLimits limits)
    {
        var properties = XmpProperties.Read(part.Bytes, limits);
        foreach (var property in properties)
        {
            if (property is { Name: "AIGC", Namespace: AigcLabel.Namespace })
                foreach (var label in AigcMarkers.Of("aigc-xmp", part.Location, AigcLabel.Read(property.Value, isHome: true, limits)!)) yield return label;
            else if (Of(property, part.Location, limits) is { } found) yield return found;
        }
        if (properties.Any(p => p.Path.StartsWith("xmpMM:History[", StringComparison.Ordinal)))
            yield return FoundMarker.Of("xmp-history", MarkerWords.Xmp, part.Location, MarkerVerdict.None, MarkerWords.Weak, Count(properties, "action"));
        if (properties.Any(p => p.Path.StartsWith("photoshop:DocumentAncestors[", StringComparison.Ordinal)))
            yield return FoundMarker.Of("psd-ancestors", MarkerWords.Photoshop, part.Location, MarkerVerdict.None, MarkerWords.Weak);
    }

    private static FoundMarker? Of(XmpProperty property, string location, ReadLimits limits)
    {
        var value = CleanText.From(property.Value, limits.MaxNameLength);
        return property switch
        {
            { Name: "DigitalSourceType", Namespace: IptcExtension } => Source(DigitalSource.Of(property.Value), location, value),
            { Namespace: IptcExtension } when AiFields.Contains(property.Name, StringComparer.Ordinal) =>
                FoundMarker.Of("iptc-ai-system", MarkerWords.Iptc, location, MarkerVerdict.AiGenerated, MarkerWords.Strong, value),
            { Name: "Credit", Namespace: PhotoshopNamespace, Value: "Made with Google AI" } =>
                FoundMarker.Of("xmp-credit-ai", MarkerWords.Xmp, location, MarkerVerdict.AiGenerated, MarkerWords.Strong, value),
            { Name: "CreatorTool" } when AiPrograms.Contains(property.Value, StringComparer.Ordinal) =>
                FoundMarker.Of("program-name", MarkerWords.Trace, location, MarkerVerdict.AiSuspected, MarkerWords.Medium, value),
            { Name: "provenance" } when property.Value.StartsWith("http", StringComparison.Ordinal) =>
                FoundMarker.Of("c2pa-remote-ref", MarkerWords.C2pa, location, MarkerVerdict.None, MarkerWords.Weak, value),
            { Name: "prompt" or "workflow" } when property.Path.StartsWith("comfy:", StringComparison.Ordinal) && GeneratorTraces.IsComfyGraph(property.Value) =>
                FoundMarker.Of("comfyui-xmp", MarkerWords.Trace, location, MarkerVerdict.AiGenerated, MarkerWords.Strong),
            _ => null,
        };
    }

    private static FoundMarker Source(DigitalSource source, string location, string value) => FoundMarker.Of("xmp-" + source.Kind, MarkerWords.Iptc, location, source.Claim switch
    {
        SourceClaim.Generated => MarkerVerdict.AiGenerated,
        SourceClaim.Assisted => MarkerVerdict.AiAssisted,
        SourceClaim.Human => MarkerVerdict.HumanDeclared,
        SourceClaim.Unclear => MarkerVerdict.NeedsReview,
        _ => MarkerVerdict.None,
    }, source.Claim is SourceClaim.Generated or SourceClaim.Assisted ? MarkerWords.Strong : MarkerWords.Weak, value);

    private static string Count(IReadOnlyList<XmpProperty> properties, string name) =>
        properties.Count(p => p.Name == name && p.Path.StartsWith("xmpMM:History[", StringComparison.Ordinal)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One marker for the home of a label, one for what it says.</summary>
internal static class AigcMarkers
{
    public static IEnumerable<FoundMarker> Of(string home, string location, AigcLabel label)
    {
        yield return FoundMarker.Of(home, MarkerWords.Gb45438, location, MarkerVerdict.None, MarkerWords.Strong, label.Producer);
        yield return label.Label is { } number
            ? FoundMarker.Of($"aigc-label-{number}", MarkerWords.Gb45438, location, VerdictOf(number), MarkerWords.Strong, label.Producer)
            : FoundMarker.Of("aigc-malformed", MarkerWords.Gb45438, location, MarkerVerdict.NeedsReview, MarkerWords.Medium, label.Producer);
    }

    private static MarkerVerdict VerdictOf(int label) => label switch { 1 => MarkerVerdict.AiGenerated, 2 => MarkerVerdict.AiPossible, _ => MarkerVerdict.AiSuspected };
}
