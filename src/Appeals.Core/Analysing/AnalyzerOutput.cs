using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Appeals.Analysis.Reports;

namespace Appeals.Core.Analysing;

/// <summary>Reads the child's standard output, which is as hostile as the files it opened: every length is bounded before anything is allocated.</summary>
/// <param name="killed">The child is dead. A process that it left behind may hold the pipe open for ever.</param>
internal sealed class AnalyzerOutput(Stream stream, CancellationToken killed) : IAsyncDisposable
{
    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <exception cref="AnalyzerMisbehavedException">The line is too long, is no message, or the output ends within it.</exception>
    public async Task<AnalyzerMessage> ReadMessageAsync()
    {
        while (true)
        {
            var read = await ReadAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end);
                var message = line.Length <= AnalyzerProtocol.MaxLineLength ? Parse(line) : throw TooLong();
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return message;
            }
            if (read.Buffer.Length > AnalyzerProtocol.MaxLineLength) throw TooLong();
            if (read.IsCompleted) throw new AnalyzerMisbehavedException("The analyzer ended without a report.");
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The raw bytes after a line. The caller has checked <paramref name="length"/>.</summary>
    public async Task<byte[]> ReadBytesAsync(int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var read = await ReadAsync();
            var part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, length - filled));
            part.CopyTo(bytes.AsSpan(filled));
            filled += (int)part.Length;
            _reader.AdvanceTo(part.End);
            if (filled < length && read.IsCompleted) throw new AnalyzerMisbehavedException("The analyzer ended within a message.");
        }
        return bytes;
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();

    private async Task<ReadResult> ReadAsync()
    {
        try
        {
            return await _reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(killed);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
        {
            throw new AnalyzerMisbehavedException("The analyzer was stopped.", stopped);
        }
    }

    private static AnalyzerMessage Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<AnalyzerMessage>(line.ToArray(), ReportJson.Options) ?? throw new AnalyzerMisbehavedException("The analyzer wrote null.");
        }
        catch (JsonException broken)
        {
            throw new AnalyzerMisbehavedException("The analyzer wrote something that is no message.", broken);
        }
    }

    private static AnalyzerMisbehavedException TooLong() => new("The analyzer wrote a line that is too long.");
}
