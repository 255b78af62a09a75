using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary>Progress to a terminal, previews to a folder if one was named.</summary>
internal sealed class FolderOutput(DirectoryInfo? folder) : IExaminationOutput
{
    public bool TakesPreviews => folder is not null;

    public void Progress(AnalyzerStep step, int percent) => ConsoleProgress.Say($"{percent} % {step}");

    public void Preview(string name, int width, int height, byte[] webp) => Write(name + ".webp", webp);

    public void WriteReport(string json)
    {
        if (folder is not null) Write("report.json", System.Text.Encoding.UTF8.GetBytes(json));
    }

    private void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder!.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
