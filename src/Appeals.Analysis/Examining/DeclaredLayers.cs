using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Examining;

/// <summary>Finds the layers that a declaration names.</summary>
internal static class DeclaredLayers
{
    /// <summary>Marks the declared layers of each source, with all that lies in declared groups.</summary>
    /// <returns>What was declared and is in no file.</returns>
    public static IReadOnlyList<string> Mark(IReadOnlyList<ExaminedSource> sources, IReadOnlyList<string> declared)
    {
        var missing = declared.ToHashSet(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var layers = source.File?.Layers ?? [];
            foreach (var layer in layers)
                foreach (var name in declared.Where(name => Names(name, source.Id, layer)))
                {
                    found.Add(layer.Id);
                    missing.Remove(name);
                }
            // a group follows its children, so that the outermost comes first from behind
            foreach (var layer in layers.Reverse())
                if (layer.Parent is { } parent && found.Contains(parent)) found.Add(layer.Id);
            source.Declared = found;
        }
        return [.. missing];
    }

    private static bool Names(string declared, string source, Layer layer) =>
        declared == layer.Id || declared == $"{source}/{layer.Id}"
        || string.Equals(declared.Trim(), layer.Name.Trim(), StringComparison.OrdinalIgnoreCase);
}
