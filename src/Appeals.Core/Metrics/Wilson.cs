namespace Appeals.Core.Metrics;

/// <summary>Both ends in [0, 1].</summary>
public sealed record Interval(double Low, double High);

/// <summary>Wilson's score interval: within it lies the true rate with 95 % confidence, also for few or one-sided counts (Wilson 1927).</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    public static Interval Of(int hits, int total)
    {
        if (total == 0) return new Interval(0, 1);
        double n = total, p = hits / n, z2 = Z * Z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
