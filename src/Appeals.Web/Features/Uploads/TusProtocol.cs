using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Uploads;

/// <summary>
/// What every answer of the upload address has in common (tus 1.0, "Tus-Resumable"), and how refusals are said.
/// No antiforgery token: the session cookie is same-site, and a page of another site cannot send Tus-Resumable without a preflight, which is never answered.
/// </summary>
public sealed class TusProtocol(IStringLocalizer<UploadsText> texts, ILogger<TusProtocol> log) : IAsyncActionFilter, IAsyncExceptionFilter
{
    public const string Version = "1.0.0";
    public const string Resumable = "Tus-Resumable";
    private const int WrongChecksum = 460;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers[Resumable] = Version;
        response.Headers.CacheControl = "no-store";
        if (request.Headers["Sec-Fetch-Site"] == "cross-site") context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        else if (SpeaksTus(request.Method) && request.Headers[Resumable] != Version)
        {
            response.Headers["Tus-Version"] = Version;
            context.Result = new StatusCodeResult(StatusCodes.Status412PreconditionFailed);
        }
        else await next();
    }

    public Task OnExceptionAsync(ExceptionContext context)
    {
        if (context.Exception is UploadRefusedException refused)
        {
            context.Result = Say($"Refused_{refused.Reason}", StatusOf(refused.Reason), refused.Limit);
            context.ExceptionHandled = true;
        }
        else if (context.Exception is TusHeaderException header)
        {
            context.Result = Say($"Header_{header.Problem}", header.Status);
            context.ExceptionHandled = true;
        }
        else if (context.Exception is UnauthorizedAccessException or (IOException and not BadHttpRequestException and not ConnectionResetException))
        {
            log.LogError(context.Exception, "The evidence store cannot be written");
            context.Result = Say("Store_Unwritable", StatusCodes.Status507InsufficientStorage);
            context.ExceptionHandled = true;
        }
        else if (context.Exception is EvidenceUnavailableException || context.Exception.MeansDatabaseIsAway())
        {
            log.LogError(context.Exception, "The evidence store or the database is not available");
            context.HttpContext.Response.Headers.RetryAfter = RefusalFilter.RetryAfter;
            context.Result = Say("Refused_Unavailable", StatusCodes.Status503ServiceUnavailable);
            context.ExceptionHandled = true;
        }
        return Task.CompletedTask;
    }

    private ObjectResult Say(string key, int status, long? limit = null) => new(new ProblemDetails
    {
        Status = status,
        Title = texts[key + "_Title"],
        Detail = limit is { } value ? texts[key, UploadWords.Limit(key, value)] : texts[key],
        Extensions = { ["code"] = key[(key.IndexOf('_', StringComparison.Ordinal) + 1)..] },
    })
    { StatusCode = status, ContentTypes = { "application/problem+json" } };

    private static bool SpeaksTus(string method) => !HttpMethods.IsOptions(method) && !HttpMethods.IsGet(method);

    /// <summary>409 and 423 tell a client to ask again where the upload stands; no final refusal may use them.</summary>
    private static int StatusOf(UploadRefusal reason) => reason switch
    {
        UploadRefusal.NotFound => StatusCodes.Status404NotFound,
        UploadRefusal.FileTooLong or UploadRefusal.TooManyBytes or UploadRefusal.LongerThanAnnounced => StatusCodes.Status413PayloadTooLarge,
        UploadRefusal.TooManyFiles or UploadRefusal.AppealClosed or UploadRefusal.AlreadyFiled => StatusCodes.Status403Forbidden,
        UploadRefusal.Locked => StatusCodes.Status423Locked,
        UploadRefusal.WrongOffset => StatusCodes.Status409Conflict,
        UploadRefusal.WrongChecksum => WrongChecksum,
        UploadRefusal.Gone => StatusCodes.Status410Gone,
        _ => StatusCodes.Status400BadRequest,
    };
}
