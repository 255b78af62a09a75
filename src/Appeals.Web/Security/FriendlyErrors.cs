using Appeals.Core.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Security;

/// <summary>Every error becomes a page that says what happened, why, what now, and what is safe.</summary>
public static class FriendlyErrors
{
    public const string Path = "/error";

    internal static void UseFriendlyErrors(this WebApplication app)
    {
        // in a scope of its own: what failed once, such as finding out who asks, would fail again
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Path, StatusCodeSelector = StatusOf, CreateScopeForErrors = true });
        app.UseStatusCodePagesWithReExecute(Path);
        app.Use(RefuseLargeForms);
    }

    internal static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when error.MeansDatabaseIsAway() => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Said before the antiforgery check reads the form, which would call it a forgery.</summary>
    private static Task RefuseLargeForms(HttpContext http, RequestDelegate next)
    {
        var limit = http.RequestServices.GetRequiredService<IOptions<RequestLimitOptions>>().Value.FormBytes;
        var reported = http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (reported || !IsForm(http.Request.ContentType) || http.Request.ContentLength is not { } length || length <= limit) return next(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }

    private static bool IsForm(string? type) => type?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
