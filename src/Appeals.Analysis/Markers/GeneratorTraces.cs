using System.Text.Json;
using System.Text.RegularExpressions;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers;

/// <summary>
/// What generators write of themselves beside the standards. A key word alone never suffices where an ordinary program might use it:
/// its value must have the generator's shape. Text in a caption that mentions AI is no trace.
/// </summary>
internal static partial class GeneratorTraces
{
    private const int MaxJsonDepth = 64;
    private static readonly string[] ComfyFields = ["Make", "Model", "ImageDescription", "DocumentName"];
    private static readonly string[] InvokeKeys = ["invokeai_metadata", "invokeai_workflow", "invokeai_graph", "sd-metadata", "Dream"];

    /// <summary>A text chunk or comment.</summary>
    public static IEnumerable<FoundMarker> OfText(MetadataPart part, string text, ReadLimits limits)
    {
        switch (part.Key)
        {
            case "AIGC":
                foreach (var label in AigcMarkers.Of("aigc-png-text", part.Location, AigcLabel.Read(text, isHome: true, limits)!)) yield return label;
                break;
            case "parameters" or "postprocessing" or "extras" when ParametersKind(text) is { } kind:
                yield return Strong(kind, part.Location);
                break;
            case "prompt" or "workflow" when IsComfyGraph(text):
                yield return Strong("comfyui", part.Location);
                break;
            case "generation_data" when HasAny(text, "models", "prompt", "seed"):
                yield return Strong("tensorart", part.Location);
                break;
            case "Software" when text == "NovelAI":
            case "Title" when text == "NovelAI generated image":
                yield return Strong("novelai", part.Location);
                break;
            case "Description" when JobId().IsMatch(text):
                yield return Strong("midjourney-desc", part.Location);
                break;
            case "use_stable_diffusion_model":
                yield return Strong("easy-diffusion", part.Location);
                break;
            case "smproj":
                yield return Strong("stability-matrix", part.Location);
                break;
            case "hf-job-id":
                yield return FoundMarker.Of("hf-job", MarkerWords.Trace, part.Location, MarkerVerdict.AiSuspected, MarkerWords.Medium);
                break;
            case "Source" when text == "Luma AI":
                yield return FoundMarker.Of("program-name", MarkerWords.Trace, part.Location, MarkerVerdict.AiSuspected, MarkerWords.Medium, text);
                break;
            case "Comment" when text.StartsWith("Created with GIMP", StringComparison.Ordinal):
                yield return FoundMarker.Of("gimp-comment", MarkerWords.Trace, part.Location, MarkerVerdict.None, MarkerWords.Weak);
                break;
            case var key when InvokeKeys.Contains(key, StringComparer.Ordinal):
                yield return Strong("invokeai", part.Location);
                break;
        }
    }

    /// <summary>The fields of an Exif block together: some traces need two of them.</summary>
    public static IEnumerable<FoundMarker> OfExif(string location, IReadOnlyDictionary<string, string> fields, ReadLimits limits)
    {
        foreach (var (name, kind) in new[] { ("UserComment", "aigc-exif-usercomment"), ("ImageDescription", "aigc-exif-imagedescription") })
            if (fields.TryGetValue(name, out var text) && AigcLabel.Read(text, isHome: false, limits) is { } label)
                foreach (var found in AigcMarkers.Of(kind, $"{location} {name}", label)) yield return found;
        var comment = fields.GetValueOrDefault("UserComment") ?? "";
        var parameters = ParametersKind(comment);
        if (parameters is not null) yield return Strong(parameters == "a1111" ? "a1111-exif" : parameters, $"{location} UserComment");
        if (IsComfyGraph(comment) || ComfyFields.Any(name => IsComfyField(fields.GetValueOrDefault(name)))) yield return Strong("comfyui-exif", location);
        if (fields.GetValueOrDefault("Artist") == "ai" && parameters is not null || HasAny(comment, "extraMetadata")) yield return Strong("civitai", $"{location} Artist");
        if (fields.GetValueOrDefault("Software") == "NovelAI") yield return Strong("novelai", $"{location} Software");
        if (HasAll(comment, "c", "uc", "model", "sampler")) yield return Strong("draw-things", $"{location} UserComment");
        if (fields.GetValueOrDefault("Make") == "Ideogram AI" || fields.GetValueOrDefault("Software") == "reve.com")
            yield return FoundMarker.Of("program-name", MarkerWords.Trace, location, MarkerVerdict.AiSuspected, MarkerWords.Medium);
        if (fields.GetValueOrDefault("ImageDescription")?.StartsWith("Signature: ", StringComparison.Ordinal) == true && Guid.TryParse(fields.GetValueOrDefault("Artist"), out _))
            yield return FoundMarker.Of("grok", MarkerWords.Trace, location, MarkerVerdict.AiSuspected, MarkerWords.Medium);
    }

    /// <summary>A graph of ComfyUI: nodes that name their class, or a saved work flow.</summary>
    public static bool IsComfyGraph(string text)
    {
        if (Json(text) is not { } json) return false;
        using (json)
        {
            var root = json.RootElement;
            if (root.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array && root.TryGetProperty("links", out _)) return true;
            return root.EnumerateObject().Any(node => node.Value.ValueKind == JsonValueKind.Object && node.Value.TryGetProperty("class_type", out _))
                || root.TryGetProperty("prompt", out var prompt) && prompt.ValueKind == JsonValueKind.Object && prompt.EnumerateObject().Any(node => node.Value.ValueKind == JsonValueKind.Object && node.Value.TryGetProperty("class_type", out _));
        }
    }

    private static bool IsComfyField(string? text) =>
        text is not null && text.IndexOf(':', StringComparison.Ordinal) is > 0 and < 20 and var colon
        && text[..colon].Equals("prompt", StringComparison.OrdinalIgnoreCase) | text[..colon].Equals("workflow", StringComparison.OrdinalIgnoreCase)
        && IsComfyGraph(text[(colon + 1)..]);

    /// <summary>Whose parameters these are: settings after steps as the web interfaces of Stable Diffusion write them, or JSON of another program.</summary>
    private static string? ParametersKind(string text)
    {
        if (text.Contains("sui_image_params", StringComparison.Ordinal) && HasAny(text, "sui_image_params")) return "swarmui";
        if (Json(text) is { } json)
        {
            using (json)
            {
                if (json.RootElement.TryGetProperty("software", out var software) && software.ValueKind == JsonValueKind.String && software.GetString()!.Contains("Fooocus", StringComparison.Ordinal)) return "fooocus";
                if (json.RootElement.TryGetProperty("fooocus_scheme", out _) || HasAll(json.RootElement, "base_model", "prompt", "steps")
                    || HasAll(json.RootElement, "base_model_name", "prompt", "steps")) return "fooocus";
                return HasAll(json.RootElement, "Model", "prompt") ? "hf-space" : null;
            }
        }
        return Settings().IsMatch(text) ? "a1111" : null;
    }

    private static FoundMarker Strong(string kind, string location) => FoundMarker.Of(kind, MarkerWords.Trace, location, MarkerVerdict.AiGenerated, MarkerWords.Strong);

    private static bool HasAny(string text, params string[] names)
    {
        using var json = Json(text);
        return json is not null && names.Any(name => json.RootElement.TryGetProperty(name, out _));
    }

    private static bool HasAll(string text, params string[] names)
    {
        using var json = Json(text);
        return json is not null && HasAll(json.RootElement, names);
    }

    private static bool HasAll(JsonElement root, params string[] names) => names.All(name => root.TryGetProperty(name, out _));

    /// <summary>Null unless it is an object. Generators of Python write NaN, which is no JSON but no secret either.</summary>
    private static JsonDocument? Json(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{")) return null;
        try
        {
            return JsonDocument.Parse(NotANumber().Replace(text.TrimEnd('\0'), "null"), new JsonDocumentOptions { MaxDepth = MaxJsonDepth, AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?:^|\n)\s*Steps: \d{1,5}, (?:Sampler|Schedule|CFG|Size|Seed)", RegexOptions.NonBacktracking)]
    private static partial Regex Settings();

    [GeneratedRegex("Job ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex JobId();

    [GeneratedRegex(@"\bNaN\b", RegexOptions.NonBacktracking)]
    private static partial Regex NotANumber();
}
