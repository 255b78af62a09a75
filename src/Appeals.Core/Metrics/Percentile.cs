namespace Appeals.Core.Metrics;

public static class Percentile
{
    /// <summary>Interpolates linearly between the two values nearest to the rank; 0.5 is the median.</summary>
    /// <param name="sorted">Ascending, not empty.</param>
    public static TimeSpan Of(IReadOnlyList<TimeSpan> sorted, double share)
    {
        var rank = (sorted.Count - 1) * share;
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }

    public static Spread? Spread(IEnumerable<TimeSpan> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : new Spread(Of(sorted, 0.5), Of(sorted, 0.9));
    }
}
