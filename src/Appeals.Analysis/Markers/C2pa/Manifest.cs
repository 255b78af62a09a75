using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>An action of a manifest (C2PA 2.2, section 18.15) with the source type it names, if any.</summary>
internal sealed record ManifestAction(string Name, string? SourceType, string? Tool);

/// <summary>A file that went into the picture; <see cref="Manifest"/> is the label of its own manifest.</summary>
internal sealed record Ingredient(string Relationship, string? Manifest);

/// <summary>One manifest of a store (C2PA 2.2, section 11): a claim over assertions, and its signature.</summary>
internal sealed class Manifest
{
    private readonly JumbfBox _box;
    private readonly ReadLimits _limits;

    private Manifest(JumbfBox box, ReadLimits limits)
    {
        (_box, _limits) = (box, limits);
        ClaimBytes = (box.Boxes.FirstOrDefault(b => b.Type == "c2cl"))?.Content ?? default;
        SignatureBytes = (box.Boxes.FirstOrDefault(b => b.Type == "c2cs"))?.Content ?? default;
        Assertions = (box.Boxes.FirstOrDefault(b => b.Type == "c2as"))?.Boxes ?? [];
        Claim = Cbor.Read(ClaimBytes, limits);
        Actions = [.. Assertions.Where(a => IsLabel(a, "c2pa.actions")).SelectMany(ReadActions)];
        Ingredients = [.. Assertions.Where(a => IsLabel(a, "c2pa.ingredient")).Select(ReadIngredient)];
    }

    public string Label => _box.Label;
    public object? Claim { get; }
    public ReadOnlyMemory<byte> ClaimBytes { get; }
    public ReadOnlyMemory<byte> SignatureBytes { get; }
    public IReadOnlyList<JumbfBox> Assertions { get; }
    public IReadOnlyList<ManifestAction> Actions { get; }
    public IReadOnlyList<Ingredient> Ingredients { get; }
    /// <summary>Adobe's way of saying it before there were source types.</summary>
    public bool HasLegacyGenerativeAi => Assertions.Any(a => IsLabel(a, "com.adobe.generative-ai"));

    /// <summary>The manifests of a store in the order of the file; the last is the active one.</summary>
    public static IReadOnlyList<Manifest> ReadStore(ReadOnlyMemory<byte> jumbf, ReadLimits limits) =>
    [
        .. JumbfBox.Read(jumbf, limits).Where(box => box.Type == "c2pa").SelectMany(store => store.Boxes).Where(box => box.Type is "c2ma" or "c2um").Select(box => new Manifest(box, limits)),
    ];

    /// <summary>An assertion's label, with or without version (<c>.v2</c>) and number (<c>__1</c>).</summary>
    private static bool IsLabel(JumbfBox box, string label) =>
        box.Label.StartsWith(label, StringComparison.Ordinal) && (box.Label.Length == label.Length || box.Label.AsSpan(label.Length) is ['_', '_', ..] or ['.', 'v', ..]);

    public object? Read(JumbfBox assertion) => assertion.Boxes.Count == 0 ? Cbor.Read(assertion.Content, _limits) : null;

    private IEnumerable<ManifestAction> ReadActions(JumbfBox assertion)
    {
        foreach (var action in Cbor.List(Read(assertion), "actions"))
            yield return new ManifestAction(
                Cbor.Text(action, "action") ?? "", Cbor.Text(action, "digitalSourceType"), Cbor.Text(Cbor.Get(action, "parameters"), "com.adobe.tool"));
    }

    private Ingredient ReadIngredient(JumbfBox assertion)
    {
        var ingredient = Read(assertion);
        var reference = Cbor.Get(ingredient, "activeManifest") ?? Cbor.Get(ingredient, "c2pa_manifest");
        // self#jumbf=/c2pa/LABEL
        var url = Cbor.Text(reference, "url");
        return new Ingredient(Cbor.Text(ingredient, "relationship") ?? "", url?[(url.LastIndexOf('/') + 1)..]);
    }
}
