using System.Diagnostics;
using System.Text.Json;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Serving;

/// <summary>Writes messages as they come; nothing is kept.</summary>
internal sealed class MessageWriter(Stream output) : IExaminationOutput, IDisposable
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromMilliseconds(200);
    private readonly Stopwatch _sinceProgress = new();
    private AnalyzerStep? _step;

    public bool TakesPreviews => true;

    /// <summary>At most about five a second, but every new step.</summary>
    public void Progress(AnalyzerStep step, int percent)
    {
        if (_step == step && _sinceProgress.Elapsed < BetweenProgress) return;
        _step = step;
        _sinceProgress.Restart();
        Write(new() { Kind = AnalyzerMessageKind.Progress, Step = step, Percent = percent }, []);
    }

    public void Preview(string name, int width, int height, byte[] webp) =>
        Write(new() { Kind = AnalyzerMessageKind.Preview, Name = name, Width = width, Height = height, Length = webp.Length }, webp);

    public void Report(AnalysisReport report)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Options);
        Write(new() { Kind = AnalyzerMessageKind.Report, Length = json.Length }, json);
    }

    public void Dispose() => output.Dispose();

    private void Write(AnalyzerMessage message, ReadOnlySpan<byte> body)
    {
        output.Write([.. JsonSerializer.SerializeToUtf8Bytes(message, ReportJson.Options), (byte)'\n']);
        output.Write(body);
        output.Flush();
    }
}
