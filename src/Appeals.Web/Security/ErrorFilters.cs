using Appeals.Core.Data;
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
/// not there or not theirs is 404, everything else 409.
/// </summary>
public sealed class RefusalFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is RefusedException refused) context.HttpContext.Features.Set(refused);
        context.Result = context.Exception switch
        {
            RefusedException { Refusal: Refusal.NotFound } => new NotFoundResult(),
            RefusedException or InvalidTransitionException or DbUpdateConcurrencyException => new ConflictResult(),
            _ => null,
        };
    }
}
