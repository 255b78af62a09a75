using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double Tolerance = 2;

    /// <summary>
    /// GIMP blends its own modes in linear light and stores that picture, but writes the names of Photoshop's modes, which blend
    /// otherwise; Photoshop, and GIMP itself when it opens the file again, show what we show.
    /// </summary>
    private static readonly string[] StoredOtherwise = ["gimp-gray8.psd", "gimp-rgb8-modern.psd", "gimp-rgb16.psd"];

    public static TheoryData<string> Made => [.. CorpusFolder.Made.Files.Where(file => file.IsInScope).Select(file => file.Name)];

    [Theory, MemberData(nameof(Made))]
    public void Render_WhenMadeByUs_MatchesTheApplication(string name)
    {
        var row = CorpusRow.Measure(CorpusFolder.Made.Files.Single(file => file.Name == name));

        output.WriteLine(row.Line);
        if (!StoredOtherwise.Contains(name)) Assert.InRange(row.Difference, 0, Tolerance);
        Assert.True(row.TreeDifference is null, row.Line);
    }

    /// <summary>The table of the corpus, per format: what opens, what is as the application shows it, and what is not.</summary>
    [DevCorpusTheory]
    [InlineData("psd")]
    [InlineData("psb")]
    [InlineData("ora")]
    [InlineData("tiff")]
    public void Render_WhenTheTruthIsComparable_MatchesAtLeast95Percent(string format)
    {
        var rows = CorpusFolder.Dev.Files.Where(file => file.Folder == format).Select(CorpusRow.Measure).ToList();
        foreach (var row in rows.OrderBy(row => row.IsGood).ThenByDescending(row => row.IsCompared).ThenByDescending(row => row.Difference)) output.WriteLine(row.Line);
        var compared = rows.Where(row => row.IsCompared && row.File.IsComparable).ToList();
        var plain = compared.Where(row => !row.IsNotRendered).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{format}: {rows.Count(row => row.Refusal is null)} of {rows.Count} open; {compared.Count(row => row.IsGood)} of {compared.Count} comparable composites match; {plain.Count(row => row.IsGood)} of the {plain.Count} that hold nothing we name as not rendered; {rows.Count(row => row.TreeDifference is not null)} trees differ"));

        var named = compared.Where(row => row is { IsNotRendered: true, IsGood: false, Outside: not null }).ToList();
        output.WriteLine($"{format}: {named.Count(row => row.Outside!.Value.Right >= 0.98)} of the {named.Count} others are right in 98 % of the area that no problem names");

        Assert.All(rows, row => Assert.Null(row.Refusal));
        Assert.All(named, row => Assert.True(row.Outside!.Value.Right >= 0.98, row.Line));
        Assert.InRange(plain.Count(row => !row.IsGood), 0, plain.Count >= 10 ? plain.Count / 20 : 1);
        Assert.InRange(rows.Count(row => row.TreeDifference is not null), 0, rows.Count / 20);
    }

    [DevCorpusFact]
    public void Open_WhenMalformed_GivesAReportOrARefusal()
    {
        foreach (var path in CorpusFolder.Dev.Malformed("psd").Concat(CorpusFolder.Dev.Malformed("psb")).Concat(CorpusFolder.Dev.Malformed("tiff")))
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
}
