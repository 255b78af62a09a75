using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>
/// One walk over all layers, each decoded once: the layer on the reduced canvas, its thumbnail, and the small copy that contributions are measured on.
/// Only one layer is held at a time, besides the small copies.
/// </summary>
internal sealed class LayerPass
{
    /// <summary>An alpha that no one sees.</summary>
    private const byte Unseen = 2;
    private readonly ExaminationRun _run;
    private readonly LayeredFile _file;
    private readonly string _source;
    private readonly int _width;
    private readonly int _height;
    private readonly bool _wantsCanvases;
    private readonly Dictionary<string, MaskPlane?> _groupMasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MaskPlane> _bases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Layer> _byId;
    private int _canvases;

    /// <param name="wantsCanvases">Whether to send each layer on the canvas, beside its thumbnail.</param>
    public LayerPass(ExaminationRun run, LayeredFile file, string source, bool wantsCanvases)
    {
        (_run, _file, _source, _wantsCanvases) = (run, file, source, wantsCanvases);
        (_width, _height) = Resample.FitSize(file.Width, file.Height, run.Options.CanvasSide);
        _byId = file.Layers.ToDictionary(static l => l.Id, StringComparer.Ordinal);
        var side = file.Layers.Count > run.Options.ManyLayers ? run.Options.ContributionSideOfMany : run.Options.ContributionSide;
        Reduced = Empty(file, side);
        Study = Empty(file, (int)Math.Min(run.Options.StudySide, Math.Sqrt((double)run.Options.MaxStudyPixels / Math.Max(1, file.Layers.Count))));
    }

    /// <summary>The small copy, complete when <see cref="Walk"/> has ended.</summary>
    public ReducedFile Reduced { get; }

    /// <summary>A larger copy, which each layer is studied on once; complete likewise.</summary>
    public ReducedFile Study { get; }

    /// <summary>Ids of the layers that have a thumbnail.</summary>
    public HashSet<string> Thumbnails { get; } = new(StringComparer.Ordinal);

    public void Walk(Action<double> progress)
    {
        for (var i = 0; i < _file.Layers.Count; i++)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            var layer = _file.Layers[i];
            try
            {
                Visit(layer);
            }
            catch (SourceFileException e)
            {
                _run.Add(e.ToProblem(layer.Id) with { Source = _source });
                Reduced.Add(layer, null, default, null);
                Study.Add(layer, null, default, null);
            }
            progress((i + 1.0) / _file.Layers.Count);
        }
    }

    private static ReducedFile Empty(LayeredFile file, int side)
    {
        var (width, height) = Resample.FitSize(file.Width, file.Height, Math.Max(1, side));
        return new() { Scale = (double)width / file.Width, Width = width, Height = height, Depth = 8, ColorMode = "rgb", Paper = file.Paper };
    }

    private void Visit(Layer layer)
    {
        var mask = layer.IsGroup ? GroupMask(layer) : ReadMask(layer, layer.Area.Intersect(_file.Canvas));
        var area = layer.Area.Intersect(_file.Canvas);
        var rows = area.IsEmpty ? null : _file.OpenPixels(layer, area, _run.Cancellation);
        if (rows is null)
        {
            Reduced.Add(layer, null, default, Fit(mask, Reduced), _file.AdjustmentOf(layer));
            Study.Add(layer, null, default, Fit(mask, Study), _file.AdjustmentOf(layer));
            return;
        }
        ResampleRows canvas;
        using (rows) canvas = Reduce(rows, area, (double)_width / _file.Width, (double)_height / _file.Height);
        var image = canvas.ToImage();
        SendThumbnail(layer, image, canvas.Area);
        AddTo(Reduced, layer, image, canvas.Area, mask);
        AddTo(Study, layer, image, canvas.Area, mask);
        SendCanvas(layer, image, canvas.Area, mask);
    }

    private ResampleRows Reduce(RowReader rows, PixelArea area, double scaleX, double scaleY)
    {
        var reduced = new ResampleRows(area, scaleX, scaleY);
        var row = new byte[area.Width * 4];
        for (var y = 0; y < area.Height; y++)
        {
            if (y % 64 == 0) _run.Cancellation.ThrowIfCancellationRequested();
            rows.Read(row);
            reduced.Add(row);
        }
        return reduced;
    }

    private void AddTo(ReducedFile file, Layer layer, RgbaImage image, PixelArea area, MaskPlane? mask)
    {
        var small = new ResampleRows(area, (double)file.Width / _width, (double)file.Height / _height);
        for (var y = 0; y < image.Height; y++) small.Add(image.Row(y));
        file.Add(layer, small.ToImage(), small.Area, Fit(mask, file));
    }

    private static MaskPlane? Fit(MaskPlane? mask, ReducedFile file)
    {
        if (mask is null || (mask.Width == file.Width && mask.Height == file.Height)) return mask;
        var plane = new ImagePlane(mask.Width, mask.Height, [.. mask.Values.Select(static v => (float)v)]);
        var small = Resample.ToSize(plane, file.Width, file.Height);
        return new(small.Width, small.Height, [.. small.Values.Select(static v => (byte)Math.Clamp(v + 0.5f, 0, 255))]);
    }

    /// <summary>Trimmed to what is painted. A layer that is small on the reduced canvas is read again, so that its thumbnail is sharp.</summary>
    private void SendThumbnail(Layer layer, RgbaImage image, PixelArea area)
    {
        if (!_run.TakesPreviews || Thumbnails.Count >= _run.Options.MaxThumbnails) return;
        var painted = image.PaintedArea(Unseen);
        if (painted.IsEmpty) return;
        var side = _run.Options.ThumbnailSide;
        var thumbnail = Trimming.Crop(image, painted);
        if (Math.Max(painted.Width, painted.Height) < side && _width < _file.Width)
            thumbnail = ReadSharp(layer, painted with { Left = painted.Left + area.Left, Top = painted.Top + area.Top });
        _run.Preview(PreviewNames.Layer(_source, layer.Id), ImageCodec.Fit(thumbnail, side));
        Thumbnails.Add(layer.Id);
    }

    private RgbaImage ReadSharp(Layer layer, PixelArea painted)
    {
        double scaleX = (double)_file.Width / _width, scaleY = (double)_file.Height / _height;
        var area = ResampleRows.Scale(painted, scaleX, scaleY).Intersect(layer.Area).Intersect(_file.Canvas);
        var scale = Math.Min(1, 2.0 * _run.Options.ThumbnailSide / Math.Max(area.Width, area.Height));
        using var rows = _file.OpenPixels(layer, area, _run.Cancellation)!;
        return Reduce(rows, area, scale, scale).ToImage();
    }

    private void SendCanvas(Layer layer, RgbaImage image, PixelArea area, MaskPlane? mask)
    {
        if (!_wantsCanvases || !_run.TakesPreviews) return;
        mask?.ApplyTo(image, area);
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
        var mask = ReadMask(group, _file.Canvas);
        _groupMasks.Add(group.Id, mask);
        return mask;
    }

    /// <summary>The mask on the reduced canvas; null if there is none in effect.</summary>
    private MaskPlane? ReadMask(Layer layer, PixelArea area)
    {
        if (layer.Mask is null or { Disabled: true } || area.IsEmpty) return null;
        using var rows = _file.OpenMask(layer, area, _run.Cancellation);
        if (rows is null) return null;
        var reduced = new ResampleRows(area, (double)_width / _file.Width, (double)_height / _file.Height);
        var values = new byte[area.Width];
        var pixels = new byte[area.Width * 4];
        for (var y = 0; y < area.Height; y++)
        {
            if (y % 64 == 0) _run.Cancellation.ThrowIfCancellationRequested();
            rows.Read(values);
            for (var x = 0; x < values.Length; x++) pixels[(x * 4) + 3] = values[x];
            reduced.Add(pixels);
        }
        return MaskPlane.OfAlpha(reduced.ToImage(), reduced.Area, _width, _height);
    }
}
