using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>The values of <c>composite-op</c> (OpenRaster, "Layer stack: compositing and blending").</summary>
internal static class OraBlendModes
{
    /// <summary>False for an operator that is not known; it then stands for src-over.</summary>
    public static bool TryGet(string value, out BlendMode mode, out CompositeOperator composite, out string name)
    {
        (mode, composite) = value switch
        {
            "svg:src-over" => (BlendMode.Normal, CompositeOperator.SourceOver),
            "svg:multiply" => (BlendMode.Multiply, CompositeOperator.SourceOver),
            "svg:screen" => (BlendMode.Screen, CompositeOperator.SourceOver),
            "svg:overlay" => (BlendMode.Overlay, CompositeOperator.SourceOver),
            "svg:darken" => (BlendMode.Darken, CompositeOperator.SourceOver),
            "svg:lighten" => (BlendMode.Lighten, CompositeOperator.SourceOver),
            "svg:color-dodge" => (BlendMode.ColorDodge, CompositeOperator.SourceOver),
            "svg:color-burn" => (BlendMode.ColorBurn, CompositeOperator.SourceOver),
            "svg:hard-light" => (BlendMode.HardLight, CompositeOperator.SourceOver),
            "svg:soft-light" => (BlendMode.SoftLight, CompositeOperator.SourceOver),
            "svg:difference" => (BlendMode.Difference, CompositeOperator.SourceOver),
            "svg:exclusion" => (BlendMode.Exclusion, CompositeOperator.SourceOver),
            "svg:hue" => (BlendMode.Hue, CompositeOperator.SourceOver),
            "svg:saturation" => (BlendMode.Saturation, CompositeOperator.SourceOver),
            "svg:color" => (BlendMode.Color, CompositeOperator.SourceOver),
            "svg:luminosity" => (BlendMode.Luminosity, CompositeOperator.SourceOver),
            "svg:plus" => (BlendMode.LinearDodge, CompositeOperator.SourceOver),
            "svg:src-atop" => (BlendMode.Normal, CompositeOperator.SourceAtop),
            "svg:dst-in" => (BlendMode.Normal, CompositeOperator.DestinationIn),
            "svg:dst-out" => (BlendMode.Normal, CompositeOperator.DestinationOut),
            "svg:dst-atop" => (BlendMode.Normal, CompositeOperator.DestinationAtop),
            _ => (BlendMode.Normal, (CompositeOperator)(-1)),
        };
        var known = composite >= 0;
        if (!known) composite = CompositeOperator.SourceOver;
        name = known && composite == CompositeOperator.SourceOver && mode != BlendMode.LinearDodge ? NameOf(value) : Foreign(value);
        return known;
    }

    private static string NameOf(string value) => value == "svg:src-over" ? "normal" : value["svg:".Length..];

    /// <summary><c>app:name</c> of lower-case letters, digits and hyphens.</summary>
    private static string Foreign(string value)
    {
        var parts = value.ToLowerInvariant().Split(':', 2).Select(part => string.Concat(part.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(40))).ToList();
        return parts.Count == 2 ? $"{parts[0]}:{parts[1]}" : $"ora:{parts[0]}";
    }
}
