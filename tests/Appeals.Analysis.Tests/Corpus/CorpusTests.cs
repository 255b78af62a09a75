using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double Tolerance = 2;

    /// <summary>
    /// GIMP blends its own modes in linear light and stores that picture, but writes the names of Photoshop's modes, which blend
    /// otherwise; Photoshop, and GIMP itself when it opens the file again, show what we show.
    /// </summary>
    private static readonly string[] StoredOtherwise = ["gimp-gray8.psd", "gimp-rgb8-modern.psd"];

    public static TheoryData<string> Made => [.. CorpusFolder.Made.Files.Where(file => file.IsInScope).Select(file => file.Name)];

    [Theory, MemberData(nameof(Made))]
    public void Render_WhenMadeByUs_MatchesTheApplication(string name)
    {
        var row = Measure(CorpusFolder.Made.Files.Single(file => file.Name == name));

        output.WriteLine(row.Line);
        if (!StoredOtherwise.Contains(name)) Assert.InRange(row.Difference, 0, Tolerance);
        Assert.True(row.SameTree, row.Line);
    }

    [DevCorpusFact]
    public void Render_WhenWithinScope_MatchesAtLeast95Percent()
    {
        var rows = CorpusFolder.Dev.Files.Where(file => file.IsInScope).Select(Measure).ToList();
        foreach (var row in rows.OrderByDescending(row => row.Difference)) output.WriteLine(row.Line);
        var good = rows.Count(row => row.Difference <= Tolerance);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{good} of {rows.Count} composites within {Tolerance}/255; {rows.Count(row => row.SameTree)} trees agree"));

        Assert.True(good >= 0.95 * rows.Count, string.Join('\n', rows.Where(row => row.Difference > Tolerance).Select(row => row.Line)));
        Assert.True(rows.Count(row => row.SameTree) >= 0.95 * rows.Count, string.Join('\n', rows.Where(row => !row.SameTree).Select(row => row.Line)));
    }

    [DevCorpusFact]
    public void Open_WhenBeyondScope_NeverFailsInAnotherWay()
    {
        foreach (var file in CorpusFolder.Dev.Files.Where(file => file.Format is "psd" or "psb" or "ora" && !file.IsInScope))
        {
            using var stream = file.Open();
            output.WriteLine($"{file.Name}: {Outcome(stream)}");
        }
    }

    [DevCorpusFact]
    public void Open_WhenMalformed_GivesAReportOrARefusal()
    {
        foreach (var path in CorpusFolder.Dev.Malformed("psd").Concat(CorpusFolder.Dev.Malformed("psb")).Concat(CorpusFolder.Dev.Malformed("ora")))
        {
            using var stream = File.OpenRead(path);
            output.WriteLine($"{Path.GetFileName(path)}: {Outcome(stream)}");
        }
    }

    private static string Outcome(Stream stream)
    {
        try
        {
            using var file = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
            if (file.HasReadablePixels) Compositor.Render(file, new RenderOptions { MaxSide = 512 }, CancellationToken.None);
            Assert.All(file.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message.Zh)));
            return $"{file.Layers.Count} layers, {file.Problems.Count} problems {string.Join("; ", file.Problems.Select(problem => problem.Message.En).Distinct(StringComparer.Ordinal))}";
        }
        catch (SourceFileException refusal)
        {
            Assert.False(string.IsNullOrWhiteSpace(refusal.Wording.Zh));
            return $"{refusal.Code}: {refusal.Message}";
        }
    }

    private static Row Measure(CorpusFile file)
    {
        using var stream = file.Open();
        using var layered = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
        var truth = Truth.Read(file.TruthPicture, file.TruthAlphaIsASelection);
        var scaled = truth.Width != layered.Width;
        var composite = Compositor.Render(layered, new RenderOptions { MaxSide = scaled ? Math.Max(truth.Width, truth.Height) : null }, CancellationToken.None);
        var tree = TruthLayer.Read(file.TruthLayers);
        var ours = TruthLayer.Of(layered, withArea: file.Format != "ora");
        var same = tree is null || Same(tree, ours, file.Format == "ora");
        var problems = string.Join("; ", layered.Problems.Where(problem => problem.Code != ProblemCode.NotRendered).Select(problem => problem.Message.En).Distinct(StringComparer.Ordinal));
        var line = string.Create(CultureInfo.InvariantCulture, $"{Truth.Difference(composite, truth),8:0.000} {(tree is null ? "no tree " : same ? "tree ok " : "TREE    ")} {file.Name} [{file.Mode}; {file.Features}] {problems}");
        if (!same) line += "\n    theirs\n      " + string.Join("\n      ", tree!) + "\n    ours\n      " + string.Join("\n      ", ours);
        return new(Truth.Difference(composite, truth), same, line);
    }

    /// <summary>Krita says nothing of modes in words that OpenRaster has.</summary>
    private static bool Same(IReadOnlyList<string> theirs, IReadOnlyList<string> ours, bool namesOnly) =>
        namesOnly ? theirs.Select(Head).SequenceEqual(ours.Select(Head), StringComparer.Ordinal) : theirs.SequenceEqual(ours, StringComparer.Ordinal);

    private static string Head(string line) => line[..line.LastIndexOf(" opacity=", StringComparison.Ordinal)];

    private sealed record Row(double Difference, bool SameTree, string Line);
}
