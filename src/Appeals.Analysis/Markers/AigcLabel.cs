using System.Text.Json;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers;

/// <summary>
/// The implicit label of GB 45438-2025, annex E: <c>Label</c> 1 is generated, 2 possibly, 3 suspected. Read tolerantly (wrapped in <c>AIGC</c> or not,
/// encoded twice, the older fields of a cloud service, a number for a string); what cannot be understood is said to be damaged, never left out.
/// </summary>
/// <param name="Label">1, 2 or 3; null if it is none of them.</param>
/// <param name="Producer">Name or code of the generating service, as far as it is given.</param>
internal sealed record AigcLabel(int? Label, string? Producer)
{
    public const string Namespace = "http://www.tc260.org.cn/ns/AIGC/1.0/";
    private const int MaxDepth = 8;
    private static readonly string[] OwnFields = ["ContentProducer", "ProduceID", "ContentPropagator", "PropagateID", "ServiceProvider", "ContentId"];

    /// <param name="isHome">The text stands where only such a label stands; elsewhere it must show by its own fields that it is one.</param>
    /// <returns>Null if it is no label.</returns>
    public static AigcLabel? Read(string text, bool isHome, ReadLimits limits)
    {
        var damaged = isHome ? new AigcLabel(null, null) : null;
        if (text.Length > limits.MaxMarkerText || !text.Contains('{', StringComparison.Ordinal)) return damaged;
        try
        {
            using var json = JsonDocument.Parse(text.Trim().TrimEnd('\0'), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true });
            return Of(json.RootElement, isHome, limits);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            // the second is what half a surrogate gives
            return damaged;
        }
    }

    private static AigcLabel? Of(JsonElement root, bool isHome, ReadLimits limits)
    {
        if (root.ValueKind == JsonValueKind.String) return Read(root.GetString()!, isHome, limits);
        if (root.ValueKind != JsonValueKind.Object) return isHome ? new AigcLabel(null, null) : null;
        if (root.TryGetProperty("AIGC", out var inner))
            return inner.ValueKind is JsonValueKind.Object or JsonValueKind.String ? Of(inner, isHome: true, limits) : new AigcLabel(null, null);
        if (!isHome && !(root.TryGetProperty(nameof(Label), out _) && OwnFields.Any(field => root.TryGetProperty(field, out _)))) return null;
        return new AigcLabel(NumberOf(root), CleanText.From(TextOf(root, "ContentProducer") ?? TextOf(root, "ServiceProvider"), limits.MaxNameLength) is { Length: > 0 } name ? name : null);
    }

    private static int? NumberOf(JsonElement root) => TextOf(root, nameof(Label)) switch { "1" => 1, "2" => 2, "3" => 3, _ => null };

    private static string? TextOf(JsonElement root, string name) => !root.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
