namespace Appeals.Analysis.Pixels;

/// <summary>
/// The rising curve that takes one picture's brightness to another's where the two lie over one another: what filters and conversions of colour do to all places alike.
/// Medians of 32 steps of brightness, so that what was stamped on does not bend it; straight between them. Two pictures that have nothing to do with one another
/// give a flat curve, which makes them no more alike.
/// </summary>
internal static class ToneCurve
{
    private const int Steps = 32;
    /// <summary>Of all places; a step with fewer tells nothing.</summary>
    private const double LeastShare = 0.002;

    /// <summary>The first plane in the tones of the second; both of one size, with values in [0, 1].</summary>
    public static ImagePlane Fit(ImagePlane from, ImagePlane to)
    {
        var knots = Knots(from, to);
        if (knots.Count == 0) return from;
        var values = new float[from.Values.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Math.Clamp(At(knots, from.Values[i]), 0, 1);
        return new(from.Width, from.Height, values);
    }

    private static List<(float From, float To)> Knots(ImagePlane from, ImagePlane to)
    {
        var steps = Enumerable.Range(0, Steps).Select(static _ => new List<int>()).ToArray();
        for (var i = 0; i < from.Values.Length; i++) steps[Math.Clamp((int)(from.Values[i] * Steps), 0, Steps - 1)].Add(i);
        var knots = new List<(float From, float To)>();
        foreach (var step in steps.Where(s => s.Count > LeastShare * from.Values.Length))
        {
            var median = step.Select(i => to.Values[i]).Order().ElementAt(step.Count / 2);
            knots.Add((step.Select(i => from.Values[i]).Order().ElementAt(step.Count / 2), knots.Count == 0 ? median : Math.Max(median, knots[^1].To)));
        }
        return knots;
    }

    /// <summary>Beyond the ends the curve rises as brightness does.</summary>
    private static float At(List<(float From, float To)> knots, float value)
    {
        var next = knots.FindIndex(k => k.From > value);
        if (next == 0) return knots[0].To + value - knots[0].From;
        if (next < 0) return knots[^1].To + value - knots[^1].From;
        var (low, high) = (knots[next - 1], knots[next]);
        return low.To + ((high.To - low.To) * (value - low.From) / (high.From - low.From));
    }
}
