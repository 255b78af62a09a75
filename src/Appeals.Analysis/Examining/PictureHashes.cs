using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>Hashes of what a source shows and of the layers that make most of it, by which the same work is known again.</summary>
internal static class PictureHashes
{
    private const int MostLayers = 12, Side = 256;

    public static IEnumerable<PictureHash> Of(ExaminedSource source, CancellationToken cancellation)
    {
        if (source.File is null || source.Composite is null || source.Contributions is not { } contributions || source.Reduced is not { } reduced) yield break;
        if (PerceptualHash.Of(ImageCodec.Fit(source.Composite, Side)) is { } whole) yield return new(source.Id, null, Text(whole));
        var layers = contributions.Layers.Where(static l => l.Value.Share >= LayerContributions.Noticeable).OrderByDescending(static l => l.Value.Share).Select(static l => l.Key).Take(MostLayers);
        foreach (var id in layers)
        {
            cancellation.ThrowIfCancellationRequested();
            var layer = reduced.Layers.First(l => l.Id == id);
            var image = new RgbaImage(layer.Width, layer.Height, new byte[layer.Width * layer.Height * 4]);
            if (reduced.ReadPixels(layer, layer.Area, image.Pixels, cancellation) && PerceptualHash.Of(image) is { } hash) yield return new(source.Id, id, Text(hash));
        }
    }

    private static string Text(ulong hash) => hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
