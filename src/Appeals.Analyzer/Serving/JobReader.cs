using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Serving;

/// <summary>Reads the job: the first line of standard input, and not a byte more, since the parent keeps the pipe open.</summary>
internal static class JobReader
{
    /// <summary>Null if it is no job.</summary>
    public static AnalyzerJob? Read(Stream input)
    {
        var line = new byte[AnalyzerProtocol.MaxLineLength];
        try
        {
            return Fill(input, line) is { } length ? JsonSerializer.Deserialize<AnalyzerJob>(line.AsSpan(0, length), ReportJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            // the keys stood in it
            CryptographicOperations.ZeroMemory(line);
        }
    }

    private static int? Fill(Stream input, byte[] line)
    {
        var length = 0;
        while (length < line.Length)
        {
            var count = input.Read(line, length, line.Length - length);
            if (count == 0) return null;
            var end = line.AsSpan(length, count).IndexOf((byte)'\n');
            if (end >= 0) return length + end;
            length += count;
        }
        return null;
    }
}
