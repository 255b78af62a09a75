using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Appeals.Analysis.Examining;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Serving;

/// <summary>Writes messages as they come; nothing is kept. The line by hand, as <see cref="JobReader"/> reads by hand.</summary>
internal sealed class MessageWriter(Stream output) : IExaminationOutput, IDisposable
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromMilliseconds(200);
    private readonly ArrayBufferWriter<byte> _line = new();
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
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(message.Kind.ToString()));
            json.WriteNumber("length", message.Length);
            json.WriteNumber("percent", message.Percent);
            json.WriteString("step", JsonNamingPolicy.CamelCase.ConvertName(message.Step.ToString()));
            json.WriteString("name", message.Name);
            json.WriteNumber("width", message.Width);
            json.WriteNumber("height", message.Height);
            json.WriteEndObject();
        }
        output.Write(_line.WrittenSpan);
        output.Write("\n"u8);
        output.Write(body);
        output.Flush();
    }
}
