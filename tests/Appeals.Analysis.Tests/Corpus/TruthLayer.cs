using System.Globalization;
using System.Text.Json;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>A layer in words that both sides have, so that two lists can be compared as text.</summary>
internal static class TruthLayer
{
    /// <summary>What another program found, in our order; null if it could not read the tree.</summary>
    public static IReadOnlyList<string>? Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        if (!json.RootElement.TryGetProperty("layers", out var layers)) return null;
        var lines = new List<string>();
        var topFirst = json.RootElement.GetProperty("tool").GetString()!.StartsWith("Krita", StringComparison.Ordinal);
        Walk(layers, 0, topFirst, lines);
        return lines;
    }

    public static IReadOnlyList<string> Of(LayeredFile file, bool withArea)
    {
        var parents = file.Layers.ToDictionary(layer => layer.Id, StringComparer.Ordinal);
        return [.. file.Layers.Select(layer => Line(
            Depth(layer, parents), layer.Name, layer.IsGroup, layer.Visible, layer.Opacity, Word(layer.BlendName), layer.Clipped,
            withArea && !layer.IsGroup ? $"{layer.Left},{layer.Top},{layer.Left + layer.Width},{layer.Top + layer.Height}" : ""))];
    }

    private static void Walk(JsonElement layers, int depth, bool topFirst, List<string> lines)
    {
        var list = layers.EnumerateArray().ToList();
        if (topFirst) list.Reverse();
        foreach (var layer in list)
        {
            if (layer.TryGetProperty("children", out var children)) Walk(children, depth + 1, topFirst, lines);
            lines.Add(topFirst ? KritaLine(layer, depth) : PsdLine(layer, depth));
        }
    }

    private static string PsdLine(JsonElement layer, int depth)
    {
        var group = layer.TryGetProperty("group", out _);
        return Line(
            depth, layer.GetProperty("name").GetString()!, group, layer.GetProperty("visible").GetBoolean(), layer.GetProperty("opacity").GetDouble(),
            layer.GetProperty("blendMode").GetString()!.Replace(' ', '-'), layer.TryGetProperty("clipping", out var clipping) && clipping.GetBoolean(),
            group ? "" : string.Join(',', new[] { "left", "top", "right", "bottom" }.Select(side => layer.GetProperty(side).GetInt32())));
    }

    private static string KritaLine(JsonElement layer, int depth) => Line(
        depth, layer.GetProperty("name").GetString()!, layer.GetProperty("type").GetString() == "grouplayer", layer.GetProperty("visible").GetBoolean(),
        layer.GetProperty("opacity").GetInt32() / 255.0, "", clipped: false, "");

    private static string Line(int depth, string name, bool group, bool visible, double opacity, string mode, bool clipped, string area) =>
        string.Create(CultureInfo.InvariantCulture, $"{new string(' ', depth)}{(group ? "group " : "")}\"{name.Trim()}\" visible={visible} opacity={opacity:0.00} {mode} clipped={clipped} {area}");

    private static int Depth(Layer layer, Dictionary<string, Layer> parents)
    {
        var depth = 0;
        for (var parent = layer.Parent; parent is not null; parent = parents[parent].Parent) depth++;
        return depth;
    }

    private static string Word(string blend) => blend.StartsWith("psd:", StringComparison.Ordinal) ? blend[4..] : blend;
}
