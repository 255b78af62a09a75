namespace Appeals.Evaluation.Painting;

/// <summary>A layer as a file keeps it.</summary>
/// <param name="Sheet">Null for a group.</param>
internal sealed record PaintedLayer(string Name, Sheet? Sheet)
{
    /// <summary>normal, multiply, screen, overlay, soft-light, add, darken, linear-light.</summary>
    public string Mode { get; init; } = "normal";
    public double Opacity { get; init; } = 1;
    public bool Clipped { get; init; }
    public bool Visible { get; init; } = true;
    public Mask? Mask { get; init; }
    /// <summary>Of a group, bottom to top.</summary>
    public IReadOnlyList<PaintedLayer>? Children { get; init; }
    /// <summary>When it was last changed, if the application notes that.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether it could be merged down without changing the picture.</summary>
    public bool IsPlain => Sheet is not null && Mode == "normal" && Visible && !Clipped && Mask is null;
}

/// <summary>A layered file to be written.</summary>
/// <param name="Layers">Bottom to top.</param>
internal sealed record PaintedFile(int Width, int Height, IReadOnlyList<PaintedLayer> Layers)
{
    /// <summary>The flat picture stored beside the layers; null for the true one.</summary>
    public Sheet? Stored { get; init; }
    public string Software { get; init; } = "Adobe Photoshop 25.0";
    public DateTimeOffset Created { get; init; }
    public DateTimeOffset Modified { get; init; }
    /// <summary>Names of layers that the painter declares as AI.</summary>
    public IReadOnlyList<string> Declared { get; init; } = [];

    /// <summary>OpenRaster knows neither masks nor clipping, nor linear light.</summary>
    public bool IsSimple => Layers.All(IsSimpleLayer);

    private static bool IsSimpleLayer(PaintedLayer layer) => layer.Mask is null && !layer.Clipped && layer.Mode != "linear-light" && (layer.Children?.All(IsSimpleLayer) ?? true);
}
