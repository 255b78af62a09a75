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
}
