using Appeals.Core.Data;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Errors;

/// <summary>Reached only by re-execution; the status is the response's own.</summary>
[Authorize(Policies.Anyone), IgnoreAntiforgeryToken, DisableRateLimiting, ResponseCache(NoStore = true)]
public sealed class ErrorsController(IStringLocalizer<ErrorsText> texts, IStringLocalizer<SharedText> words) : Controller
{
    [Route(FriendlyErrors.Path), ApiExplorerSettings(IgnoreApi = true)]
    public IActionResult Error()
    {
        var status = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status404NotFound : Response.StatusCode;
        Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable) Response.Headers.RetryAfter = RefusalFilter.RetryAfter;
        var kind = KindOf(status);
        if (OriginalPath.StartsWithSegments("/api", StringComparison.Ordinal)) return Problem(statusCode: status);
        if (Request.IsByScript()) return Problem(statusCode: status, title: texts[kind + "Title"], detail: kind == "Refused" ? words.Word(Refused!) : texts[kind + "Why"]);
        return View("Error", new ErrorPage(kind, Refused, HttpContext.TraceIdentifier));
    }

    private PathString OriginalPath =>
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? Request.Path;

    private Refusal? Refused => HttpContext.Features.Get<RefusedException>()?.Refusal;

    private string KindOf(int status) => status switch
    {
        400 when HttpContext.Features.Get<StalePageFilter.Stale>() is not null => "Stale",
        400 => "BadRequest",
        401 => "SignedOut",
        403 => "Forbidden",
        404 or 405 or 410 => "NotFound",
        409 when Refused is not null => "Refused",
        409 or 412 => "Faster",
        413 => "TooLarge",
        429 => "TooMany",
        503 => "Away",
        _ => "Broken",
    };
}

/// <param name="Kind">Prefix of the keys in <see cref="ErrorsText"/>.</param>
/// <param name="Refusal">What the domain refused, if it did; its sentence is a word of <see cref="SharedText"/>.</param>
/// <param name="Reference">What support finds in the log.</param>
public sealed record ErrorPage(string Kind, Refusal? Refusal, string Reference);

public sealed class ErrorsText;
