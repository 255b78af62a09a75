namespace Appeals.Evaluation.Measuring;

internal static class Statistics
{
    /// <summary>Chance that one of the first exceeds one of the second; ties count half. NaN if either is empty.</summary>
    public static double Auc(IReadOnlyCollection<double> positive, IReadOnlyCollection<double> negative)
    {
        double wins = 0;
        foreach (var p in positive)
            foreach (var n in negative) wins += p > n ? 1 : p == n ? 0.5 : 0;
        return wins / ((double)positive.Count * negative.Count);
    }

    /// <summary>The value that parts the two best: most of the first reach it, fewest of the second (Youden, 1950). Between neighbours, so that it belongs to neither.</summary>
    public static double Threshold(IReadOnlyCollection<double> positive, IReadOnlyCollection<double> negative)
    {
        var values = positive.Concat(negative).Distinct().Order().ToList();
        var between = values.Zip(values.Skip(1), static (a, b) => (a + b) / 2).ToList();
        return between.Count == 0 ? 0 : between.MaxBy(t => (positive.Count(p => p >= t) / (double)Math.Max(1, positive.Count)) - (negative.Count(n => n >= t) / (double)Math.Max(1, negative.Count)));
    }
}
