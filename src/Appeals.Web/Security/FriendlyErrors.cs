using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Security;

/// <summary>Every error becomes a page that says what happened, why, what now, and what is safe.</summary>
public static class FriendlyErrors
{
    public const string Path = "/error";

    internal static void UseFriendlyErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Path, StatusCodeSelector = StatusOf });
        app.UseStatusCodePagesWithReExecute(Path);
        app.Use(RefuseLargeForms);
    }

    internal static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
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
