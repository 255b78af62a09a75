using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>Thumbnails of layers, and layers as they lie on the canvas, sent while they are walked from the bottom up.</summary>
internal sealed class LayerPreviews
{
    /// <summary>An alpha that no one sees.</summary>
    private const byte Unseen = 2;
    private readonly ExaminationRun _run;
    private readonly LayeredFile _file;
    private readonly LayeredFile _halved;
    private readonly string _source;
    private readonly bool _wantsCanvases;
    private readonly int _width;
    private readonly int _height;
    private readonly Dictionary<string, MaskPlane?> _groupMasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MaskPlane> _bases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Layer> _byId;
    private readonly HashSet<string> _thumbnails = new(StringComparer.Ordinal);
    private int _canvases;

    /// <param name="halved">The same file, on the canvas that layers are walked on.</param>
    public LayerPreviews(ExaminationRun run, LayeredFile file, LayeredFile halved, string source, bool wantsCanvases)
    {
        (_run, _file, _halved, _source, _wantsCanvases) = (run, file, halved, source, wantsCanvases);
        (_width, _height) = Resample.FitSize(file.Width, file.Height, run.Options.CanvasSide);
        _byId = halved.Layers.ToDictionary(static l => l.Id, StringComparer.Ordinal);
    }

    /// <summary>Ids of the layers that have a thumbnail.</summary>
    public IReadOnlySet<string> Thumbnails => _thumbnails;

    /// <param name="rows">The layer's pixels on the halved canvas, where they lie at <paramref name="area"/>.</param>
    public void Send(Layer layer, Layer halved, RowReader rows, PixelArea area)
    {
        var (image, place) = Shrinking.Reduce(rows, area, _halved.Canvas, _width, _height, _run.Cancellation);
        SendThumbnail(layer, image, place);
        if (_wantsCanvases) SendCanvas(halved, image, place);
    }

    /// <summary>Trimmed to what is painted. A layer that is small on the reduced canvas is read again, so that its thumbnail is sharp.</summary>
    private void SendThumbnail(Layer layer, RgbaImage image, PixelArea area)
    {
        if (_thumbnails.Count >= _run.Options.MaxThumbnails) return;
        var painted = image.PaintedArea(Unseen);
        if (painted.IsEmpty) return;
        var side = _run.Options.ThumbnailSide;
        var thumbnail = Trimming.Crop(image, painted);
        if (Math.Max(painted.Width, painted.Height) < side && _width < _file.Width)
            thumbnail = ReadSharp(layer, painted with { Left = painted.Left + area.Left, Top = painted.Top + area.Top });
        _run.Preview(PreviewNames.Layer(_source, layer.Id), ImageCodec.Fit(thumbnail, side));
        _thumbnails.Add(layer.Id);
    }

    private RgbaImage ReadSharp(Layer layer, PixelArea painted)
    {
        double scaleX = (double)_file.Width / _width, scaleY = (double)_file.Height / _height;
        var area = ResampleRows.Scale(painted, scaleX, scaleY).Intersect(layer.Area).Intersect(_file.Canvas);
        var scale = Math.Min(1, 2.0 * _run.Options.ThumbnailSide / Math.Max(area.Width, area.Height));
        using var rows = _file.OpenPixels(layer, area, _run.Cancellation)!;
        return Shrinking.Resize(rows, area, scale, scale, _run.Cancellation).Image;
    }

    private void SendCanvas(Layer layer, RgbaImage image, PixelArea area)
    {
        MaskPlane.Read(_halved, layer, _width, _height, _run.Cancellation)?.ApplyTo(image, area);
        var siblings = layer.Parent ?? "";
        if (!layer.Clipped) _bases[siblings] = MaskPlane.OfAlpha(image, area, _width, _height);
        else if (_bases.TryGetValue(siblings, out var shape)) shape.ApplyTo(image, area);
        for (var group = layer.Parent; group is not null && _byId.TryGetValue(group, out var parent); group = parent.Parent) GroupMask(parent)?.ApplyTo(image, area);
        if (_canvases >= _run.Options.MaxCanvasPreviews || image.PaintedArea(Unseen).IsEmpty) return;
        _canvases++;
        _run.Preview(PreviewNames.Canvas(_source, layer.Id), Trimming.Expand(image, area, _width, _height));
    }

    private MaskPlane? GroupMask(Layer group)
    {
        if (_groupMasks.TryGetValue(group.Id, out var known)) return known;
        var mask = MaskPlane.Read(_halved, group, _width, _height, _run.Cancellation);
        _groupMasks.Add(group.Id, mask);
        return mask;
    }
}
