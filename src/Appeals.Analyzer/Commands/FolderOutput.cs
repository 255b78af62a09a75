using System.Text;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;
using Appeals.Analyzer.Reporting;

namespace Appeals.Analyzer.Commands;

/// <summary>Progress to a terminal, previews to a folder if one was named.</summary>
internal sealed class FolderOutput(DirectoryInfo? folder) : IExaminationOutput
{
    private readonly HashSet<string> _previews = new(StringComparer.Ordinal);

    public bool TakesPreviews => folder is not null;

    public void Progress(AnalyzerStep step, int percent) => ConsoleProgress.Say($"{percent} % {step}");

    public void Preview(string name, int width, int height, byte[] webp)
    {
        _previews.Add(name);
        Write(name + ".webp", webp);
    }

    /// <summary>As JSON, and as a page for people.</summary>
    public void WriteReport(AnalysisReport report, string json)
    {
        if (folder is null) return;
        Write("report.json", Encoding.UTF8.GetBytes(json));
        Write("report.html", Encoding.UTF8.GetBytes(HtmlReport.Write(report, Read)));
    }

    private byte[]? Read(string name) => _previews.Contains(name) ? File.ReadAllBytes(PathOf(name + ".webp")) : null;

    private void Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private string PathOf(string name) => Path.Combine(folder!.FullName, name);
}
