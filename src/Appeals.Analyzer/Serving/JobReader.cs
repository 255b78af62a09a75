using System.Security.Cryptography;
using System.Text.Json;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Serving;

/// <summary>
/// Reads the job: the first line of standard input, and not a byte more is waited for, since the parent keeps the pipe open.
/// By hand, since the serializer would take longer to get ready (0.2 s of CPU) than the process takes to start.
/// </summary>
internal static class JobReader
{
    /// <summary>Null if it is no job.</summary>
    public static AnalyzerJob? Read(Stream input)
    {
        var line = new byte[AnalyzerProtocol.MaxLineLength];
        try
        {
            if (Fill(input, line) is not { } length) return null;
            using var document = JsonDocument.Parse(line.AsMemory(0, length));
            return ToJob(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
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

    private static AnalyzerJob ToJob(JsonElement json)
    {
        var job = new AnalyzerJob { Task = ToTask(json.GetProperty("task")) };
        foreach (var member in json.EnumerateObject())
            job = member.Name switch
            {
                "task" => job,
                "sources" => job with { Sources = ToList(member.Value, ToInput) },
                "published" => job with { Published = member.Value.ValueKind == JsonValueKind.Null ? null : ToInput(member.Value) },
                "declaredAi" => job with { DeclaredAi = ToList(member.Value, static v => v.GetString() ?? throw new JsonException()) },
                "declaredAreas" => job with { DeclaredAreas = ToList(member.Value, ToArea) },
                "trustList" => job with { TrustList = member.Value.GetString() },
                "publishedAt" => job with { PublishedAt = ToTime(member.Value) },
                "labelledAt" => job with { LabelledAt = ToTime(member.Value) },
                _ => throw new JsonException($"A job has no {member.Name}."),
            };
        return job;
    }

    private static AnalyzerTask ToTask(JsonElement json) => json.GetString() switch
    {
        "picture" => AnalyzerTask.Picture,
        "inspect" => AnalyzerTask.Inspect,
        "analyze" => AnalyzerTask.Analyze,
        _ => throw new JsonException("There is no such task."),
    };

    private static SealedInput ToInput(JsonElement json) => new(
        json.GetProperty("id").GetString() ?? throw new JsonException(),
        json.GetProperty("path").GetString() ?? throw new JsonException(),
        json.GetProperty("key").GetBytesFromBase64(), json.GetProperty("fileId").GetGuid(), json.GetProperty("length").GetInt64());

    private static DeclaredArea ToArea(JsonElement json) => new(
        json.GetProperty("left").GetDouble(), json.GetProperty("top").GetDouble(), json.GetProperty("width").GetDouble(), json.GetProperty("height").GetDouble());

    private static DateTime? ToTime(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetDateTime();

    private static List<T> ToList<T>(JsonElement json, Func<JsonElement, T> convert)
    {
        var list = new List<T>();
        foreach (var element in json.EnumerateArray()) list.Add(convert(element));
        return list;
    }
}
