using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>
/// A layered file on a canvas half as long, some times over: what it takes to show or compare it at a reduced size, for a fraction of the work. Layers keep their
/// ids, order and modes; what lies off the canvas is left out.
/// </summary>
internal sealed class HalvedFile : LayeredFile
{
    private readonly LayeredFile _file;
    private readonly Dictionary<string, Layer> _originals;

    private HalvedFile(LayeredFile file)
    {
        _file = file;
        _originals = file.Layers.ToDictionary(static l => l.Id, StringComparer.Ordinal);
        Layers = [.. file.Layers.Select(Halve)];
    }

    public override FileFormat Format => _file.Format;
    public override bool HasReadablePixels => _file.HasReadablePixels;
    public override ColorProfile? Profile => _file.Profile;

    /// <summary>Halved as often as the long side stays at least <paramref name="longSide"/>; the file itself if that is never.</summary>
    public static LayeredFile Of(LayeredFile file, int longSide)
    {
        for (; Math.Max(file.Width, file.Height) / 2 >= longSide; file = Half(file))
        {
            // once more
        }
        return file;
    }

    /// <summary>Layer effects reach beyond the canvas and have lengths in whole pixels, and what dissolves is a pattern of them: such files look the same at their own size only.</summary>
    public static bool Suits(LayeredFile file) => file.Layers.All(static l => l.Effects.Count == 0 && l.BlendMode != BlendMode.Dissolve);

    public override Adjustment? AdjustmentOf(Layer layer) => _file.AdjustmentOf(_originals[layer.Id]);

    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        var original = _originals[layer.Id];
        var source = Double(area).Intersect(original.Area).Intersect(_file.Canvas);
        return !source.IsEmpty && _file.OpenPixels(original, source, cancellationToken) is { } rows ? new HalvedRows(rows, source, _file.Canvas) : null;
    }

    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken)
    {
        var source = Double(area).Intersect(_file.Canvas);
        return !source.IsEmpty && _file.OpenMask(_originals[layer.Id], source, cancellationToken) is { } rows ? new HalvedRows(rows, source, _file.Canvas, pixel: 1) : null;
    }

    public override RowReader? OpenFlat(CancellationToken cancellationToken) => _file.OpenFlat(cancellationToken) is { } rows ? new HalvedRows(rows, _file.Canvas, _file.Canvas) : null;

    private static HalvedFile Half(LayeredFile file)
    {
        var canvas = HalvedRows.Halve(file.Canvas);
        return new(file) { Width = canvas.Width, Height = canvas.Height, Depth = 8, ColorMode = "rgb", Paper = file.Paper };
    }

    private Layer Halve(Layer layer) => layer with
    {
        Area = HalvedRows.Halve(layer.Area.Intersect(_file.Canvas)), Box = null,
        Mask = layer.Mask is { } mask ? mask with { Area = HalvedRows.Halve(mask.Area.Intersect(_file.Canvas)) } : null,
        Artboard = layer.Artboard is { } board ? board with { Area = HalvedRows.Halve(board.Area.Intersect(_file.Canvas)) } : null,
    };

    private static PixelArea Double(PixelArea area) => new(2 * area.Left, 2 * area.Top, 2 * area.Width, 2 * area.Height);
}
