using Microsoft.Extensions.Primitives;

namespace Appeals.Web.Security;

/// <summary>Puts the same strict headers on every response, errors and files included.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly Dictionary<string, StringValues> Always = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Security-Policy"] = ContentPolicy,
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    public Task InvokeAsync(HttpContext context)
    {
        // on starting, because the exception handler clears what was set before
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            foreach (var (name, value) in Always) http.Response.Headers.TryAdd(name, value);
            // what a signed-in person saw must not come back from a shared computer's cache
            if (http.User.Identity?.IsAuthenticated == true) http.Response.Headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
