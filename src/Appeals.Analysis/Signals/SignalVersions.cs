namespace Appeals.Analysis.Signals;

/// <summary>
/// Version of each signal's measurement, by the name its findings bear, and of the rule that grades; it grows when the same file would be measured or judged
/// otherwise, so that reports of two dates can be compared.
/// </summary>
internal static class SignalVersions
{
    public static IReadOnlyDictionary<string, int> All { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["match"] = 2, ["contribution"] = 3, ["dominance"] = 3, ["hiddenPaint"] = 4, ["partition"] = 4, ["verbatim"] = 3, ["copies"] = 3, ["strokes"] = 2, ["stages"] = 2,
        ["aiShare"] = 1, ["storedPicture"] = 1, ["markers"] = 1, ["history"] = 1, ["recordedStrokes"] = 1, ["timeline"] = 1, ["problems"] = 1, ["grading"] = 5,
    };
}
