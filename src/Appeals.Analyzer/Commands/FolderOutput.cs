using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary>Progress to a terminal, previews to a folder if one was named.</summary>
internal sealed class FolderOutput(DirectoryInfo? folder) : IExaminationOutput
{
    private readonly bool _terminal = !Console.IsErrorRedirected;

    public bool TakesPreviews => folder is not null;

    public void Progress(AnalyzerStep step, int percent)
    {
        if (_terminal) Console.Error.Write($"\r{percent,3} % {step,-14}");
    }

    public void Preview(string name, int width, int height, byte[] webp) => Write(name + ".webp", webp);

    public void WriteReport(string json)
    {
        if (folder is not null) Write("report.json", System.Text.Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Leaves the line of progress.</summary>
    public void End()
    {
        if (_terminal) Console.Error.WriteLine();
    }

    private void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder!.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
