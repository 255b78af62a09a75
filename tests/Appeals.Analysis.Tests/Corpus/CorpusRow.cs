using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>One file of a corpus against what its application made of it.</summary>
/// <param name="Refusal">Why it did not open, or was not rendered; null if it was.</param>
/// <param name="Difference">Mean absolute difference of the composite, in 0..255; NaN if there is nothing to compare.</param>
/// <param name="Structure">Structural similarity of the composite, in [0, 1].</param>
internal sealed record CorpusRow(CorpusFile File, string? Refusal, double Difference, double Structure, string? TreeDifference, IReadOnlyList<Problem> Problems)
{
    private const double Tolerance = 2, LeastStructure = 0.98;

    public bool IsCompared => Refusal is not null || !double.IsNaN(Difference);
    public bool IsGood => Refusal is null && Difference <= Tolerance && Structure >= LeastStructure;
    /// <summary>What is right of the area that no problem names, and how much of the canvas that is; null if there is nothing to compare.</summary>
    public (double Right, double Left)? Outside { get; init; }
    public bool IsNotRendered => Problems.Any(problem => problem.Code == ProblemCode.NotRendered);

    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"{(IsGood ? "good" : IsCompared ? "BAD " : "    ")} {Difference,8:0.000} {Structure:0.000} {(TreeDifference is null ? "" : "TREE ")}{OutsideLine}{File.Name} [{File.Mode}; {File.TruthKind}; {File.Features}] {Refusal}{string.Join(" ", Problems.Select(problem => problem.Message.En).Distinct(StringComparer.Ordinal))}")
        + TreeDifference;

    private string OutsideLine => Outside is { } outside && IsNotRendered ? string.Create(CultureInfo.InvariantCulture, $"({outside.Right:P1} right of the {outside.Left:P0} that no problem names) ") : "";

    public static CorpusRow Measure(CorpusFile file)
    {
        using var stream = file.Open();
        try
        {
            using var layered = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
            return Measure(file, layered);
        }
        catch (SourceFileException refusal)
        {
            return new(file, refusal.Message, double.NaN, 0, null, []);
        }
    }

    private static CorpusRow Measure(CorpusFile file, LayeredFile layered)
    {
        // told not to keep a merged picture, Photoshop stores a plate that says so
        var hasTruth = file.HasTruth && layered.Metadata.GetValueOrDefault("mergedPicture") != "no";
        var truth = hasTruth ? Truth.Read(file.TruthPicture, file.TruthAlphaIsASelection) : null;
        if (truth is not null && file is { Format: "psd" or "psb", Mode: "RGB/32" }) Truth.RemoveWhite(truth);
        var longest = truth is not null && truth.Width != layered.Width ? Math.Max(truth.Width, truth.Height) : (int?)null;
        var composite = Compositor.Render(layered, new RenderOptions { MaxSide = longest, KeepsProfile = true }, CancellationToken.None);
        var tree = TreeDifferenceOf(file, layered);
        if (truth is null || (truth.Width, truth.Height) != (composite.Width, composite.Height)) return new(file, null, double.NaN, 0, tree, layered.Problems);
        var structure = Similarity.Structural(ImagePlane.Brightness(composite), ImagePlane.Brightness(truth));
        return new(file, null, Truth.Difference(composite, truth), structure, tree, layered.Problems) { Outside = NamedArea.Judge(layered, composite, truth) };
    }

    private static string? TreeDifferenceOf(CorpusFile file, LayeredFile layered)
    {
        if (TruthLayer.Read(file.TruthLayers) is not { } theirs) return null;
        var namesOnly = file.Format is "ora";
        var ours = TruthLayer.Of(layered, withArea: !namesOnly);
        // Krita says nothing of modes in words that OpenRaster has.
        var same = namesOnly ? theirs.Select(Head).SequenceEqual(ours.Select(Head), StringComparer.Ordinal) : theirs.SequenceEqual(ours, StringComparer.Ordinal);
        return same ? null : "\n    theirs\n      " + string.Join("\n      ", theirs) + "\n    ours\n      " + string.Join("\n      ", ours);
    }

    private static string Head(string line) => line[..line.LastIndexOf(" opacity=", StringComparison.Ordinal)];
}
