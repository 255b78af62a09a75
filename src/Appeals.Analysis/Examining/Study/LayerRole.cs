using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>The part a layer plays, told from its blend mode and its paint; names are not read, since they cost nothing.</summary>
internal enum LayerRole { Paint, Lines, Flats, Shade, Light, Effect }

internal static class RoleOf
{
    private const double Thin = 0.5, SparseCover = 0.25;
    /// <summary>Flats: patches so large that few make the layer.</summary>
    private const int FlatPatchPixels = 150;

    public static LayerRole Layer(LayerPaint paint, StrokeMarks marks) =>
        paint.Layer.BlendMode switch
        {
            BlendMode.Multiply or BlendMode.LinearBurn or BlendMode.ColorBurn or BlendMode.Darken => LayerRole.Shade,
            BlendMode.Screen or BlendMode.LinearDodge or BlendMode.ColorDodge or BlendMode.Lighten => LayerRole.Light,
            BlendMode.Normal or BlendMode.PassThrough when marks.Thin >= Thin && paint.PaintedPixels <= SparseCover * paint.Area.Pixels => LayerRole.Lines,
            BlendMode.Normal or BlendMode.PassThrough when paint.PaintedPixels >= FlatPatchPixels * marks.Patches => LayerRole.Flats,
            BlendMode.Normal or BlendMode.PassThrough => LayerRole.Paint,
            _ => LayerRole.Effect,
        };
}

/// <summary>How a layer's lines agree with the edges of the picture.</summary>
/// <param name="Exact">Share of the lines within a pixel of an edge.</param>
/// <param name="Near">Share near one.</param>
internal sealed record LineAgreement(double Exact, double Near)
{
    /// <summary>Follows the picture, but not to the pixel: as a sketch does that came first.</summary>
    public bool IsSketch => Near >= 0.5 && Exact <= 0.85;
    /// <summary>Agrees to the pixel: as lines do that were derived from the picture.</summary>
    public bool IsDerived => Exact >= 0.97;
}

/// <summary>Distances from the picture's edges.</summary>
internal sealed class PictureEdges
{
    private const float Edge = 16;
    private const int Close = 6;
    private const byte Far = 200, LineAlpha = 128;
    private readonly StudiedPicture _picture;
    private readonly byte[] _distances;

    public PictureEdges(StudiedPicture picture)
    {
        _picture = picture;
        _distances = new byte[picture.Width * picture.Height];
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                _distances[(y * picture.Width) + x] = picture.GradientEnergy(x, y) > Edge * Edge ? (byte)0 : Far;
        // city blocks: one pass down, one up
        for (var i = 1; i < _distances.Length; i++) Lower(i, i - 1, i % picture.Width != 0, i - picture.Width);
        for (var i = _distances.Length - 2; i >= 0; i--) Lower(i, i + 1, (i + 1) % picture.Width != 0, i + picture.Width);
    }

    public LineAgreement Agreement(LayerPaint lines)
    {
        int all = 0, exact = 0, near = 0;
        for (var i = 0; i < lines.Pixels.Length / 4; i++)
        {
            if (lines.Pixels[(i * 4) + 3] < LineAlpha) continue;
            var distance = _distances[((lines.Area.Top + (i / lines.Area.Width)) * _picture.Width) + lines.Area.Left + (i % lines.Area.Width)];
            all++;
            if (distance <= 1) exact++;
            if (distance <= Close) near++;
        }
        return all == 0 ? new(0, 0) : new((double)exact / all, (double)near / all);
    }

    private void Lower(int at, int beside, bool hasBeside, int row)
    {
        if (hasBeside && _distances[beside] + 1 < _distances[at]) _distances[at] = (byte)(_distances[beside] + 1);
        if (row >= 0 && row < _distances.Length && _distances[row] + 1 < _distances[at]) _distances[at] = (byte)(_distances[row] + 1);
    }
}
