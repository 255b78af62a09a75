using Appeals.Analysis.Reports;
using Appeals.Evaluation;
using Appeals.Evaluation.Measuring;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>
/// Holds the line on a handful of painted and forged files. <c>APPEALS_TEST_EVALUATION=FROM-TO</c> takes all kinds with those seeds instead,
/// which is what <c>dotnet run -c Release --project tests/Appeals.Evaluation</c> prints a table of.
/// </summary>
public sealed class EvaluationTests
{
    private static readonly string? Seeds = Environment.GetEnvironmentVariable("APPEALS_TEST_EVALUATION");

    [Theory]
    [InlineData("cel-many", 3, "label")]
    [InlineData("oil-few", 2, "resize")]
    [InlineData("empty-layers", 4, "none")]
    [InlineData("decomposed", 4, "jpeg82")]
    public void Analyze_WhenPaintedOrForged_GradesAsItShould(string name, int seed, string transform)
    {
        var kind = Kind.All.Single(k => k.Name == name);
        var outcome = Outcome.Of(kind.Make(seed, transform), CancellationToken.None);

        Assert.True(Line.IsSame(outcome), $"similarity {outcome.Report.Match?.Similarity}");
        Assert.InRange(outcome.CornerError, 0, 0.005);
        var (least, most) = kind.Nature switch
        {
            Nature.Genuine => (Grade.Moderate, Grade.Strong),
            Nature.Forged => (Grade.Contradicted, Grade.Limited),
            _ => (Grade.Inconclusive, Grade.Moderate),
        };
        Assert.InRange(outcome.Grade, least, most);
    }

    /// <summary>A file that is painted anew must be the same file, else no table can be compared with another.</summary>
    [Fact]
    public void Make_WhenRepeated_GivesTheSameBytes()
    {
        var kind = Kind.All.Single(static k => k.Name == "sketchy-few");

        Assert.Equal(kind.Make(9, "jpeg60").Source, kind.Make(9, "jpeg60").Source);
    }

    [Fact]
    public void Judge_OnAllKinds_HoldsTheLine()
    {
        if (Seeds is null) return;
        var bounds = Seeds.Split('-').Select(int.Parse).ToArray();
        var outcomes = Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1)
            .SelectMany(static seed => Kind.All.Select(kind => Outcome.Of(kind.Make(seed), CancellationToken.None).WithoutPictures())).ToList();

        Assert.All(Line.Judge(outcomes), static line => Assert.True(line.Holds, $"{line.Name}: {line.Said}"));
    }
}
