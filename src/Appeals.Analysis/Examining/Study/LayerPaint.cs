using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// What is painted on one layer, where its own mask lets it through: before clipping, opacity and blend mode, so that paint which those hide is seen too.
/// </summary>
/// <param name="Area">Within the canvas.</param>
/// <param name="Pixels">RGBA with straight alpha, of the area's size.</param>
/// <param name="PaintedPixels">How many of them are <see cref="Painted"/>.</param>
/// <param name="Cover">Share of the canvas that it paints, in [0, 1].</param>
/// <param name="Strength">Its opacity and that of the groups around it, in [0, 1].</param>
internal sealed record LayerPaint(Layer Layer, PixelArea Area, byte[] Pixels, int PaintedPixels, double Cover, double Strength)
{
    private const double WholeCanvas = 0.9, Faint = 0.5;

    /// <summary>Alpha from which a place counts as painted.</summary>
    public const byte Painted = 48;

    /// <summary>Null if the layer has no paint on the canvas.</summary>
    public static LayerPaint? Read(ReducedFile file, Layer layer, CancellationToken cancellation)
    {
        var area = layer.Area.Intersect(file.Canvas);
        if (layer.IsGroup || area.IsEmpty || file.AdjustmentOf(layer) is not null) return null;
        var pixels = new byte[area.Width * area.Height * 4];
        if (!file.ReadPixels(layer, area, pixels, cancellation)) return null;
        Mask(file, layer, area, pixels, cancellation);
        var painted = 0;
        for (var i = 3; i < pixels.Length; i += 4) if (pixels[i] >= Painted) painted++;
        return new(layer, area, pixels, painted, (double)painted / file.Canvas.Pixels, StrengthOf(file, layer));
    }

    private static double StrengthOf(ReducedFile file, Layer layer)
    {
        var strength = 1.0;
        for (var at = layer; at is not null; at = file.ParentOf(at)) strength *= at.Opacity * at.Fill;
        return strength;
    }

    /// <summary>
    /// Laid over the whole picture by another mode than normal, as an operand: a tint, a texture, a frequency band. Its colours are never seen as such, and differ
    /// from the picture's for that reason alone.
    /// </summary>
    public bool IsOperand => IsMixed && Cover >= WholeCanvas;

    /// <summary>So translucent that one sees mostly what is beneath: it differs from the picture for that reason alone, whatever is on it, and costs nothing.</summary>
    public bool IsFaint => Strength < Faint;

    /// <summary>Nothing that is on it counts as hidden paint.</summary>
    public bool HidesNothing => IsOperand || IsFaint;

    /// <summary>Not simply laid over what is beneath.</summary>
    public bool IsMixed => Layer.BlendMode is not (BlendMode.Normal or BlendMode.PassThrough);

    private static void Mask(ReducedFile file, Layer layer, PixelArea area, byte[] pixels, CancellationToken cancellation)
    {
        using var rows = file.OpenMask(layer, area, cancellation);
        if (rows is null) return;
        var mask = new byte[area.Width * area.Height];
        rows.Read(mask);
        for (var i = 0; i < mask.Length; i++) pixels[(i * 4) + 3] = (byte)(pixels[(i * 4) + 3] * mask[i] / 255);
    }

    /// <summary>
    /// Brightness of the layer alone, 0..255, over an area that may reach beyond its own: on black if most of its paint is light, else on white,
    /// so that its shape shows.
    /// </summary>
    public float[] Alone(PixelArea over)
    {
        var paper = IsLight() ? 0f : 255f;
        var values = new float[over.Width * over.Height];
        Array.Fill(values, paper);
        var within = Area.Intersect(over);
        for (var y = within.Top; y < within.Bottom; y++)
        {
            var at = (((y - Area.Top) * Area.Width) + within.Left - Area.Left) * 4;
            var target = values.AsSpan(((y - over.Top) * over.Width) + within.Left - over.Left, within.Width);
            for (var x = 0; x < target.Length; x++, at += 4)
            {
                var alpha = Pixels[at + 3];
                if (alpha > 0) target[x] = paper + ((StudiedPicture.Luma(Pixels.AsSpan(at, 3)) - paper) * alpha / 255f);
            }
        }
        return values;
    }

    private bool IsLight()
    {
        double sum = 0, weights = 0;
        for (var i = 0; i < Pixels.Length; i += 4)
        {
            sum += StudiedPicture.Luma(Pixels.AsSpan(i, 3)) * Pixels[i + 3];
            weights += Pixels[i + 3];
        }
        return sum > 128 * weights;
    }
}
