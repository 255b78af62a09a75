using System.Text;
using System.Text.Json;
using Appeals.Analysis.Formats.Psd;
using Appeals.Analysis.Markers.C2pa;
using Appeals.Analysis.Markers.Containers;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Markers;

/// <summary>
/// Finds provenance markers in any file, and what they say together: the label of GB 45438-2025, Content Credentials, IPTC's source types,
/// and what generators write of themselves. Every unsigned marker can be forged in both directions, and saving again strips them all.
/// </summary>
public static class MarkerReader
{
    private const int MaxJsonDepth = 32;

    /// <param name="stream">Seekable; stays open.</param>
    /// <param name="trust">Whose Content Credentials are believed to be in their own name; null if nobody's.</param>
    public static MarkerReport Read(Stream stream, ReadLimits limits, CancellationToken cancellation, TrustList? trust = null)
    {
        var found = new List<FoundMarker>();
        var (format, parts) = ContainerWalker.Walk(stream, limits, cancellation);
        foreach (var part in parts) Add(found, Of(part, stream, trust, limits, cancellation));
        // only what keeps every bit can hide text in the lowest
        if (format is FileFormat.Png or FileFormat.WebP) found.AddRange(StealthText.Read(stream, limits, cancellation));
        var markers = found.Distinct().Take(limits.MaxProblems).ToList();
        return new MarkerReport(Together(markers), [.. markers.Select(m => MarkerNames.Describe(m.Marker, markers))]);
    }

    private static void Add(List<FoundMarker> found, IEnumerable<FoundMarker> markers)
    {
        try
        {
            found.AddRange(markers);
        }
        catch (InvalidOperationException)
        {
            // JSON whose text is half a surrogate; what came before it counts
        }
    }

    private static IEnumerable<FoundMarker> Of(MetadataPart part, Stream file, TrustList? trust, ReadLimits limits, CancellationToken cancellation) => part.Kind switch
    {
        PartKind.Xmp => XmpMarkers.Read(part, limits),
        PartKind.Exif => GeneratorTraces.OfExif(part.Location, ExifFields.Read(part.Bytes, limits), limits),
        PartKind.Text => GeneratorTraces.OfText(part, Encoding.UTF8.GetString(part.Bytes.AsSpan(0, Math.Min(part.Bytes.Length, limits.MaxMarkerText))), limits),
        PartKind.C2pa => C2paMarkers.Read(part, file, trust, limits, cancellation),
        PartKind.SamsungEdit => SamsungEdit(part),
        PartKind.KritaAnnotation => KritaPlugin(part),
        PartKind.PsdGenTech => GenTech(part, limits),
        _ => [],
    };

    /// <summary>The strongest saying wins; a label that cannot be read outweighs only what says nothing of AI.</summary>
    private static MarkerVerdict Together(List<FoundMarker> markers)
    {
        var strongest = markers.Count == 0 ? MarkerVerdict.None : markers.Max(marker => marker.Says);
        var labels = markers.Where(m => m.Marker.Kind.StartsWith("aigc-label-", StringComparison.Ordinal)).Select(m => m.Marker.Kind).Distinct(StringComparer.Ordinal).Count();
        return labels > 1 ? MarkerVerdict.NeedsReview : strongest;
    }

    private static IEnumerable<FoundMarker> SamsungEdit(MetadataPart part)
    {
        if (Json(part.Bytes) is not { } json) yield break;
        using (json)
            if (json.RootElement.TryGetProperty("genAIType", out var type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out var number) && number != 0)
                yield return FoundMarker.Of("samsung-genai", MarkerWords.Trace, part.Location, MarkerVerdict.AiAssisted, MarkerWords.Strong);
    }

    /// <summary>The plug-in notes its id in every document it has seen; only a history or a result says that it did something.</summary>
    private static IEnumerable<FoundMarker> KritaPlugin(MetadataPart part)
    {
        if (!part.Key.StartsWith("ai_diffusion/", StringComparison.Ordinal)) yield break;
        var used = part.Key.StartsWith("ai_diffusion/result", StringComparison.Ordinal);
        if (part.Key == "ai_diffusion/ui.json" && Json(part.Bytes) is { } json)
            using (json)
                used = json.RootElement.TryGetProperty("history", out var history) && history.ValueKind == JsonValueKind.Array && history.GetArrayLength() > 0;
        yield return FoundMarker.Of("krita-ai-plugin", MarkerWords.Trace, $"{part.Location} {part.Key}", used ? MarkerVerdict.AiToolUsed : MarkerVerdict.None, used ? MarkerWords.Medium : MarkerWords.Weak);
    }

    /// <summary>Photoshop writes the block into every document; only a number above 0 is a sign.</summary>
    private static IEnumerable<FoundMarker> GenTech(MetadataPart part, ReadLimits limits)
    {
        var reader = new ByteReader(new MemoryStream(part.Bytes));
        var descriptor = new PsdDescriptorReader(reader, limits).TryReadVersioned(part.Bytes.Length);
        if ((descriptor?.Child("genTechInfo") ?? descriptor)?.Number("isUsingGenTech") is not { } used) yield break;
        yield return used > 0
            ? FoundMarker.Of("psd-gentech", MarkerWords.Photoshop, part.Location, MarkerVerdict.NeedsReview, MarkerWords.Medium)
            : FoundMarker.Of("psd-gentech-0", MarkerWords.Photoshop, part.Location, MarkerVerdict.None, MarkerWords.Weak);
    }

    private static JsonDocument? Json(byte[] bytes)
    {
        try
        {
            var json = JsonDocument.Parse(bytes.AsMemory().TrimEnd((byte)0), new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
        }
        catch (JsonException)
        {
            // not the tool's own
        }
        return null;
    }
}
