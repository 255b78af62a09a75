using System.Runtime.InteropServices;

namespace Appeals.Analysis.Formats;

/// <summary>Between which rows a layer may be cut, so that each part costs no more than its share: every so many rows, counted from one of them.</summary>
/// <param name="From">In canvas pixels.</param>
/// <param name="Step">At least 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowGrid(int From, int Step)
{
    /// <summary>Anywhere.</summary>
    public static RowGrid Any { get; } = new(0, 1);

    /// <summary>The first row at or below this one at which a part may begin.</summary>
    public long AtOrBelow(long row)
    {
        var beyond = (row - From) % Step;
        return beyond == 0 ? row : row - beyond + (beyond > 0 ? Step : 0);
    }
}
