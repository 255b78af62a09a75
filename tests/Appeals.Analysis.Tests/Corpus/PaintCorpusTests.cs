using System.Diagnostics;
using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>Files of painting applications against what these make of them.</summary>
public sealed class PaintCorpusTests(ITestOutputHelper output)
{
    private const double Tolerance = 2, LeastSimilarity = 0.98;

    /// <summary>Their pictures were exported with the document's own linear profile, so that samples are light; ours are sRGB.</summary>
    private static readonly string[] TruthIsLight = ["warp-mark__player.kra", "warp-mark__player-shadow.kra", "kimageformats__birthday16fp_gray.xcf"];

    /// <summary>Tonal corrections and texts without pixels decide what they look like, or the tool that told the tree hid and copied layers; their problems say so.</summary>
    private static readonly string[] NotRendered = ["bambooCopy__icon.clip", "clip_to_psd__test_export_all_features.clip", "delivery---beyond__ESCAPE.clip", "delivery---beyond__shipment.clip"];

    public static TheoryData<string> Made => [.. CorpusFolder.Made.Files.Where(file => file.Format is "kra" or "xcf").Select(file => file.Name)];

    [Theory, MemberData(nameof(Made))]
    public void Render_WhenMadeByUs_MatchesTheApplication(string name)
    {
        var row = Measure(CorpusFolder.Made.Files.Single(file => file.Name == name));

        output.WriteLine(row.Line);
        Assert.True(row is { IsGood: true, SameTree: true }, row.Line);
    }

    [DevCorpusFact]
    public void Render_WhenKritas_MatchesAtLeast95Percent() => AssertMatches("kra");

    [DevCorpusFact]
    public void Render_WhenGimps_MatchesAtLeast95Percent() => AssertMatches("xcf");

    [DevCorpusFact]
    public void Render_WhenProcreates_MatchesAtLeast95Percent() => AssertMatches("procreate");

    [DevCorpusFact]
    public void Render_WhenClipStudios_MatchesAtLeast95Percent() => AssertMatches("clip");

    [DevCorpusFact]
    public void Open_WhenMalformed_GivesAReportOrARefusalSoon()
    {
        foreach (var path in CorpusFolder.Dev.Malformed("xcf").Concat(CorpusFolder.Dev.Malformed("kra")).Concat(CorpusFolder.Dev.Malformed("clip")).Concat(CorpusFolder.Dev.Malformed("procreate")))
        {
            var clock = Stopwatch.StartNew();
            try
            {
                using var stream = File.OpenRead(path);
                using var file = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
                if (file.HasReadablePixels) Compositor.Render(file, new(), CancellationToken.None);
                output.WriteLine($"{Path.GetFileName(path)}: {file.Layers.Count} layers, {file.Problems.Count} problems");
            }
            catch (SourceFileException refusal)
            {
                output.WriteLine($"{Path.GetFileName(path)}: {refusal.Code}");
            }
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
    }

    private void AssertMatches(string format)
    {
        var rows = CorpusFolder.Dev.Files.Where(file => file.Name.StartsWith(format + "/", StringComparison.Ordinal)).Select(Measure).ToList();
        foreach (var row in rows.OrderByDescending(row => row.Difference)) output.WriteLine(row.Line);
        var good = rows.Count(row => row.IsGood);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format}: {good} of {rows.Count} composites within {Tolerance}/255 and {LeastSimilarity}; {rows.Count(row => row.SameTree)} trees agree"));

        Assert.All(rows, row => Assert.True(row.Right >= 0.98, row.Line));
        rows.RemoveAll(row => row.IsException);
        Assert.True(rows.Count(row => row.IsGood) >= 0.95 * rows.Count, string.Join('\n', rows.Where(row => !row.IsGood).Select(row => row.Line)));
        Assert.True(rows.TrueForAll(row => row.SameTree), string.Join('\n', rows.Where(row => !row.SameTree).Select(row => row.Line)));
    }

    private static Row Measure(CorpusFile file)
    {
        using var stream = file.Open();
        using var layered = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
        var truth = Truth.Read(file.TruthPicture, opaque: false);
        var composite = Compositor.Render(layered, new() { KeepsProfile = true }, CancellationToken.None);
        if (TruthIsLight.Contains(Path.GetFileName(file.Name))) ToLight(composite);
        var (difference, similarity) = (Truth.Difference(composite, truth), Similarity.Structural(ImagePlane.Brightness(composite), ImagePlane.Brightness(truth)));
        IReadOnlyList<string> theirs = TruthTree.Read(file.TruthLayers) ?? [], ours = TruthTree.Of(layered, withArea: file.Format is "kra" or "xcf");
        var same = theirs.SequenceEqual(ours, StringComparer.Ordinal);
        var line = string.Create(CultureInfo.InvariantCulture, $"{difference,8:0.000} {similarity:0.000} {(same ? "tree ok " : "TREE    ")} {file.Name} [{file.Mode}; {file.Features}] {string.Join("; ", layered.Problems.Select(problem => problem.Message.En).Distinct(StringComparer.Ordinal))}");
        var right = 1.0;
        if (layered.Problems.Any(problem => problem.Code == ProblemCode.NotRendered))
        {
            (right, var left) = NamedArea.Judge(layered, composite, truth);
            line += string.Create(CultureInfo.InvariantCulture, $" {right:P1} right of the {left:P0} that no problem names");
        }
        if (!same) line += "\n    theirs\n      " + string.Join("\n      ", theirs) + "\n    ours\n      " + string.Join("\n      ", ours);
        return new(difference, similarity, same, line) { Right = right, IsException = NotRendered.Contains(Path.GetFileName(file.Name)) && layered.Problems.Any(problem => problem.Code == ProblemCode.NotRendered) };
    }

    private static void ToLight(RgbaImage picture)
    {
        for (var i = 0; i < picture.Pixels.Length; i++)
            if (i % 4 < 3) picture.Pixels[i] = (byte)Math.Round(LinearLight.Of(picture.Pixels[i]) * 255);
    }

    private sealed record Row(double Difference, double Similarity, bool SameTree, string Line)
    {
        public bool IsException { get; init; }
        /// <summary>Share of the area that no problem names in which nothing differs.</summary>
        public double Right { get; init; }
        public bool IsGood => Difference <= Tolerance && Similarity >= LeastSimilarity;
    }
}
