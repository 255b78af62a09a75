using System.Runtime.ExceptionServices;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>Where the rows of a layer come from.</summary>
/// <param name="Open">Opens a part.</param>
/// <param name="Grid">Where they may be cut; null if they come only one after the other.</param>
internal sealed record RowSource(Func<PixelArea, RowReader?> Open, RowGrid? Grid);

/// <summary>
/// Puts the rows of a layer onto what lies beneath, in parts that several threads draw side by side. The parts are the same however many threads there are,
/// and so are the pixels; only the reading and drawing of rows runs on other threads, everything else on the caller's.
/// </summary>
internal sealed class RowDrawing(LayeredFile file, int threads, CancellationToken cancellationToken)
{
    /// <summary>A part has at least so many pixels, so that its beginning costs little beside it.</summary>
    private const int LeastPixels = 512 * 1024;
    /// <summary>All parts of a layer are open at once.</summary>
    private const int MostParts = 32;

    /// <returns>False if there was nothing to draw.</returns>
    public bool Draw(Layer layer, RowSource source, PixelArea area, Surface target, CompositeOperator composite)
    {
        var parts = new List<Part>();
        try
        {
            foreach (var part in Cut(area, source.Grid))
            {
                if (source.Open(part) is not { } rows) return false;
                parts.Add(new(part, rows));
            }
            foreach (var part in parts) part.Mask = file.OpenMask(layer, part.Area, cancellationToken);
            DrawAll(parts, part => Draw(layer, part, target, composite));
            return true;
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    private static IEnumerable<PixelArea> Cut(PixelArea area, RowGrid? grid)
    {
        if (grid is null)
        {
            yield return area;
            yield break;
        }
        var least = Math.Max(LeastPixels / area.Width, area.Height / MostParts) + 1;
        for (var top = area.Top; top < area.Bottom;)
        {
            var bottom = (int)Math.Min(area.Bottom, grid.Value.AtOrBelow(top + (long)least));
            yield return area with { Top = top, Height = bottom - top };
            top = bottom;
        }
    }

    private void DrawAll(List<Part> parts, Action<Part> draw)
    {
        if (threads <= 1 || parts.Count == 1)
        {
            parts.ForEach(draw);
            return;
        }
        try
        {
            Parallel.ForEach(parts, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, draw);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private void Draw(Layer layer, Part part, Surface target, CompositeOperator composite)
    {
        using var band = new RowBand(layer, part.Area, composite);
        for (var y = part.Area.Top; y < part.Area.Bottom;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = band.Load(part.Rows, part.Mask, y);
            for (var i = 0; i < count; i++, y++) band.Draw(i, y, target.Row(part.Area, y));
        }
    }

    private sealed class Part(PixelArea area, RowReader rows) : IDisposable
    {
        public PixelArea Area => area;
        public RowReader Rows => rows;
        public RowReader? Mask { get; set; }

        public void Dispose()
        {
            rows.Dispose();
            Mask?.Dispose();
        }
    }
}
