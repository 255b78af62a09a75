using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>
/// Layers that show the whole picture while the others make it without them: a painter merges everything onto a new layer to sharpen or save it. What
/// lies beneath would seem to change nothing, so it is weighed as if the copy were not there. A pasted picture over other layers is none of these: without it
/// the picture is another one.
/// </summary>
internal static class MergedCopies
{
    private const int Most = 4;
    private const double Covers = 0.9, Alike = 0.88, Remains = 0.8;

    /// <summary>Ids of such layers, hidden ones not among them.</summary>
    public static IReadOnlySet<string> Find(ReducedFile file, IEnumerable<Layer> shown, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var whole = ImagePlane.Brightness(Compositor.Render(file, new(), cancellation));
        if (whole.Width < 16 || whole.Height < 16) return found;
        var candidates = shown.Where(l => l.Kind != Reports.LayerKind.Adjustment && l.Area.Intersect(file.Canvas).Pixels >= Covers * file.Canvas.Pixels && Covering(file, l, cancellation) >= Covers).Reverse();
        foreach (var layer in candidates.Take(3 * Most))
        {
            var alone = ImagePlane.Brightness(Compositor.Render(file, new() { Only = Set(layer.Id) }, cancellation));
            if (Similarity.Structural(alone, whole) < Alike) continue;
            HashSet<string> without = [.. found, layer.Id];
            var rest = ImagePlane.Brightness(Compositor.Render(file, new() { Without = without }, cancellation));
            if (Similarity.Structural(rest, whole) >= Remains) found.Add(layer.Id);
            if (found.Count == Most) break;
        }
        return found;
    }

    private static double Covering(ReducedFile file, Layer layer, CancellationToken cancellation)
    {
        var area = layer.Area.Intersect(file.Canvas);
        var pixels = new byte[area.Width * area.Height * 4];
        file.ReadPixels(layer, area, pixels, cancellation);
        var painted = 0;
        for (var i = 3; i < pixels.Length; i += 4) if (pixels[i] >= 128) painted++;
        return (double)painted / file.Canvas.Pixels;
    }

    private static HashSet<string> Set(string id) => new(StringComparer.Ordinal) { id };
}
