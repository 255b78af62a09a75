using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>
/// One walk over all layers, each decoded once, from the bottom up: drawn onto the composite, and then the layer on the reduced canvas, its thumbnail, and the small
/// copies that contributions and structure are measured on. Only one layer is held at a time, besides the small copies.
/// </summary>
internal sealed class LayerPass
{
    private readonly ExaminationRun _run;
    private readonly LayeredFile _file;
    private readonly LayeredFile _halved;
    private readonly string _source;
    private readonly LayerPreviews _previews;
    private readonly Action<double> _progress;
    private readonly Dictionary<string, int> _places;
    private byte[] _pixels = [];
    /// <summary>How many layers have been visited; the last of them is the one that is held.</summary>
    private int _visited;
    private bool _holdsPixels;

    /// <param name="wantsCanvases">Whether to send each layer on the canvas, beside its thumbnail.</param>
    /// <param name="progress">Told which share of the layers was visited.</param>
    public LayerPass(ExaminationRun run, LayeredFile file, string source, bool wantsCanvases, Action<double> progress)
    {
        (_run, _file, _source, _progress) = (run, file, source, progress);
        _halved = HalvedFile.Of(file, run.Options.PictureSide);
        _previews = new(run, file, _halved, source, wantsCanvases);
        _places = file.Layers.Select(static (layer, place) => (layer.Id, place)).ToDictionary(static l => l.Id, static l => l.place, StringComparer.Ordinal);
        var side = file.Layers.Count > run.Options.ManyLayers ? run.Options.ContributionSideOfMany : run.Options.ContributionSide;
        Reduced = Empty(file, side);
        Study = Empty(file, (int)Math.Min(run.Options.StudySide, Math.Sqrt((double)run.Options.MaxStudyPixels / Math.Max(1, file.Layers.Count))));
    }

    /// <summary>The small copy, complete when <see cref="Walk"/> has ended.</summary>
    public ReducedFile Reduced { get; }

    /// <summary>A larger copy, which each layer is studied on once; complete likewise.</summary>
    public ReducedFile Study { get; }

    /// <summary>Ids of the layers that have a thumbnail.</summary>
    public IReadOnlySet<string> Thumbnails => _previews.Thumbnails;

    /// <summary>Draws the composite of what is decoded on the way.</summary>
    /// <exception cref="SourceFileException">There is nothing that could be drawn.</exception>
    public RgbaImage Compose() => Compositor.Render(new WalkedFile(_halved, Open), new() { MaxSide = _run.Options.PictureSide }, _run.Cancellation);

    /// <summary>Visits what has not been visited yet.</summary>
    public void Walk()
    {
        while (_visited < _file.Layers.Count) VisitNext();
        _pixels = [];
    }

    private void VisitNext()
    {
        _run.Cancellation.ThrowIfCancellationRequested();
        var (layer, halved) = (_file.Layers[_visited], _halved.Layers[_visited]);
        _visited++;
        _holdsPixels = false;
        try
        {
            _run.Time("layers", () => Visit(layer, halved));
        }
        catch (SourceFileException e)
        {
            _run.Add(e.ToProblem(layer.Id) with { Source = _source });
            if (Study.Layers.Count < _visited) Study.Add(layer, null, default, null);
            if (Reduced.Layers.Count < _visited) Reduced.Add(layer, null, default, null);
        }
        _progress((double)_visited / _file.Layers.Count);
    }

    /// <summary>The pixels of a layer, visited now if they were not before. A layer that is asked for again later is decoded again.</summary>
    private RowReader? Open(Layer layer, PixelArea area)
    {
        var place = _places[layer.Id];
        while (_visited <= place) VisitNext();
        if (_visited - 1 != place) return _halved.OpenPixels(layer, area, _run.Cancellation);
        return _holdsPixels ? Held(layer.Area.Intersect(_halved.Canvas), area) : null;
    }

    private SampleRows Held(PixelArea whole, PixelArea area) => new(_pixels, whole.Width, 4, area with { Left = area.Left - whole.Left, Top = area.Top - whole.Top });

    private static ReducedFile Empty(LayeredFile file, int side)
    {
        var (width, height) = Resample.FitSize(file.Width, file.Height, Math.Max(1, side));
        return new() { Scale = (double)width / file.Width, Width = width, Height = height, Depth = 8, ColorMode = "rgb", Paper = file.Paper };
    }

    private void Visit(Layer layer, Layer halved)
    {
        var area = halved.Area.Intersect(_halved.Canvas);
        _holdsPixels = !area.IsEmpty && Decode(halved, area);
        var mask = MaskPlane.Read(_halved, halved, Study.Width, Study.Height, _run.Cancellation);
        if (!_holdsPixels)
        {
            Reduced.Add(layer, null, default, Fit(mask, Reduced), _file.AdjustmentOf(layer));
            Study.Add(layer, null, default, mask, _file.AdjustmentOf(layer));
            return;
        }
        var (study, place) = Shrinking.Reduce(Held(area, area), area, _halved.Canvas, Study.Width, Study.Height, _run.Cancellation);
        Study.Add(layer, study, place, mask);
        // nothing is ever enlarged
        var (small, smallPlace) = Study.Width >= Reduced.Width && Study.Height >= Reduced.Height
            ? Shrinking.Reduce(new SampleRows(study.Pixels, place.Width, 4, place with { Left = 0, Top = 0 }), place, Study.Canvas, Reduced.Width, Reduced.Height, _run.Cancellation)
            : Shrinking.Reduce(Held(area, area), area, _halved.Canvas, Reduced.Width, Reduced.Height, _run.Cancellation);
        Reduced.Add(layer, small, smallPlace, Fit(mask, Reduced));
        if (_run.TakesPreviews) _previews.Send(layer, halved, Held(area, area), area);
    }

    private bool Decode(Layer halved, PixelArea area)
    {
        using var rows = _halved.OpenPixels(halved, area, _run.Cancellation);
        if (rows is null) return false;
        var length = checked(area.Width * area.Height * 4);
        if (_pixels.Length < length) _pixels = GC.AllocateUninitializedArray<byte>(length);
        const int Band = 64;
        for (var y = 0; y < area.Height; y += Band)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            rows.Read(_pixels.AsSpan(y * area.Width * 4, Math.Min(Band, area.Height - y) * area.Width * 4));
        }
        return true;
    }

    private static MaskPlane? Fit(MaskPlane? mask, ReducedFile file)
    {
        if (mask is null || (mask.Width == file.Width && mask.Height == file.Height)) return mask;
        var values = new float[mask.Values.Length];
        for (var i = 0; i < values.Length; i++) values[i] = mask.Values[i];
        var small = Resample.ToSize(new(mask.Width, mask.Height, values), file.Width, file.Height);
        return new(small.Width, small.Height, [.. small.Values.Select(static v => (byte)Math.Clamp(v + 0.5f, 0, 255))]);
    }
}
