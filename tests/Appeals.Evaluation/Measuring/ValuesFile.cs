using System.Text.Json;

namespace Appeals.Evaluation.Measuring;

/// <summary>Every finding's values, one file a line, so that a rule can be tried without examining anything again.</summary>
internal static class ValuesFile
{
    public static Scored Read(string line)
    {
        using var values = JsonDocument.Parse(line);
        var root = values.RootElement;
        return new(root.GetProperty("kind").GetString()!, Enum.Parse<Nature>(root.GetProperty("nature").GetString()!), root.GetProperty("score").GetDouble());
    }

    public static string LineOf(Outcome outcome)
    {
        var report = outcome.Report;
        return JsonSerializer.Serialize(new
        {
            kind = outcome.Kind.Name, nature = outcome.Kind.Nature.ToString(), seed = outcome.Sample.Seed, transform = outcome.Sample.Published.Transform,
            grade = report.Grade.ToString(), score = report.Score, layers = outcome.Layers, cornerError = outcome.CornerError, milliseconds = outcome.Milliseconds, timings = report.Timings,
            similarity = report.Match?.Similarity, coverage = report.Match?.Coverage,
            values = report.Findings.GroupBy(static f => f.Signal).ToDictionary(static g => g.Key, static g => g.First().Values),
            directions = report.Findings.GroupBy(static f => f.Signal).ToDictionary(static g => g.Key, static g => g.First().Direction.ToString()),
        });
    }
}
