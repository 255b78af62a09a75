using System.Globalization;
using System.Text;
using Appeals.Core.Evidence;
using Appeals.Analysis.Reports;

namespace Appeals.Web.Features.Uploads;

public enum TusHeaderProblem { Length, Offset, Metadata, Checksum, ContentType }

/// <summary>A header of the protocol is missing or cannot be read.</summary>
public sealed class TusHeaderException(TusHeaderProblem problem, int status = StatusCodes.Status400BadRequest) : Exception($"Bad {problem}.")
{
    public TusHeaderProblem Problem { get; } = problem;
    public int Status { get; } = status;
}

/// <summary>Reads and writes the headers of tus 1.0. Whatever comes is hostile.</summary>
internal static class TusHeaders
{
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string Format = "Upload-Format";
    private const string BodyType = "application/offset+octet-stream";
    private const int MetadataLength = 4096;

    public static long ReadLength(HttpRequest request) => ReadNumber(request, Length) ?? throw new TusHeaderException(TusHeaderProblem.Length);

    public static long ReadOffset(HttpRequest request)
    {
        if (request.ContentType != BodyType) throw new TusHeaderException(TusHeaderProblem.ContentType, StatusCodes.Status415UnsupportedMediaType);
        return ReadNumber(request, Offset) ?? throw new TusHeaderException(TusHeaderProblem.Offset);
    }

    public static UploadChecksum? ReadChecksum(HttpRequest request) => request.Headers["Upload-Checksum"] switch
    {
        { Count: 0 } => null,
        { Count: 1 } header => UploadChecksum.Parse(header.ToString()) ?? throw new TusHeaderException(TusHeaderProblem.Checksum),
        _ => throw new TusHeaderException(TusHeaderProblem.Checksum),
    };

    /// <summary><c>key base64,key base64</c>; bytes that are no UTF-8 become U+FFFD and are cleaned later.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(HttpRequest request)
    {
        var header = request.Headers["Upload-Metadata"].ToString();
        if (header.Length > MetadataLength) throw new TusHeaderException(TusHeaderProblem.Metadata);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split(' ', 2);
            var bytes = new byte[parts.Length == 2 ? parts[1].Length : 0];
            var length = 0;
            if (parts.Length == 2 && !Convert.TryFromBase64String(parts[1], bytes, out length)) throw new TusHeaderException(TusHeaderProblem.Metadata);
            if (!values.TryAdd(parts[0], Encoding.UTF8.GetString(bytes, 0, length))) throw new TusHeaderException(TusHeaderProblem.Metadata);
        }
        return values;
    }

    public static void Write(HttpResponse response, Upload upload)
    {
        response.Headers[Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        if (upload.Format != FileFormat.Unknown) response.Headers[Format] = UploadWords.Code(upload.Format);
    }

    private static long? ReadNumber(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
