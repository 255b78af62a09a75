using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Api;

/// <summary>Problem details (RFC 9457) for everything that goes wrong, with a stable <c>code</c> for programs and a sentence for people.</summary>
public static class ApiProblem
{
    public const string ContentType = "application/problem+json";
    public const string Invalid = "invalid";
    public const string BrokenJson = "broken-json";
    public const string BrokenMultipart = "broken-multipart";
    public const string LabelFixed = "label-fixed";
    public const string WorkTooLong = "work-too-long";
    public const string PictureTooLong = "picture-too-long";
    public const string PictureType = "picture-type";
    public const string NotMultipart = "not-multipart";
    public const string PartType = "part-type";

    /// <summary>Every problem has a status, and the texts <c>code.Title</c> and <c>code.Detail</c>.</summary>
    public static IReadOnlyDictionary<string, int> Statuses { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [Invalid] = 400,
        [BrokenJson] = 400,
        [BrokenMultipart] = 400,
        ["bad-request"] = 400,
        ["key-needed"] = 401,
        ["forbidden"] = 403,
        ["not-found"] = 404,
        ["method"] = 405,
        [LabelFixed] = 409,
        ["conflict"] = 409,
        ["too-long"] = 413,
        [WorkTooLong] = 413,
        [PictureTooLong] = 413,
        ["media-type"] = 415,
        [NotMultipart] = 415,
        [PartType] = 415,
        [PictureType] = 415,
        ["too-many"] = 429,
        ["failed"] = 500,
    };

    public static ProblemDetails Of(HttpContext http, string code, IDictionary<string, string[]>? errors = null)
    {
        var texts = http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
        var problem = new ProblemDetails
        {
            Type = "urn:appeals:problem:" + code,
            Title = texts[code + ".Title"],
            Detail = texts[code + ".Detail"],
            Status = Statuses[code],
            Extensions = { ["code"] = code, ["traceId"] = http.TraceIdentifier },
        };
        if (errors is { Count: > 0 }) problem.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>For what was refused before it reached an action: the general problem of that status.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var code = Statuses.Where(s => s.Value == http.Response.StatusCode && !Specific.Contains(s.Key)).Select(s => s.Key).FirstOrDefault()
            ?? (http.Response.StatusCode >= 500 ? "failed" : "bad-request");
        var problem = Of(http, code);
        problem.Status = http.Response.StatusCode;
        return http.Response.WriteAsJsonAsync(problem, ApiJson.Answers, ContentType, http.RequestAborted);
    }

    private static readonly HashSet<string> Specific =
        [Invalid, BrokenJson, BrokenMultipart, LabelFixed, WorkTooLong, PictureTooLong, NotMultipart, PartType, PictureType];
}
