using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Security;

/// <summary>Marks a request whose antiforgery token was missing, old or forged, so that its error page can say so.</summary>
public sealed class StalePageFilter : IAlwaysRunResultFilter
{
    public sealed record Stale;

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult) context.HttpContext.Features.Set(new Stale());
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}

/// <summary>
/// What the domain refuses becomes a page that says why, for pages that do not say it beside a field themselves:
/// not there or not theirs is 404, everything else 409. While the evidence store does not answer it is 503, to be tried again.
/// </summary>
public sealed class RefusalFilter(ILogger<RefusalFilter> log) : IExceptionFilter
{
    /// <summary>Seconds.</summary>
    public const string RetryAfter = "5";

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is EvidenceUnavailableException unavailable)
        {
            log.LogError(unavailable, "The evidence store is not available");
            context.HttpContext.Response.Headers.RetryAfter = RetryAfter;
        }
        if (context.Exception is RefusedException refused) context.HttpContext.Features.Set(refused);
        context.Result = context.Exception switch
        {
            RefusedException { Refusal: Refusal.NotFound } => new NotFoundResult(),
            RefusedException or InvalidTransitionException or DbUpdateConcurrencyException => new ConflictResult(),
            EvidenceUnavailableException => new StatusCodeResult(StatusCodes.Status503ServiceUnavailable),
            _ => null,
        };
    }
}
