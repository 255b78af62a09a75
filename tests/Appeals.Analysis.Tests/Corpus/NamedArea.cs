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
        var named = file.Problems.Where(problem => problem.Code == ProblemCode.NotRendered).Select(problem => problem.Area!).Distinct().ToList();
        long right = 0, left = 0;
        for (var y = 0; y < ours.Height; y++)
            for (var x = 0; x < ours.Width; x++)
            {
                if (named.Exists(area => x >= area.Left && x < area.Left + area.Width && y >= area.Top && y < area.Top + area.Height)) continue;
                left++;
                if (Truth.Difference(ours, truth, (y * ours.Width + x) * 4) <= Tolerance) right++;
            }
        return (left == 0 ? 1 : (double)right / left, (double)left / (ours.Width * ours.Height));
    }
}
