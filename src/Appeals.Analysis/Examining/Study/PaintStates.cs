namespace Appeals.Analysis.Examining.Study;

/// <summary>Whether a pixel of a layer is seen in the picture.</summary>
internal enum PaintState : byte
{
    /// <summary>Hardly any paint.</summary>
    None,
    Seen,
    Hidden,
    /// <summary>In between: mixed with its surroundings.</summary>
    Unsure,
}

internal static class PaintStates
{
    /// <summary>Difference of a channel from the picture up to which paint is seen, and beyond which it is hidden.</summary>
    private const int Seen = 6, Hidden = 16;
    private const byte Solid = 230;

    /// <summary>Of each pixel of the layer's area.</summary>
    public static PaintState[] Of(LayerPaint paint, StudiedPicture picture)
    {
        var states = new PaintState[paint.Area.Width * paint.Area.Height];
        for (var y = 0; y < paint.Area.Height; y++)
            for (var x = 0; x < paint.Area.Width; x++)
            {
                var i = (y * paint.Area.Width) + x;
                if (paint.Pixels[(i * 4) + 3] < Solid) continue;
                var differs = picture.Difference(paint.Pixels.AsSpan(i * 4, 3), ((y + paint.Area.Top) * picture.Width) + x + paint.Area.Left);
                states[i] = differs <= Seen ? PaintState.Seen : differs > Hidden ? PaintState.Hidden : PaintState.Unsure;
            }
        return states;
    }
}
