using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>
/// Reads a store of Content Credentials. What an intact manifest claims is reported as a claim of its signer, whose name is not verified;
/// a manifest that does not fit itself or the file says nothing in either direction, but a trace of AI in it remains a trace.
/// </summary>
internal static class C2paMarkers
{
    /// <summary>Actions that leave a picture what it was: a generated one stays generated.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "c2pa.opened", "c2pa.converted", "c2pa.resized", "c2pa.transcoded", "c2pa.repackaged", "c2pa.published", "c2pa.watermarked", "c2pa.watermarked.unbound", "c2pa.watermarked.bound", "c2pa.orientation",
    };

    private static readonly (Mismatches Mismatch, string Kind)[] MismatchKinds =
    [
        (Mismatches.Signature, "c2pa-sig-mismatch"), (Mismatches.Assertion, "c2pa-uri-mismatch"), (Mismatches.Data, "c2pa-hash-mismatch"),
        (Mismatches.Unreadable, "c2pa-malformed"), (Mismatches.UnknownAlgorithm, "c2pa-sig-unknown"),
    ];

    /// <param name="trust">Null if nobody's name is believed.</param>
    public static IEnumerable<FoundMarker> Read(MetadataPart part, Stream file, TrustList? trust, ReadLimits limits, CancellationToken cancellation)
    {
        var manifests = Manifest.ReadStore(part.Bytes, limits);
        if (manifests is not [.., var active])
        {
            yield return Of("c2pa-malformed", part.Location, MarkerVerdict.None, MarkerWords.Weak);
            yield break;
        }
        yield return Of("c2pa", part.Location, MarkerVerdict.None, MarkerWords.Weak, CoseSignature.Signer(active.SignatureBytes, limits));
        var check = new ManifestCheck(file, limits, cancellation);
        var mismatches = manifests.Select(manifest => check.Check(manifest, isActive: manifest == active)).Aggregate(Mismatches.None, (all, one) => all | one);
        foreach (var (_, kind) in MismatchKinds.Where(m => mismatches.HasFlag(m.Mismatch))) yield return Of(kind, part.Location, MarkerVerdict.None, MarkerWords.Weak);
        if (trust is not null && mismatches == Mismatches.None)
            yield return Of(trust.Vouches(CoseSignature.Certificates(active.SignatureBytes, limits)) ? "c2pa-trusted" : "c2pa-untrusted", part.Location, MarkerVerdict.None, MarkerWords.Weak);
        var isBroken = (mismatches & ~Mismatches.UnknownAlgorithm) != 0;
        foreach (var claim in Claims(manifests, active, part.Location)) yield return isBroken ? Weakened(claim) : claim;
    }

    private static FoundMarker Weakened(FoundMarker claim)
    {
        var says = claim.Says is MarkerVerdict.AiGenerated or MarkerVerdict.AiAssisted ? MarkerVerdict.AiSuspected : MarkerVerdict.None;
        return Of(claim.Marker.Kind, claim.Marker.Location, says, MarkerWords.Weak, claim.Marker.Value);
    }

    private static IEnumerable<FoundMarker> Claims(IReadOnlyList<Manifest> manifests, Manifest active, string location)
    {
        foreach (var action in active.Actions)
        {
            if (action.SourceType is { } type) yield return Of("c2pa-" + DigitalSource.Of(type).Kind, location, VerdictOf(action), MarkerWords.Strong, action.Name);
            if (action.Tool == "generative_fill") yield return Of("c2pa-genfill", location, MarkerVerdict.AiAssisted, MarkerWords.Strong, action.Name);
        }
        if (manifests.FirstOrDefault(m => m.HasLegacyGenerativeAi) is not null && !active.Actions.Any(a => a.SourceType is not null))
            yield return Of("c2pa-genai-legacy", location, MarkerVerdict.AiGenerated, MarkerWords.Strong);
        var parents = Parents(manifests, active);
        foreach (var ingredient in manifests.Where(m => m != active))
            foreach (var action in ingredient.Actions.Where(a => a.SourceType is not null))
            {
                var source = DigitalSource.Of(action.SourceType!);
                if (source.Claim is not (SourceClaim.Generated or SourceClaim.Assisted)) continue;
                var whole = VerdictOf(action) == MarkerVerdict.AiGenerated && parents.Contains(ingredient) && active.Actions.All(IsHarmless);
                yield return Of("c2pa-ingredient-" + source.Kind, $"{location}, ingredient", whole ? MarkerVerdict.AiGenerated : MarkerVerdict.AiAssisted, MarkerWords.Strong, action.Name);
            }
    }

    private static bool IsHarmless(ManifestAction action) =>
        Harmless.Contains(action.Name) || action.Name == "c2pa.edited" && action.SourceType is { } type && DigitalSource.Of(type).Kind == "dst-composite";

    /// <summary>The manifests from which the active one descends as a whole.</summary>
    private static HashSet<Manifest> Parents(IReadOnlyList<Manifest> manifests, Manifest active)
    {
        var (found, open) = (new HashSet<Manifest>(), new Queue<Manifest>([active]));
        while (open.TryDequeue(out var manifest))
            foreach (var parent in manifest.Ingredients.Where(i => i.Relationship == "parentOf").Select(i => manifests.FirstOrDefault(m => m.Label == i.Manifest)).OfType<Manifest>())
                if (found.Add(parent)) open.Enqueue(parent);
        return found;
    }

    /// <summary>Only what was created whole by a model is generated; a model's hand in any later step makes it assisted.</summary>
    private static MarkerVerdict VerdictOf(ManifestAction action) => DigitalSource.Of(action.SourceType!).Claim switch
    {
        SourceClaim.Generated when action.Name == "c2pa.created" => MarkerVerdict.AiGenerated,
        SourceClaim.Generated or SourceClaim.Assisted => MarkerVerdict.AiAssisted,
        SourceClaim.Human => MarkerVerdict.HumanDeclared,
        SourceClaim.Unclear => MarkerVerdict.NeedsReview,
        _ => MarkerVerdict.None,
    };

    private static FoundMarker Of(string kind, string location, MarkerVerdict says, string strength, string? value = null) =>
        FoundMarker.Of(kind, MarkerWords.C2pa, location, says, strength, value);
}
