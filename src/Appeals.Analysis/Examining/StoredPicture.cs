using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>The flat picture that many applications keep in the file beside the layers, compared with what the layers make.</summary>
/// <param name="Differing">Share of the canvas that plainly differs, in [0, 1]. Only opaque places: applications store half-transparent ones in several ways.</param>
internal sealed record StoredPicture(double Differing)
{
    private const float PlainlyDifferent = 0.1f;

    /// <summary>Null if the file keeps none, or an empty sheet in its place, as applications do when told to save space.</summary>
    public static StoredPicture? Compare(LayeredFile file, RgbaImage composite, CancellationToken cancellation)
    {
        var halved = HalvedFile.Of(file, Math.Max(composite.Width, composite.Height));
        using var rows = halved.OpenFlat(cancellation);
        if (rows is null) return null;
        var stored = Shrinking.Resize(rows, halved.Canvas, (double)composite.Width / halved.Width, (double)composite.Height / halved.Height, cancellation).Image;
        file.Profile?.ToSrgb(stored.Pixels, cancellation);
        if (stored.Width != composite.Width || stored.Height != composite.Height || IsBlank(stored)) return null;
        var distances = OkLabDistance.Between(stored, composite).Values;
        var differing = 0;
        for (var i = 0; i < distances.Length; i++)
            if (distances[i] > PlainlyDifferent && stored.Pixels[(i * 4) + 3] == 255 && composite.Pixels[(i * 4) + 3] == 255) differing++;
        return new((double)differing / distances.Length);
    }

    private static bool IsBlank(RgbaImage image)
    {
        var brightness = ImagePlane.Brightness(image).Values;
        return brightness.Max() - brightness.Min() < 0.01f;
    }
}
