using Appeals.Analysis.Markers;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Corpus;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Markers;

/// <summary>Real files with and without provenance markers, each with what it should say.</summary>
public sealed class MarkerCorpusTests(ITestOutputHelper output)
{
    private static readonly string Folder = CorpusFolder.Markers;

    /// <summary>Words of the list that say what the file is, not what it says of its making.</summary>
    private static readonly string[] NoMarkers = ["-", "plain", "psd-plain", "exif", "xcf", "krita", "ora", "procreate", "other", "iptc-iim"];

    /// <summary>XMP in a segment that is not its home, and a comment that is not in the file any more: neither says anything of AI.</summary>
    private static readonly string[] Homeless = ["krita-ai-diffusion__inpaint-original.jpg", "krita-ai-diffusion__inpaint-remove-image.jpg", "sd-metadata__gimp.webp"];

    [MarkerCorpusFact]
    public void Read_OfEveryFile_GivesItsVerdictAndMarkers()
    {
        var wrong = new List<string>();
        var rows = File.ReadAllLines(Path.Combine(Folder, "MANIFEST.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        foreach (var row in rows)
        {
            using var file = File.OpenRead(Path.Combine(Folder, row[0]));
            var report = MarkerReader.Read(file, ReadLimits.Default, CancellationToken.None);
            var expected = row[7].Split(',').Except(NoMarkers, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var found = report.Markers.Select(m => m.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var line = $"{row[0]}: {report.Verdict} [{string.Join(' ', found)}], expected {row[8]} [{string.Join(' ', expected)}]";
            output.WriteLine(line);
            if (report.Verdict != VerdictOf(row[8]) || !Homeless.Contains(row[0], StringComparer.Ordinal) && expected.Except(found, StringComparer.Ordinal).Any()) wrong.Add(line);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Count}\n{string.Join('\n', wrong)}");
    }

    private static MarkerVerdict VerdictOf(string word) =>
        word == "ai-composite" ? MarkerVerdict.AiAssisted : Enum.Parse<MarkerVerdict>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class MarkerCorpusFactAttribute : FactAttribute
{
    public MarkerCorpusFactAttribute()
    {
        if (!Directory.Exists(CorpusFolder.Markers)) Skip = "../shared/corpus/markers is not here: third-party files are not part of the repository.";
    }
}
