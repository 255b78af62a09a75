namespace Appeals.Analysis.Formats.Kra;

/// <summary>Where the pixels of a layer lie, and its masks.</summary>
/// <param name="File">Name in the folder of layers; null if the layer has no pixels of its own.</param>
/// <param name="X">Where the origin of the tiles lies on the canvas.</param>
/// <param name="Outside">The pixel outside all tiles.</param>
internal sealed record KraLayer(string? File, int X, int Y, KraPixelFormat Format, byte[] Outside, IReadOnlyList<KraMask> Masks)
{
    /// <summary>A fill of one colour.</summary>
    public (byte R, byte G, byte B, byte A)? Color { get; init; }

    /// <summary>How many bytes a layer of the canvas' size might hold, twice over, since layers reach beyond it.</summary>
    public long Plausible(long canvasPixels) => canvasPixels * Format.PixelSize * 2;
}

/// <summary>A transparency mask or the selection of a fill.</summary>
/// <param name="Outside">The shade outside its tiles.</param>
internal sealed record KraMask(string File, int X, int Y, byte Outside);
