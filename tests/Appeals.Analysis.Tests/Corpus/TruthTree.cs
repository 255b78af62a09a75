using System.Globalization;
using System.Text.Json;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Layer trees as applications tell them, and ours, as lines of text that can be compared: in our order, masks left out.</summary>
internal static class TruthTree
{
    /// <summary>Null if the application told no tree.</summary>
    public static IReadOnlyList<string>? Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        if (!json.RootElement.TryGetProperty("layers", out var layers)) return null;
        var lines = new List<string>();
        if (path.EndsWith(".clip.layers.json", StringComparison.Ordinal)) WalkClip(layers, 0, lines);
        else if (path.EndsWith(".procreate.layers.json", StringComparison.Ordinal)) WalkProcreate(layers, 0, lines);
        else Walk(layers, 0, json.RootElement.GetProperty("tool").GetString()!.StartsWith("Krita", StringComparison.Ordinal), lines);
        return lines;
    }

    /// <param name="withArea">Not all applications tell where pixels lie.</param>
    public static IReadOnlyList<string> Of(LayeredFile file, bool withArea)
    {
        var layers = file.Layers.ToDictionary(layer => layer.Id, StringComparer.Ordinal);
        return [.. file.Layers.Select(layer => Line(DepthOf(layer, layers), layer.Name, layer.IsGroup, layer.Visible, layer.Opacity, ByWayOfPsd(layer.BlendName), layer.Area.IsEmpty || !withArea ? "" : $"{layer.Left},{layer.Top} {layer.Width}x{layer.Height}"))];
    }

    private static int DepthOf(Layer layer, Dictionary<string, Layer> layers)
    {
        var depth = 0;
        for (var parent = layer.Parent; parent is not null; parent = layers[parent].Parent) depth++;
        return depth;
    }

    private static void Walk(JsonElement layers, int depth, bool krita, List<string> lines)
    {
        foreach (var layer in layers.EnumerateArray().Reverse())
        {
            var type = krita ? layer.GetProperty("type").GetString()! : "";
            if (type.EndsWith("mask", StringComparison.Ordinal)) continue;
            if (layer.TryGetProperty("children", out var children)) Walk(children, depth + 1, krita, lines);
            var group = krita ? type == "grouplayer" : layer.GetProperty("group").GetBoolean();
            var opacity = krita ? layer.GetProperty("opacity").GetInt32() / 255.0 : layer.GetProperty("opacity").GetDouble() / 100;
            lines.Add(Line(depth, layer.GetProperty("name").GetString()!, group, layer.GetProperty("visible").GetBoolean(), opacity, krita ? KritaMode(layer) : GimpMode(layer), group ? "" : Area(layer)));
        }
    }

    /// <summary>It was told by way of PSD, which lacks the modes that glow, and has the bottom first.</summary>
    private static void WalkClip(JsonElement layers, int depth, List<string> lines)
    {
        string? last = null;
        foreach (var layer in layers.EnumerateArray())
        {
            var (group, name) = (layer.TryGetProperty("children", out var children), layer.GetProperty("name").GetString());
            // The tool adds hidden copies of texts, as text.
            if (name == last && !layer.GetProperty("visible").GetBoolean()) continue;
            last = name;
            if (group) WalkClip(children, depth + 1, lines);
            lines.Add(Line(depth, layer.GetProperty("name").GetString()!, group, layer.GetProperty("visible").GetBoolean(), layer.GetProperty("opacity").GetDouble(), layer.GetProperty("blendMode").GetString()!.Replace(' ', '-'), ""));
        }
    }

    private static string ByWayOfPsd(string mode) => mode switch { "clip:add" or "clip:add-glow" => "linear-dodge", "clip:glow-dodge" => "color-dodge", _ => mode.Replace("clip:", "", StringComparison.Ordinal) };

    private static void WalkProcreate(JsonElement layers, int depth, List<string> lines)
    {
        foreach (var layer in layers.EnumerateArray().Reverse())
        {
            var group = layer.TryGetProperty("children", out var children);
            if (group) WalkProcreate(children, depth + 1, lines);
            var mode = group ? "pass-through" : layer.GetProperty("extendedBlend").GetInt32() == 0 ? "normal" : "?";
            lines.Add(Line(depth, layer.GetProperty("name").GetString() ?? "", group, layer.GetProperty("visible").GetBoolean(), group ? 1 : layer.GetProperty("opacity").GetDouble(), mode, ""));
        }
    }

    private static string Area(JsonElement layer)
    {
        var sides = new[] { "left", "top", "width", "height" }.Select(side => layer.GetProperty(side).GetInt32()).ToList();
        return sides[2] <= 0 || sides[3] <= 0 ? "" : $"{sides[0]},{sides[1]} {sides[2]}x{sides[3]}";
    }

    private static string KritaMode(JsonElement layer)
    {
        if (layer.TryGetProperty("passThrough", out var through) && through.GetBoolean()) return "pass-through";
        var blend = layer.GetProperty("blend").GetString()!;
        return blend switch { "soft_light_svg" => "soft-light", "diff" => "difference", "burn" => "color-burn", "dodge" => "color-dodge", "hard_light" => "hard-light", "luminize" => "luminosity", _ => blend };
    }

    /// <summary>The modes that occur.</summary>
    private static string GimpMode(JsonElement layer) => layer.GetProperty("mode").GetInt32() switch
    {
        0 or 28 => "normal",
        3 or 30 => "multiply",
        4 or 31 => "screen",
        6 => "difference",
        7 => "gimp:addition",
        9 or 35 => "darken",
        19 => "soft-light",
        21 => "gimp:grain-merge",
        23 => "overlay",
        48 => "gimp:vivid-light",
        61 => "pass-through",
        var other => $"mode {other}",
    };

    private static string Line(int depth, string name, bool group, bool visible, double opacity, string mode, string area) =>
        string.Create(CultureInfo.InvariantCulture, $"{new string(' ', depth)}{(group ? "group " : "")}\"{name.Trim()}\" visible={visible} opacity={opacity:0.00} {mode} {area}");
}
