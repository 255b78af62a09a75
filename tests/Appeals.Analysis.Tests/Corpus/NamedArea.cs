using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Where a file's problems say that something is not rendered; outside it, all should be as the application shows it.</summary>
internal static class NamedArea
{
    private const double Tolerance = 8;

    /// <summary>Of the pixels that no problem names, how many are right, in [0, 1]; and how many these are of all.</summary>
    public static (double Right, double Left) Judge(LayeredFile file, RgbaImage ours, RgbaImage truth)
    {
        var named = file.Problems.Where(problem => problem.Code == ProblemCode.NotRendered).SelectMany(problem => AreasOf(file, problem.Layer)).Distinct().ToList();
        long right = 0, left = 0;
        for (var y = 0; y < ours.Height; y++)
            for (var x = 0; x < ours.Width; x++)
            {
                if (named.Exists(area => x >= area.Left && x < area.Right && y >= area.Top && y < area.Bottom)) continue;
                left++;
                if (Truth.Difference(ours, truth, (y * ours.Width + x) * 4) <= Tolerance) right++;
            }
        return (left == 0 ? 1 : (double)right / left, (double)left / (ours.Width * ours.Height));
    }

    /// <summary>An adjustment, and what has no pixels of its own, may be anywhere.</summary>
    private static IEnumerable<PixelArea> AreasOf(LayeredFile file, string? id)
    {
        if (file.Layers.FirstOrDefault(layer => layer.Id == id) is not { } layer) return [file.Canvas];
        if (layer.IsGroup) return file.Layers.Where(child => child.Parent == id).SelectMany(child => AreasOf(file, child.Id));
        return [layer.Kind == LayerKind.Adjustment || layer.Area.IsEmpty ? file.Canvas : layer.Area.Intersect(file.Canvas)];
    }
}
