using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Examining.Study;

/// <summary>Differences of eight neighbouring values to those right of and below them.</summary>
internal static class Gradient
{
    /// <param name="values">Rows of <paramref name="width"/>; one more column and row must follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> X, Vector256<float> Y) Of(float[] values, int at, int width)
    {
        var here = Vector256.Create(values, at);
        return (Vector256.Create(values, at + 1) - here, Vector256.Create(values, at + width) - here);
    }
}
