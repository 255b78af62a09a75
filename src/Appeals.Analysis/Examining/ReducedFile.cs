using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>A layered file made small and held in memory, so that it can be composed many times. Layers keep their ids, order and modes.</summary>
internal sealed class ReducedFile : LayeredFile
{
    private readonly Dictionary<string, RgbaImage> _pixels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MaskPlane> _masks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Adjustment> _adjustments = new(StringComparer.Ordinal);
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, Layer> _byId = new(StringComparer.Ordinal);

    public ReducedFile() => Layers = _layers;

    public override FileFormat Format => FileFormat.Unknown;

    /// <summary>How much smaller than the file it was made from.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Adds the next layer, from the bottom up.</summary>
    /// <param name="pixels">Null for a layer without any.</param>
    /// <param name="mask">Over the whole canvas; null if the layer has none in effect.</param>
    /// <param name="adjustment">What the layer does to the colours beneath it, instead of having pixels.</param>
    public void Add(Layer layer, RgbaImage? pixels, PixelArea area, MaskPlane? mask, Adjustment? adjustment = null)
    {
        var reduced = layer with { Area = adjustment is not null ? Canvas : pixels is null ? default : area, Box = null, Effects = [.. layer.Effects.Select(effect => effect.Scaled(Scale))], Mask = mask is null ? null : new(Canvas, 255, 1, Disabled: false), Artboard = ToScale(layer.Artboard) };
        _layers.Add(reduced);
        _byId.Add(reduced.Id, reduced);
        if (pixels is not null) _pixels.Add(layer.Id, pixels);
        if (mask is not null) _masks.Add(layer.Id, mask);
        if (adjustment is not null) _adjustments.Add(layer.Id, adjustment);
    }

    /// <summary>The group that holds a layer; null if none does.</summary>
    public Layer? ParentOf(Layer layer) => layer.Parent is { } group ? _byId.GetValueOrDefault(group) : null;

    private Artboard? ToScale(Artboard? board) => board is null ? null : board with { Area = ResampleRows.Scale(board.Area, Scale, Scale) };

    public override Adjustment? AdjustmentOf(Layer layer) => _adjustments.GetValueOrDefault(layer.Id);

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken) =>
        _pixels.TryGetValue(layer.Id, out var image) ? new SampleRows(image.Pixels, image.Width, 4, area with { Left = area.Left - layer.Left, Top = area.Top - layer.Top }) : null;

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) =>
        layer.Mask is not null && _masks.TryGetValue(layer.Id, out var mask) ? new SampleRows(mask.Cover(area), area.Width, 1, new(0, 0, area.Width, area.Height)) : null;
}

/// <summary>Rows of a rectangle of samples in memory.</summary>
/// <param name="width">Pixels of a row.</param>
internal sealed class SampleRows(byte[] samples, int width, int channels, PixelArea area) : RowReader
{
    private int _y = area.Top;

    public override void Read(Span<byte> rows)
    {
        for (var length = area.Width * channels; rows.Length > 0; rows = rows[length..], _y++)
            samples.AsSpan(((_y * width) + area.Left) * channels, length).CopyTo(rows);
    }
}

/// <summary>How far a mask lets its layer through, 0..255, over a whole (reduced) canvas.</summary>
internal sealed record MaskPlane(int Width, int Height, byte[] Values)
{
    /// <summary>The values of any rectangle; off the canvas everything is let through, since nothing is seen there.</summary>
    public byte[] Cover(PixelArea area)
    {
        var values = new byte[area.Width * area.Height];
        Array.Fill(values, byte.MaxValue);
        var within = area.Intersect(new(0, 0, Width, Height));
        for (var y = within.Top; y < within.Bottom; y++)
            Values.AsSpan((y * Width) + within.Left, within.Width).CopyTo(values.AsSpan(((y - area.Top) * area.Width) + within.Left - area.Left));
        return values;
    }

    /// <summary>Lets a picture, which lies at <paramref name="area"/>, through this mask.</summary>
    public void ApplyTo(RgbaImage image, PixelArea area)
    {
        var values = Cover(area);
        for (var i = 0; i < values.Length; i++) image.Pixels[(i * 4) + 3] = (byte)(((image.Pixels[(i * 4) + 3] * values[i]) + 127) / 255);
    }

    /// <summary>The mask of a layer on a smaller canvas; null if there is none in effect.</summary>
    public static MaskPlane? Read(LayeredFile file, Layer layer, int width, int height, CancellationToken cancellation)
    {
        var area = layer.IsGroup ? file.Canvas : layer.Area.Intersect(file.Canvas);
        if (layer.Mask is null or { Disabled: true } || area.IsEmpty || file.OpenMask(layer, area, cancellation) is not { } rows) return null;
        var (image, place) = Shrinking.Reduce(rows, area, file.Canvas, width, height, cancellation, pixel: 1);
        return OfAlpha(image, place, width, height);
    }

    public static MaskPlane OfAlpha(RgbaImage image, PixelArea area, int width, int height)
    {
        var values = new byte[width * height];
        var within = area.Intersect(new(0, 0, width, height));
        for (var y = within.Top; y < within.Bottom; y++)
            for (var x = within.Left; x < within.Right; x++)
                values[(y * width) + x] = image.Pixels[((((y - area.Top) * area.Width) + x - area.Left) * 4) + 3];
        return new(width, height, values);
    }
}
